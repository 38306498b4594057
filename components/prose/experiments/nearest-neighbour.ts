import { digitPixels, digitPixelsOf, toUnit } from '../../../src/core/data/digits';
import { believe, recall } from '../../../src/core/data/recall';
import { normalBatch, random } from '../../../src/core/random';
import { loadDigits } from '../../../src/engine/digits';

const trials = 120;
/** Levels of log-SNR: the question's, then those that the finding adds; `bits-left` has the same. */
const levels = [0, -2, -3, -4] as const;

/** Is a noised training digit nearest to itself at SNR 1? 0: below 70 %, 1: below 95 %, 2: more often. */
export async function run(loading = loadDigits(), seed = 6): Promise<{ answer: number; finding: string }> {
  const digits = await loading;
  const r = random(seed);
  const found = levels.map(() => 0);
  const ofClass = levels.map(() => 0);
  const neighbours: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const row = r.integer(digits.trainCount);
    const noise = normalBatch(1, digitPixels, r).data;
    const search = recall(digits, toUnit(digitPixelsOf(digits, row)), noise, { slice: digits.trainCount }).next();
    if (!search.done) throw new Error('recall of one slice did not end');
    await new Promise((resolve) => setTimeout(resolve));
    neighbours.push(
      Math.sqrt(search.value.distances.reduce((least, d, i) => (i === row ? least : Math.min(least, d)), Infinity)),
    );
    for (const [i, level] of levels.entries()) {
      const belief = believe(search.value, digits.labels, Math.exp(-level / 2));
      if (belief.best === row) found[i]++;
      if (belief.classes.indexOf(Math.max(...belief.classes)) === digits.labels[row]) ofClass[i]++;
    }
  }
  const percent = (hits: number) => `${((100 * hits) / trials).toFixed(0)}\u00a0%`;
  const share = found[0] / trials;
  return {
    answer: share < 0.7 ? 0 : share < 0.95 ? 1 : 2,
    finding:
      `Found in ${percent(found[0])} of ${trials} trials at log-SNR 0, ${percent(found[1])} at −2, ${percent(found[2])} at −3 and ` +
      `${percent(found[3])} at −4. The most probable class was right in ${ofClass.map(percent).join(', ')}. The nearest other digit was ` +
      `${neighbours.sort((a, b) => a - b)[trials / 2].toFixed(1)} away in the median.`,
  };
}
