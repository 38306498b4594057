import { count, zeros, type Batch } from '../../batch';
import { checkRange } from '../../sampler/options';
import { keys } from '../separable';

/**
 * Square pictures of `side` pixels made `factor` times as large by cubic convolution with a = -1/2 (Keys 1981): a small pixel stands at the
 * middle of its square, beyond the edge the nearest one is repeated. It reproduces quadratics inside, and its error is of the third order.
 */
export function bicubicUp(y: Batch, side: number, factor: number, out?: Batch): Batch {
  checkRange('bicubic with side', side, { least: 1, whole: true });
  checkRange('bicubic with factor', factor, { least: 1, whole: true });
  if (y.dim !== side * side)
    throw new RangeError(`bicubic: pictures of ${y.dim} numbers (expected ${side} by ${side})`);
  const large = side * factor;
  const n = count(y);
  const x = out ?? zeros(n, large * large);
  /** Row i: the small pixels that large pixel i is made of. */
  const matrix = new Float64Array(large * side);
  for (let i = 0; i < large; i++) {
    const at = (i + 0.5) / factor - 0.5;
    for (let j = Math.floor(at) - 1; j <= Math.floor(at) + 2; j++)
      matrix[i * side + Math.min(Math.max(j, 0), side - 1)] += keys(j - at);
  }
  const half = new Float64Array(large * side);
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < large; i++) {
      for (let k = 0; k < side; k++) {
        let sum = 0;
        for (let j = 0; j < side; j++) sum += matrix[i * side + j] * y.data[(row * side + j) * side + k];
        half[i * side + k] = sum;
      }
      for (let l = 0; l < large; l++) {
        let sum = 0;
        for (let k = 0; k < side; k++) sum += half[i * side + k] * matrix[l * side + k];
        x.data[(row * large + i) * large + l] = sum;
      }
    }
  }
  return x;
}
