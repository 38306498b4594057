import { batch } from '../../../src/core/batch';
import { minibatchPairs } from '../../../src/core/coupling/index';
import { mixture } from '../../../src/core/data/mixture';
import { normalBatch, random } from '../../../src/core/random';

const size = 64;
const points = 6400;

/**
 * Two classes, left and right, matched with noise in batches without a look at the class: what share of the right class's noise lies on the right. 0: as much as of any
 * noise, 1: nine tenths or more, 2: in between.
 */
export function run(seed = 94): Promise<{ answer: number; finding: string }> {
  const r = random(seed);
  const noise = normalBatch(points, 2, r.split('noise'));
  const data = mixture({ weights: [1, 1], means: batch([-2, 0, 2, 0], 2), scales: [0.5, 0.5] }).sample(points, r);
  const { from, to } = minibatchPairs(noise, data, size, r.split('deal'));
  const own: number[] = [];
  from.forEach((row, k) => {
    if (data.data[2 * to[k]] > 0) own.push(noise.data[2 * row]);
  });
  const share = own.filter((x) => x > 0).length / own.length;
  const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
  const deviation = Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / own.length);
  return Promise.resolve({
    answer: Math.abs(share - 0.5) < 0.05 ? 0 : share >= 0.9 ? 1 : 2,
    finding:
      `Of the noise that went to the class on the right, ${(100 * share).toFixed(0)} % lies on the right. ` +
      `Along this axis its mean is ${mean.toFixed(2)} and its deviation ${deviation.toFixed(2)}; at sampling they are 0 and 1.`,
  });
}
