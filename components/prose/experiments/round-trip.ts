import { count, zeros, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data';
import { noised } from '../../../src/core/process/forward';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, run as sample, uniformTimes } from '../../../src/core/sampler';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';

const points = 2000;
const steps = 50;

/** How many points find their own cluster after going to t and back? 0: more than 60 % from t = 1, 1: from 5 to 60 %, 2: fewer. */
export function run(seed = 3): Promise<{ answer: number; finding: string }> {
  const target = eightGaussians();
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const r = random(seed);
  const x0 = target.sample(points, r.split('x0'));
  const home = nearestModes(x0, target.modes);
  const share = (t: number): number => {
    const x = noised(x0, normalBatch(points, 2, r.split(t)), t, schedule, zeros(points, 2));
    const times = uniformTimes(steps, { from: t });
    const back = sample(ddim, { denoiser: target.denoiser(schedule), schedule, times, x });
    return nearestModes(back, target.modes).filter((mode, i) => mode === home[i]).length / points;
  };
  const end = share(1);
  const percent = (part: number) => `${(100 * part).toFixed(1)}\u00a0%`;
  return Promise.resolve({
    answer: end > 0.6 ? 0 : end > 0.05 ? 1 : 2,
    finding:
      `From t = 1, ${percent(end)} return to their own cluster; from t = 0.7, ${percent(share(0.7))}; ` +
      `from t = 0.5, ${percent(share(0.5))}; from t = 0.3, ${percent(share(0.3))}.`,
  });
}

/** The index of the mode closest to each row. */
function nearestModes(x: Batch, modes: Batch): number[] {
  return Array.from({ length: count(x) }, (_, i) => {
    let best = 0;
    let least = Infinity;
    for (let k = 0; k < count(modes); k++) {
      const distance = Math.hypot(x.data[2 * i] - modes.data[2 * k], x.data[2 * i + 1] - modes.data[2 * k + 1]);
      if (distance < least) [least, best] = [distance, k];
    }
    return best;
  });
}
