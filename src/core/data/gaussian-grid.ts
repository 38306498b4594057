import { zeros } from '../batch';
import { mixture, type Mixture } from './mixture';

/** 25 equal Gaussians of standard deviation 0.1 on a square grid of spacing 1; 1.42 per axis over all. */
export function gaussianGrid({ side = 5, spacing = 1, scale = 0.1 } = {}): Mixture {
  const n = side * side;
  const means = zeros(n, 2);
  for (let k = 0; k < n; k++) {
    means.data[2 * k] = spacing * ((k % side) - (side - 1) / 2);
    means.data[2 * k + 1] = spacing * (Math.floor(k / side) - (side - 1) / 2);
  }
  return mixture({ weights: Array(n).fill(1), means, scales: Array(n).fill(scale) }, 'gaussian-grid');
}
