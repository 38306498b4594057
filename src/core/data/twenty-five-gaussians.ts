import { zeros } from '../batch';
import { mixture, type Mixture } from './mixture';

/** Twenty-five equal Gaussians of standard deviation 0.1 on a square grid of spacing 1; 1.42 per axis over all. */
export function twentyFiveGaussians({ spacing = 1, scale = 0.1 } = {}): Mixture {
  const means = zeros(25, 2);
  for (let k = 0; k < 25; k++) {
    means.data[2 * k] = spacing * ((k % 5) - 2);
    means.data[2 * k + 1] = spacing * (Math.floor(k / 5) - 2);
  }
  return mixture({ weights: Array(25).fill(1), means, scales: Array(25).fill(scale) }, 'twenty-five-gaussians');
}
