import type { Batch } from '../batch';

/** |x_i - y_j|^2 for rows i of `x` and j of `y`. */
export function squaredDistance(x: Batch, i: number, y: Batch, j: number): number {
  const { dim } = x;
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += (x.data[i * dim + d] - y.data[j * dim + d]) ** 2;
  return sum;
}

/** Throws `RangeError`, naming the metric, where two sets of points are not in the same space or one is too small. */
export function checkPair(metric: string, x: Batch, y: Batch, least: number): void {
  if (x.dim !== y.dim)
    throw new RangeError(`${metric} of points in ${x.dim} and ${y.dim} dimensions (expected the same)`);
  const fewer = Math.min(x.data.length / x.dim, y.data.length / y.dim);
  if (fewer < least) throw new RangeError(`${metric} of ${fewer} points (expected at least ${least})`);
}
