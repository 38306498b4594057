import { count, zeros, type Batch } from '../batch';
import { checkRows, type LinearOperator } from './operator';

/** Standard deviation of a rounding to whole numbers, if what is rounded lies anywhere between two of them: 1 / sqrt(12). */
export const ROUNDING_NOISE = Math.sqrt(1 / 12);

/**
 * What `quantised` rounds, before it is rounded: the orthonormal discrete cosine transform of squares of `block` by `block` pixels, each
 * number over its step, `step` times 1 + the sum of its frequencies. Rounded to whole numbers it is what a file of the picture holds. A method that
 * wants a linear measurement takes it as this one with a noise of `ROUNDING_NOISE`. H = S C with C orthogonal, so that its singular values are the
 * inverse steps. Throws `RangeError` where the squares do not fill the picture, or the step is not above 0.
 */
export function blockCosines(side: number, block: number, step: number): LinearOperator {
  if (!Number.isInteger(block) || block < 2 || side % block !== 0) {
    throw new RangeError(
      `squares of ${block} pixels in a picture of ${side} (expected a whole divisor of ${side}, 2 or more)`,
    );
  }
  if (!(step > 0 && step < Infinity)) throw new RangeError(`a quantisation step of ${step} (expected more than 0)`);
  const dim = side * side;
  const cosines = Float64Array.from({ length: block * block }, (_, i) => {
    const [k, n] = [Math.floor(i / block), i % block];
    return Math.sqrt((k === 0 ? 1 : 2) / block) * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * block));
  });
  // In the place of each pixel of a square, the frequency of the same number.
  const values = Float64Array.from({ length: dim }, (_, i) => {
    const [down, across] = [Math.floor(i / side) % block, i % block];
    return 1 / (step * (1 + down + across));
  });
  const half = new Float64Array(block * block);
  /** C X C' of every square, or C' X C. */
  const turn = (x: Batch, out: Batch, back: boolean): Batch => {
    const at = (k: number, n: number) => (back ? cosines[n * block + k] : cosines[k * block + n]);
    for (let start = 0; start < x.data.length; start += dim) {
      for (let top = 0; top < side; top += block) {
        for (let left = 0; left < side; left += block) {
          const first = start + top * side + left;
          for (let k = 0; k < block; k++) {
            for (let j = 0; j < block; j++) {
              let sum = 0;
              for (let n = 0; n < block; n++) sum += at(k, n) * x.data[first + n * side + j];
              half[k * block + j] = sum;
            }
          }
          for (let k = 0; k < block; k++) {
            for (let l = 0; l < block; l++) {
              let sum = 0;
              for (let n = 0; n < block; n++) sum += half[k * block + n] * at(l, n);
              out.data[first + k * side + l] = sum;
            }
          }
        }
      }
    }
    return out;
  };
  const weighed = (x: Batch): Batch => ({ data: x.data.map((value, i) => value * values[i % dim]), dim });
  const name = 'transform by cosines';
  const apply: LinearOperator['apply'] = (x, out = zeros(count(x), dim)) => {
    checkRows(name, x, dim);
    turn(x, out, false);
    for (let i = 0; i < out.data.length; i++) out.data[i] *= values[i % dim];
    return out;
  };
  const adjoint: LinearOperator['adjoint'] = (y, out = zeros(count(y), dim)) => {
    checkRows(`adjoint of a ${name}`, y, dim);
    return turn(weighed(y), out, true);
  };
  return {
    name,
    dim,
    rows: dim,
    apply,
    adjoint,
    pull: (_, v, out) => adjoint(v, out),
    spectrum: {
      values,
      project: (x, out = zeros(count(x), dim)) => turn(x, out, false),
      spread: (z, out = zeros(count(z), dim)) => turn(z, out, true),
      read(y, out = zeros(count(y), dim)) {
        out.data.set(y.data);
        return out;
      },
    },
  };
}
