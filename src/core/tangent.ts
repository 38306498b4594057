import { eigenvaluesSymmetric } from './metric/eigenvalues';
import type { Batch } from './batch';

/** The directions in which a generator's picture can move at a code, from the columns of its Jacobian. */
export interface Tangent {
  /** Directions in which it moves by at least a tenth of the most, for codes that move alike. */
  readonly directions: number;
  /** Share of a given difference's squared length that lies along them all: what a small change of the code could mend. */
  share(difference: ArrayLike<number>): number;
}

/**
 * @param columns row i is dG / dz_i, as many numbers as the picture has; from finite differences, say
 */
export function tangentOf({ data, dim }: Batch): Tangent {
  const n = data.length / dim;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < dim; k++) sum += data[i * dim + k] * data[j * dim + k];
      gram[i * n + j] = gram[j * n + i] = sum;
    }
  }
  const values = eigenvaluesSymmetric(gram, n);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const lower = cholesky(gram, n, 1e-9 * most || 1);
  return {
    directions: most > 0 ? values.filter((value) => value >= 0.01 * most).length : 0,
    share(difference) {
      if (difference.length !== dim)
        throw new RangeError(`difference of ${difference.length} numbers (expected ${dim})`);
      let whole = 0;
      for (let k = 0; k < dim; k++) whole += difference[k] ** 2;
      if (whole === 0) return 0;
      // |L^-1 J r|^2 is the squared length of the projection, since J J' = L L'.
      const along = new Float64Array(n);
      let explained = 0;
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let k = 0; k < dim; k++) sum += data[i * dim + k] * difference[k];
        for (let j = 0; j < i; j++) sum -= lower[i * n + j] * along[j];
        along[i] = sum / lower[i * n + i];
        explained += along[i] ** 2;
      }
      return Math.min(1, explained / whole);
    },
  };
}

/** L with L L' = A + floor I. */
function cholesky(a: Float64Array, n: number, floor: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] + (i === j ? floor : 0);
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, floor)) : sum / lower[j * n + j];
    }
  }
  return lower;
}
