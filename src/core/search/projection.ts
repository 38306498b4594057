/**
 * The few directions along which rows of numbers vary most: principal components (Pearson 1901; Hotelling 1933), found by subspace iteration with
 * Rayleigh-Ritz (Golub and Van Loan 2013, section 8.2).
 */
import { count, type Batch } from '../batch';
import { eigenSymmetric } from '../metric/symmetric';
import type { Random } from '../random';

export interface Projection {
  /** Numbers of a row before and after. */
  readonly dim: number;
  readonly size: number;
  /** [dim], which is taken away first. */
  readonly mean: Float64Array;
  /** [size, dim], of length 1 and at right angles, most variance first. */
  readonly directions: Float64Array;
  /** [size] mean squares along them. */
  readonly variances: Float64Array;
  /** Mean square of all, along whatever direction. */
  readonly total: number;
}

/**
 * @param rows [n, dim]
 * @param size directions that are kept, at most `dim`
 * @param draw what the iteration begins with; where variances are apart, nothing depends on it
 */
export function principal(rows: Batch, size: number, draw: Random): Projection {
  const { dim } = rows;
  const n = count(rows);
  if (!Number.isInteger(size) || size < 1 || size > dim)
    throw new RangeError(`${size} directions (expected 1 to ${dim}, as many as a row has numbers)`);
  if (n < 2) throw new RangeError(`${n} rows (expected at least 2)`);
  const { mean, covariance } = moments(rows, n);
  let total = 0;
  for (let i = 0; i < dim; i++) total += covariance[i * dim + i];
  // Some directions more than asked for: then the last of those asked for is found as fast as the first.
  const wide = Math.min(dim, size + 8);
  let basis = orthonormal(draw.normals(new Float64Array(wide * dim)), dim);
  let before = 0;
  for (let turn = 0; turn < 200; turn++) {
    const image = times(covariance, basis, dim);
    const ritz = rotatedBy(basis, image, dim, wide);
    const found = ritz.values.subarray(0, size).reduce((a, b) => a + b, 0);
    const still = Math.abs(found - before) <= 1e-10 * total;
    before = found;
    if (still)
      return {
        dim,
        size,
        mean,
        total,
        directions: ritz.basis.slice(0, size * dim),
        variances: ritz.values.slice(0, size),
      };
    basis = wide === dim ? ritz.basis : orthonormal(times(covariance, ritz.basis, dim), dim);
  }
  const ritz = rotatedBy(basis, times(covariance, basis, dim), dim, wide);
  return { dim, size, mean, total, directions: ritz.basis.slice(0, size * dim), variances: ritz.values.slice(0, size) };
}

/** Rows [n, dim] along the directions: [n, size]. */
export function projected(
  {
    dim,
    size,
    mean,
    directions,
  }: Pick<Projection, 'dim' | 'size'> & {
    readonly mean: ArrayLike<number>;
    readonly directions: ArrayLike<number>;
  },
  rows: ArrayLike<number>,
): Float64Array {
  const n = rows.length / dim;
  if (!Number.isInteger(n)) throw new RangeError(`${rows.length} numbers (expected whole rows of ${dim})`);
  const out = new Float64Array(n * size);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let j = 0; j < dim; j++) sum += (rows[i * dim + j] - mean[j]) * directions[k * dim + j];
      out[i * size + k] = sum;
    }
  return out;
}

/** Mean and covariance over n. */
function moments({ data, dim }: Batch, n: number) {
  const mean = new Float64Array(dim);
  for (let i = 0; i < n; i++) for (let j = 0; j < dim; j++) mean[j] += data[i * dim + j] / n;
  const covariance = new Float64Array(dim * dim);
  const row = new Float64Array(dim);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < dim; j++) row[j] = data[i * dim + j] - mean[j];
    for (let j = 0; j < dim; j++) {
      const v = row[j] / n;
      for (let k = 0; k <= j; k++) covariance[j * dim + k] += v * row[k];
    }
  }
  for (let j = 0; j < dim; j++) for (let k = 0; k < j; k++) covariance[k * dim + j] = covariance[j * dim + k];
  return { mean, covariance };
}

/** Every row of `basis` times the matrix. */
function times(matrix: Float64Array, basis: Float64Array, dim: number): Float64Array {
  const out = new Float64Array(basis.length);
  for (let b = 0; b < basis.length; b += dim)
    for (let i = 0; i < dim; i++) {
      const v = basis[b + i];
      for (let j = 0; j < dim; j++) out[b + j] += v * matrix[i * dim + j];
    }
  return out;
}

/** The basis turned so that the matrix is diagonal on it, greatest first. `image` is the matrix times it. */
function rotatedBy(basis: Float64Array, image: Float64Array, dim: number, n: number) {
  const small = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < dim; j++) sum += basis[a * dim + j] * image[b * dim + j];
      small[a * n + b] = small[b * n + a] = sum;
    }
  const { values, vectors } = eigenSymmetric(small, n);
  const order = [...values.keys()].sort((a, b) => values[b] - values[a]);
  const out = new Float64Array(n * dim);
  order.forEach((column, k) => {
    for (let a = 0; a < n; a++) {
      const v = vectors[a * n + column];
      for (let j = 0; j < dim; j++) out[k * dim + j] += v * basis[a * dim + j];
    }
  });
  return { basis: out, values: Float64Array.from(order, (column) => values[column]) };
}

/** Gram and Schmidt, twice for rounding. Directions that nothing is left of become unit vectors and are tried again. */
function orthonormal(rows: Float64Array, dim: number): Float64Array {
  const out = Float64Array.from(rows);
  let spare = 0;
  for (let a = 0; a < out.length; a += dim) {
    for (;;) {
      let before = 0;
      for (let j = 0; j < dim; j++) before += out[a + j] ** 2;
      for (let pass = 0; pass < 2; pass++)
        for (let b = 0; b < a; b += dim) {
          let sum = 0;
          for (let j = 0; j < dim; j++) sum += out[a + j] * out[b + j];
          for (let j = 0; j < dim; j++) out[a + j] -= sum * out[b + j];
        }
      let square = 0;
      for (let j = 0; j < dim; j++) square += out[a + j] ** 2;
      if (square > 1e-20 * before && square > 0) {
        const length = Math.sqrt(square);
        for (let j = 0; j < dim; j++) out[a + j] /= length;
        break;
      }
      out.fill(0, a, a + dim);
      out[a + (spare++ % dim)] = 1;
    }
  }
  return out;
}
