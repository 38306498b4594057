import { zeros } from '../batch';
import { mixture, type Mixture } from './mixture';

/** Eight equal Gaussians of standard deviation 0.15, evenly on a circle of radius 2; 1.42 per axis over all. */
export function eightGaussians({ radius = 2, scale = 0.15 } = {}): Mixture {
  const means = zeros(8, 2);
  for (let k = 0; k < 8; k++) {
    means.data[2 * k] = radius * Math.cos((2 * Math.PI * k) / 8);
    means.data[2 * k + 1] = radius * Math.sin((2 * Math.PI * k) / 8);
  }
  return mixture({ weights: Array(8).fill(1), means, scales: Array(8).fill(scale) }, 'eight-gaussians');
}
