import { count, zeros, type Batch } from '../../batch';
import type { Random } from '../../random';
import type { LinearOperator } from '../operator';
import { checkNoise } from '../posterior';
import { factored, solveFactored } from './cholesky';

/** Data as the Gaussian with their mean and covariance. */
export interface GaussianPrior {
  readonly dim: number;
  readonly mean: Float64Array;
  /** Row-major, `dim` by `dim`. */
  readonly covariance: Float64Array;
  /** The data less their mean, over the root of their number: rows times independent normals are of this covariance. */
  readonly centred: Batch;
}

/** The mean and covariance (over n) of rows of data. */
export function gaussianOf({ data, dim }: Batch): GaussianPrior {
  const n = data.length / dim;
  if (n < 1) throw new RangeError('the Gaussian of no data (expected one row at least)');
  const mean = new Float64Array(dim);
  for (let i = 0; i < data.length; i++) mean[i % dim] += data[i] / n;
  const centred = { data: data.map((value, i) => (value - mean[i % dim]) / Math.sqrt(n)), dim };
  const covariance = new Float64Array(dim * dim);
  for (let row = 0; row < n; row++) {
    const one = centred.data.subarray(row * dim, (row + 1) * dim);
    for (let a = 0; a < dim; a++) {
      const v = one[a];
      for (let b = 0; b <= a; b++) covariance[a * dim + b] += v * one[b];
    }
  }
  for (let a = 0; a < dim; a++) for (let b = 0; b < a; b++) covariance[b * dim + a] = covariance[a * dim + b];
  return { dim, mean, covariance, centred };
}

/** The posterior of Gaussian data after a linear measurement with Gaussian noise, which is Gaussian again. */
export interface GaussianPosterior {
  /** E[x | y] of every row of y. */
  mean(y: Batch): Batch;
  /** As many rows as y has, each drawn from p(x | y of its row). */
  sample(y: Batch, random: Random): Batch;
}

/**
 * The linear estimate of least mean squared error, the Wiener filter of any H (Wiener 1949; Kay 1993, section 12.5):
 *
 *   E[x | y] = m + K (y - H m),   K = C H' (H C H' + noise^2 I)^-1,
 *
 * for data of mean m and covariance C whatever their distribution, and if they are Gaussian the exact posterior mean. A sample of that Gaussian's posterior
 * is x' + K (y - H x' - noise n) of one of the prior's, x' (Matheron's rule). Throws `RangeError` for a measurement without noise.
 */
export function gaussianPosterior(prior: GaussianPrior, operator: LinearOperator, noise: number): GaussianPosterior {
  checkNoise(noise);
  if (noise === 0) throw new RangeError('a Wiener filter without measurement noise (expected a noise above 0)');
  const { dim, mean, covariance, centred } = prior;
  if (operator.dim !== dim)
    throw new RangeError(`${operator.name} of ${operator.dim} numbers (expected ${dim}, as the data)`);
  const m = operator.rows;
  // Rows of C are pictures: H of each is a row of C H', [dim, m]; H of its columns is H C H'.
  const cross = operator.apply({ data: covariance, dim });
  const across = zeros(m, dim);
  for (let i = 0; i < dim; i++) for (let j = 0; j < m; j++) across.data[j * dim + i] = cross.data[i * m + j];
  const inner = operator.apply(across).data;
  for (let j = 0; j < m; j++) inner[j * m + j] += noise * noise;
  const root = factored(inner, m);
  /** x + K off of every row, in place. */
  const corrected = (x: Batch, off: Batch): Batch => {
    for (let row = 0; row < count(x); row++) {
      const z = solveFactored(root, m, off.data.slice(row * m, (row + 1) * m));
      for (let i = 0; i < dim; i++) {
        let sum = 0;
        for (let j = 0; j < m; j++) sum += cross.data[i * m + j] * z[j];
        x.data[row * dim + i] += sum;
      }
    }
    return x;
  };
  const checked = (y: Batch): number => {
    if (y.dim !== m) throw new RangeError(`a measurement of ${y.dim} numbers (expected ${m})`);
    return count(y);
  };
  const less = (y: Batch, x: Batch): Batch => {
    const off = operator.apply(x);
    for (let i = 0; i < off.data.length; i++) off.data[i] = y.data[i] - off.data[i];
    return off;
  };
  const start = (n: number): Batch => {
    const x = zeros(n, dim);
    for (let row = 0; row < n; row++) x.data.set(mean, row * dim);
    return x;
  };
  return {
    mean(y) {
      const x = start(checked(y));
      return corrected(x, less(y, x));
    },
    sample(y, random) {
      const n = checked(y);
      const x = start(n);
      const rows = count(centred);
      for (let row = 0; row < n; row++) {
        for (let k = 0; k < rows; k++) {
          const z = random.normal();
          for (let i = 0; i < dim; i++) x.data[row * dim + i] += z * centred.data[k * dim + i];
        }
      }
      const off = less(y, x);
      for (let i = 0; i < off.data.length; i++) off.data[i] -= noise * random.normal();
      return corrected(x, off);
    },
  };
}
