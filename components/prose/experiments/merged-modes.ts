import { batch, zeros } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { noised } from '../../../src/core/process/forward';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';

const points = 20000;

/** At the first time without a dip between two bumps, is the nearer one right 0: less than 60 %, 1: less than 95 %, 2: more often? */
export function run(seed = 5): Promise<{ answer: number; finding: string }> {
  const bumps = mixture({ weights: [1, 1], means: batch([-1, 1], 1), scales: [0.2, 0.2] });
  const schedule = makeSchedule(scheduleDefaults.cosine);
  // A dip at the middle means that the density is higher just beside it. It closes once, as t grows: bisect for when.
  const dip = (t: number): boolean => {
    const [middle, beside] = bumps.logDensity(batch([0, 1e-3], 1), schedule.alpha(t), schedule.sigma(t));
    return beside > middle;
  };
  let early = 0.01;
  let late = 0.99;
  for (let i = 0; i < 40; i++) {
    const t = (early + late) / 2;
    if (dip(t)) early = t;
    else late = t;
  }
  const r = random(seed);
  const x0 = bumps.sample(points, r.split('x0'));
  const x = noised(x0, normalBatch(points, 1, r.split('noise')), late, schedule, zeros(points, 1));
  let right = 0;
  for (let i = 0; i < points; i++) if (x.data[i] > 0 === x0.data[i] > 0) right++;
  const share = right / points;
  return Promise.resolve({
    answer: share < 0.6 ? 0 : share < 0.95 ? 1 : 2,
    finding: `The dip closes at t = ${late.toFixed(3)}. There the nearer bump is the right one for ${(100 * share).toFixed(1)}\u00a0% of ${points} points.`,
  });
}
