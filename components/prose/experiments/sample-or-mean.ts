import { batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { mask } from '../../../src/core/inverse/mask';
import { linearPosterior } from '../../../src/core/inverse/posterior';
import { random } from '../../../src/core/random';

const trials = 4000;
const noise = 0.2;

/** How many times the mean squared error of the exact posterior mean an exact sample has, 0: less than 1.2, 1: less than 1.7, 2: less than 3, 3: more. */
export function run(): Promise<{ answer: number; finding: string }> {
  const ring = eightGaussians();
  const first = mask([1, 0], 'coordinate');
  const draw = random(13).split('sample-or-mean');
  let [ofMean, ofSample] = [0, 0];
  for (let i = 0; i < trials; i++) {
    const { data: truth } = ring.sample(1, draw);
    const exact = linearPosterior(ring, first, batch([truth[0] + noise * draw.normal()], 1).data, noise);
    const { mean } = exact;
    const { data: sample } = exact.sample(1, draw);
    for (let d = 0; d < 2; d++) {
      ofMean += (mean[d] - truth[d]) ** 2 / trials;
      ofSample += (sample[d] - truth[d]) ** 2 / trials;
    }
  }
  const ratio = ofSample / ofMean;
  return Promise.resolve({
    answer: ratio < 1.2 ? 0 : ratio < 1.7 ? 1 : ratio < 3 ? 2 : 3,
    finding: `Over ${trials} points of the ring the posterior mean is off by ${ofMean.toFixed(3)} in mean square, a sample of the posterior by ${ofSample.toFixed(3)}: ${ratio.toFixed(2)} times as much.`,
  });
}
