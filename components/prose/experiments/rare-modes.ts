import { yardstick } from '../../../src/core/claims/yardstick';
import { modeCoverage } from '../../../src/core/metric/mode-coverage';
import { random } from '../../../src/core/random';
import type { Mixture } from '../../../src/core/data/mixture';

const sets = 500;
const size = 100;

/** Rare modes, of four with 1.5 % each, that a hundred true samples miss on average: 0: under 0.2, 1: under 1.5, 2: more? */
export function run(): Promise<{ answer: number; finding: string }> {
  const target = yardstick('rare').target as Mixture;
  const r = random(3);
  let [missed, complete] = [0, 0];
  for (let i = 0; i < sets; i++) {
    const { counts } = modeCoverage(target.sample(size, r), target.modes);
    const empty = counts.filter((n) => n === 0).length;
    missed += empty / sets;
    if (empty === 0) complete++;
  }
  return Promise.resolve({
    answer: missed < 0.2 ? 0 : missed < 1.5 ? 1 : 2,
    finding: `Over ${sets} sets of ${size} true samples, ${missed.toFixed(2)} of the four rare modes are missed on average; ${complete} sets have them all.`,
  });
}
