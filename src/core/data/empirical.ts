import { count, type Batch } from '../batch';
import { mixture, type Mixture } from './mixture';

/**
 * A finite data set as a distribution: equal Gaussians of standard deviation `bandwidth` on the given points. With
 * bandwidth 0 its denoiser is the one that a network of unlimited capacity learns from these points and no others:
 * the average of the data, each weighted by how well it explains x_t. Cost grows with the number of points.
 */
export function empirical(points: Batch, bandwidth = 0): Mixture {
  const n = count(points);
  const each = (value: number) => new Float64Array(n).fill(value);
  return mixture({ weights: each(1), means: points, scales: each(bandwidth) }, 'empirical');
}
