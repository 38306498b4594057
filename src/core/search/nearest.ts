/** The rows of a set that are nearest to a point, by looking at all of them. */
import { count, type Batch } from '../batch';
import type { Codes } from './codes';

export interface Neighbours {
  /** Rows of the set, nearest first; of equal distances the lower row. */
  readonly rows: Int32Array;
  /** Euclidean distances, rising. */
  readonly distances: Float64Array;
}

/** Squared distances [n] of all rows to a point. */
export function squaredTo({ data, dim }: Batch, point: ArrayLike<number>): Float64Array {
  if (point.length !== dim) throw new RangeError(`a point of ${point.length} numbers (expected ${dim})`);
  const out = new Float64Array(data.length / dim);
  for (let i = 0, at = 0; i < out.length; i++) {
    let sum = 0;
    for (let k = 0; k < dim; k++, at++) sum += (data[at] - point[k]) ** 2;
    out[i] = sum;
  }
  return out;
}

/** The same of codes: a code stands for a place of the lattice, the point is as it is. */
export function squaredToCodes({ values, steps, size }: Codes, point: ArrayLike<number>): Float64Array {
  if (point.length !== size) throw new RangeError(`a point of ${point.length} numbers (expected ${size})`);
  const out = new Float64Array(values.length / size);
  for (let i = 0, at = 0; i < out.length; i++) {
    let sum = 0;
    for (let k = 0; k < size; k++, at++) sum += (steps[k] * values[at] - point[k]) ** 2;
    out[i] = sum;
  }
  return out;
}

/** The `k` least of squared distances. Throws `RangeError` where there are fewer. */
export function least(squared: ArrayLike<number>, k: number): Neighbours {
  const n = squared.length;
  if (!Number.isInteger(k) || k < 1 || k > n) throw new RangeError(`${k} neighbours (expected 1 to ${n})`);
  const rows = new Int32Array(k);
  const found = new Float64Array(k).fill(Infinity);
  let filled = 0;
  for (let i = 0; i < n; i++) {
    const d = squared[i];
    if (filled === k && !(d < found[k - 1])) continue;
    let at = filled < k ? filled++ : k - 1;
    while (at > 0 && found[at - 1] > d) {
      found[at] = found[at - 1];
      rows[at] = rows[at - 1];
      at--;
    }
    found[at] = d;
    rows[at] = i;
  }
  return { rows, distances: found.map(Math.sqrt) };
}

/** Brute force over rows as they are. */
export const nearestRows = (set: Batch, point: ArrayLike<number>, k: number): Neighbours =>
  least(squaredTo(set, point), Math.min(k, count(set)));
