import { digitPixels, digitPixelsOf, toUnit } from '../../../src/core/data/digits';
import { believe, recall } from '../../../src/core/data/recall';
import { normalBatch, random } from '../../../src/core/random';
import { loadDigits } from '../../../src/engine/digits';

const trials = 120;
/** The question's log-SNR, and others for the finding. */
const levels = [-3, 0, -2, -4, -6] as const;

/** Bits of a digit's identity left at log-SNR -3. 0: fewer than 2, 1: fewer than 10, 2: more. */
export async function run(loading = loadDigits(), seed = 7): Promise<{ answer: number; finding: string }> {
  const digits = await loading;
  const r = random(seed);
  const all = Math.log2(digits.trainCount);
  const sums = levels.map(() => 0);
  for (let trial = 0; trial < trials; trial++) {
    const row = r.integer(digits.trainCount);
    const noise = normalBatch(1, digitPixels, r).data;
    const search = recall(digits, toUnit(digitPixelsOf(digits, row)), noise, { slice: digits.trainCount }).next();
    if (!search.done) throw new Error('recall of one slice did not end');
    await new Promise((resolve) => setTimeout(resolve));
    for (const [i, level] of levels.entries()) {
      sums[i] += all - Math.log2(believe(search.value, digits.labels, Math.exp(-level / 2)).candidates);
    }
  }
  const [bits, ...others] = sums.map((sum) => sum / trials);
  const rest = others.map((value, i) => `${value.toFixed(1)} at ${levels[i + 1]}`.replace('-', '−'));
  return {
    answer: bits < 2 ? 0 : bits < 10 ? 1 : 2,
    finding: `${bits.toFixed(1)} of ${all.toFixed(1)} bits are left at log-SNR −3, averaged over ${trials} digits; ${rest.join(', ')}.`,
  };
}
