import { batch, zeros, type Batch } from '../../../src/core/batch';
import { makeTarget } from '../../../src/core/data';
import { energyDistance } from '../../../src/core/metric';
import { noised } from '../../../src/core/process/forward';
import { normalBatch, random, type Random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';

const points = 1000;
const shuffles = 59;

/**
 * Can two shapes be told apart at t = 1? A permutation test with the energy distance. 0: plainly (their distance is more than
 * three times the largest of the shuffled ones), 1: only just (p at most 0.05), 2: no.
 */
export async function run(seed = 1): Promise<{ answer: number; finding: string }> {
  const schedule = makeSchedule(scheduleDefaults.linear);
  const r = random(seed);
  const [moons, spiral] = (['two-moons', 'spiral'] as const).map((kind) => {
    const x0 = makeTarget({ kind }).sample(points, r.split(kind));
    return noised(x0, normalBatch(points, 2, r.split(`${kind} noise`)), 1, schedule, zeros(points, 2));
  });
  const observed = energyDistance(moons, spiral);
  const chance: number[] = [];
  for (let i = 0; i < shuffles; i++) {
    chance.push(energyDistance(...randomSplit(moons, spiral, r.split(i))));
    if (i % 4 === 3) await new Promise((resolve) => setTimeout(resolve));
  }
  const larger = chance.filter((distance) => distance >= observed).length;
  const p = (1 + larger) / (1 + shuffles);
  return {
    answer: observed > 3 * Math.max(...chance) ? 0 : p <= 0.05 ? 1 : 2,
    finding:
      `The energy distance between the clouds is ${observed.toFixed(4)}. Of ${shuffles} random splits, ${larger} gave as much or more ` +
      `(p = ${p.toFixed(2)}).`,
  };
}

/** All the points, shuffled (Fisher and Yates) and split in two halves. */
function randomSplit(a: Batch, b: Batch, r: Random): [Batch, Batch] {
  const all = Float64Array.from([...a.data, ...b.data]);
  for (let i = all.length / 2 - 1; i > 0; i--) {
    const j = r.integer(i + 1);
    for (let d = 0; d < 2; d++) {
      const kept = all[2 * i + d];
      all[2 * i + d] = all[2 * j + d];
      all[2 * j + d] = kept;
    }
  }
  return [batch(all.slice(0, a.data.length), 2), batch(all.slice(a.data.length), 2)];
}
