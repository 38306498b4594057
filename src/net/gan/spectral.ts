import type { Parameter } from '../../core/image-network/parameters';

/** What a round of power iteration on W [rows, columns] found: W is about sigma v u^T. */
export interface SpectralNorm {
  /** [columns] and [rows], of length 1. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** v W u. */
  readonly sigma: number;
}

/** v = W u / |W u|, u = W^T v / |W^T v|, sigma = v W u (Miyato et al. 2018, algorithm 1; their W is the transpose of ours). */
export function iterate(
  weights: Float32Array,
  { at, rows, columns }: Parameter,
  from: ArrayLike<number>,
): SpectralNorm {
  const v = new Float64Array(rows);
  const u = new Float64Array(columns);
  for (let i = 0, k = at; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, k++) sum += weights[k] * from[j];
    v[i] = sum;
  }
  toUnit(v);
  for (let i = 0, k = at; i < rows; i++) for (let j = 0; j < columns; j++, k++) u[j] += weights[k] * v[i];
  const sigma = toUnit(u);
  return { u, v, sigma };
}

/**
 * With W' = W / sigma and G the gradient at W': that at W is (G - <G, W'> v u^T) / sigma, since d sigma / dW = v u^T while u and v
 * are held fixed (Miyato et al. 2018, equations 10 to 12). In place.
 */
export function throughMatrix(
  gradient: Float32Array,
  weights: Float32Array,
  { at, rows, columns }: Parameter,
  { u, v, sigma }: SpectralNorm,
): void {
  let along = 0;
  for (let k = at; k < at + rows * columns; k++) along += gradient[k] * weights[k];
  along /= sigma;
  for (let i = 0, k = at; i < rows; i++) {
    const share = along * v[i];
    for (let j = 0; j < columns; j++, k++) gradient[k] = (gradient[k] - share * u[j]) / sigma;
  }
}

/** Divides by the length, which is returned. */
function toUnit(x: Float64Array): number {
  let squared = 1e-24;
  for (const value of x) squared += value * value;
  const length = Math.sqrt(squared);
  for (let i = 0; i < x.length; i++) x[i] /= length;
  return length;
}
