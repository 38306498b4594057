import { count, type Batch } from '../../batch';
import { checkRows } from '../operator';

/**
 * The `k` rows of `measured`, H(x) of known data, that are nearest to a measurement, nearest first: what one would answer who has the data and no model.
 * @param y one row
 */
export function nearestMeasured(measured: Batch, y: ArrayLike<number>, k = 1): Int32Array {
  checkRows('what was measured of known data', measured, y.length);
  const n = count(measured);
  if (!Number.isInteger(k) || k < 1 || k > n) throw new RangeError(`the ${k} nearest of ${n} (expected 1 to ${n})`);
  const { dim, data } = measured;
  const squares = Float64Array.from({ length: n }, (_, row) => {
    let sum = 0;
    for (let j = 0; j < dim; j++) sum += (data[row * dim + j] - y[j]) ** 2;
    return sum;
  });
  return Int32Array.from(
    Array.from(squares.keys())
      .sort((a, b) => squares[a] - squares[b])
      .slice(0, k),
  );
}
