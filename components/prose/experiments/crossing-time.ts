import { batch, zeros } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { random } from '../../../src/core/random';

const walkers = 200;
const step = 0.05;
const distances = [4, 6] as const;

/** How long Langevin walkers take to pass from the centre of one bump to that of the other, at two distances. */
export function run(): Promise<{ answer: number; finding: string }> {
  const [near, far] = distances.map(meanSteps);
  const ratio = far / near;
  return Promise.resolve({
    answer: ratio < 2 ? 0 : ratio < 5 ? 1 : 2,
    finding:
      `The mean of ${walkers} walkers is ${Math.round(near).toLocaleString('en-GB')} steps at a distance of 4 widths and ` +
      `${Math.round(far).toLocaleString('en-GB')} at 6: ${ratio.toFixed(0)} times as many.`,
  });
}

/** Steps of 0.05 from the centre of one of two bumps of width 1 until the centre of the other is passed, on average. */
function meanSteps(distance: number): number {
  const target = mixture({ weights: [1, 1], means: batch([-distance / 2, distance / 2], 1), scales: [1, 1] });
  const noise = random(53).split(distance);
  const spread = Math.sqrt(2 * step);
  const x = zeros(1, 1);
  const score = zeros(1, 1);
  let steps = 0;
  for (let walker = 0; walker < walkers; walker++) {
    x.data[0] = -distance / 2;
    while (x.data[0] < distance / 2) {
      target.score(x, 1, 0, score);
      x.data[0] += step * score.data[0] + spread * noise.normal();
      steps++;
    }
  }
  return steps / walkers;
}
