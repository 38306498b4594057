import { random } from '../../../src/core/random';
import { mean, meanInterval, standardDeviation } from '../../../src/core/statistics/index';

const studies = 20_000;
const seeds = 3;

/** How often the mean of three seeds, plus and minus one standard error, holds the truth, 0: about 95, 1: about 68, 2: under 62 times in a hundred. */
export function run(): Promise<{ answer: number; finding: string }> {
  const r = random(16);
  let [held, student] = [0, 0];
  for (let i = 0; i < studies; i++) {
    const values = Array.from({ length: seeds }, () => r.normal());
    if (Math.abs(mean(values)) <= standardDeviation(values) / Math.sqrt(seeds)) held++;
    const { low, high } = meanInterval(values);
    if (low <= 0 && 0 <= high) student++;
  }
  const share = (100 * held) / studies;
  return Promise.resolve({
    answer: share > 85 ? 0 : share > 62 ? 1 : 2,
    finding: `Of ${studies} studies with ${seeds} seeds each, ${share.toFixed(1)}\u00a0% hold the truth within one standard error; Student’s 95\u00a0% interval holds it in ${((100 * student) / studies).toFixed(1)}\u00a0%.`,
  });
}
