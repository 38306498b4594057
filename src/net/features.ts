import { TIME_FEATURES, inputCount } from './shape';

/** Writes sin and cos of 2^k pi t / 2, k = 0 … 6, to `out` from `at`. */
export function timeFeatures(t: number, out: Float32Array, at = 0): Float32Array {
  for (let k = 0; k < TIME_FEATURES / 2; k++) {
    const angle = 2 ** k * (Math.PI / 2) * t;
    out[at + 2 * k] = Math.sin(angle);
    out[at + 2 * k + 1] = Math.cos(angle);
  }
  return out;
}

/** Writes x [dim], then sin, cos of 1.5x and sin, cos of 3x per axis, to row `row` of `out` [n, inputs]. */
export function spaceFeatures(x: ArrayLike<number>, from: number, dim: number, out: Float32Array, row: number): number {
  let at = row * inputCount(dim);
  for (let d = 0; d < dim; d++) out[at++] = x[from + d];
  for (let d = 0; d < dim; d++) {
    for (const frequency of [1.5, 3]) {
      const angle = frequency * Math.fround(x[from + d]);
      out[at++] = Math.sin(angle);
      out[at++] = Math.cos(angle);
    }
  }
  return at;
}
