import type { Batch } from '../batch';

/**
 * How sharp pictures are: the mean square of the difference of two neighbouring pixels, over all pairs side by side and one above the other. Blur spreads an edge over more
 * pixels, so that the same rise gives smaller squares; a picture of one grey has 0. `pictures` holds one in a row, side * side pixels. Throws
 * `RangeError` where sizes do not fit.
 */
export function edgeEnergy({ data, dim }: Batch, side: number): number {
  if (!Number.isInteger(side) || side < 2) throw new RangeError(`side is ${side} (expected an integer, at least 2)`);
  if (dim !== side * side || data.length === 0 || data.length % dim !== 0)
    throw new RangeError(
      `${data.length} pixels in rows of ${dim} (expected pictures of ${side * side}, at least one of them)`,
    );
  let sum = 0;
  for (let p = 0; p < data.length; p++) {
    if ((p + 1) % side !== 0) sum += (data[p + 1] - data[p]) ** 2;
    if (p % dim < dim - side) sum += (data[p + side] - data[p]) ** 2;
  }
  return sum / ((data.length / dim) * 2 * side * (side - 1));
}
