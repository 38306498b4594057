import { count, zeros } from '../batch';
import { checkRows, type Differentiable, type Operator } from './operator';

/** The distance from `centre`, |x - centre|: what is left of a point whose direction is lost. At the centre itself its change is taken as 0. */
export function ring(centre: readonly number[]): Differentiable {
  const dim = centre.length;
  if (dim < 1 || !centre.every(Number.isFinite)) throw new RangeError('a ring needs a centre of finite numbers');
  const distance = (data: Float64Array, row: number): number => {
    let squares = 0;
    for (let d = 0; d < dim; d++) squares += (data[row * dim + d] - centre[d]) ** 2;
    return Math.sqrt(squares);
  };
  return {
    name: 'ring',
    dim,
    rows: 1,
    apply(x, out = zeros(count(x), 1)) {
      checkRows('ring', x, dim);
      for (let row = 0; row < count(x); row++) out.data[row] = distance(x.data, row);
      return out;
    },
    pull(x, v, out = zeros(count(x), dim)) {
      checkRows('ring', x, dim);
      checkRows('change of a ring', v, 1);
      for (let row = 0; row < count(x); row++) {
        const r = distance(x.data, row);
        for (let d = 0; d < dim; d++) {
          out.data[row * dim + d] = r > 0 ? (v.data[row] * (x.data[row * dim + d] - centre[d])) / r : 0;
        }
      }
      return out;
    },
  };
}

/**
 * The orthonormal discrete cosine transform of squares of `block` by `block` pixels, its numbers rounded to multiples of `step` times
 * 1 + the sum of their frequencies, and back: as JPEG does, without its colours and tables. Rounding has no slope, so it has no `pull`.
 */
export function quantised(side: number, block: number, step: number): Operator {
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
  return {
    name: 'quantisation',
    dim,
    rows: dim,
    apply(x, out = zeros(count(x), dim)) {
      checkRows('quantisation', x, dim);
      const tile = new Float64Array(block * block);
      for (let row = 0; row < count(x); row++) {
        for (let top = 0; top < side; top += block) {
          for (let left = 0; left < side; left += block) {
            const at = (i: number) => row * dim + (top + Math.floor(i / block)) * side + left + (i % block);
            for (let i = 0; i < tile.length; i++) tile[i] = x.data[at(i)];
            const there = both(cosines, tile, block, false).map((value, i) => {
              const size = step * (1 + Math.floor(i / block) + (i % block));
              return size * Math.round(value / size);
            });
            both(cosines, there, block, true).forEach((value, i) => (out.data[at(i)] = value));
          }
        }
      }
      return out;
    },
  };
}

/** C X C', or C' X C where turned back. */
function both(c: Float64Array, x: Float64Array, n: number, back: boolean): Float64Array {
  const at = (i: number, j: number) => (back ? c[j * n + i] : c[i * n + j]);
  const half = new Float64Array(n * n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) half[i * n + j] += at(i, k) * x[k * n + j];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) out[i * n + j] += half[i * n + k] * at(j, k);
  return out;
}

/**
 * The sizes of a picture's discrete Fourier transform, padded with zeros to twice its side, divided by the padded side: phase
 * retrieval. A number of size 0 has no direction: its change is taken as 0.
 */
export function fourierMagnitude(side: number): Differentiable {
  if (!Number.isInteger(side) || side < 2)
    throw new RangeError(`a picture of side ${side} (expected a whole number, 2 or more)`);
  const n = 2 * side;
  const [dim, rows] = [side * side, n * n];
  const [cos, sin] = [Math.cos, Math.sin].map((f) =>
    Float64Array.from({ length: n }, (_, k) => f((2 * Math.PI * k) / n)),
  );
  /** Real and imaginary part of the transform of the picture at `start`. */
  const transform = (x: Float64Array, start: number): readonly [Float64Array, Float64Array] => {
    const half = [new Float64Array(side * n), new Float64Array(side * n)];
    for (let i = 0; i < side; i++) {
      for (let k = 0; k < n; k++) {
        for (let j = 0; j < side; j++) {
          half[0][i * n + k] += x[start + i * side + j] * cos[(j * k) % n];
          half[1][i * n + k] -= x[start + i * side + j] * sin[(j * k) % n];
        }
      }
    }
    const [re, im] = [new Float64Array(rows), new Float64Array(rows)];
    for (let l = 0; l < n; l++) {
      for (let i = 0; i < side; i++) {
        const [c, s] = [cos[(i * l) % n] / n, sin[(i * l) % n] / n];
        for (let k = 0; k < n; k++) {
          re[l * n + k] += c * half[0][i * n + k] + s * half[1][i * n + k];
          im[l * n + k] += c * half[1][i * n + k] - s * half[0][i * n + k];
        }
      }
    }
    return [re, im];
  };
  return {
    name: 'Fourier magnitude',
    dim,
    rows,
    apply(x, out = zeros(count(x), rows)) {
      checkRows('Fourier magnitude', x, dim);
      for (let row = 0; row < count(x); row++) {
        const [re, im] = transform(x.data, row * dim);
        for (let k = 0; k < rows; k++) out.data[row * rows + k] = Math.hypot(re[k], im[k]);
      }
      return out;
    },
    pull(x, v, out = zeros(count(x), dim)) {
      checkRows('Fourier magnitude', x, dim);
      checkRows('change of a Fourier magnitude', v, rows);
      for (let row = 0; row < count(x); row++) {
        const [re, im] = transform(x.data, row * dim);
        for (let k = 0; k < rows; k++) {
          const size = Math.hypot(re[k], im[k]);
          const by = size > 0 ? v.data[row * rows + k] / size / n : 0;
          re[k] *= by;
          im[k] *= by;
        }
        // The transform's adjoint: Re of the sum of conj(exp) times (re + i im), a side at a time.
        const half = [new Float64Array(side * n), new Float64Array(side * n)];
        for (let i = 0; i < side; i++) {
          for (let l = 0; l < n; l++) {
            const [c, s] = [cos[(i * l) % n], sin[(i * l) % n]];
            for (let k = 0; k < n; k++) {
              half[0][i * n + k] += c * re[l * n + k] - s * im[l * n + k];
              half[1][i * n + k] += c * im[l * n + k] + s * re[l * n + k];
            }
          }
        }
        for (let i = 0; i < side; i++) {
          for (let j = 0; j < side; j++) {
            let sum = 0;
            for (let k = 0; k < n; k++) {
              sum += half[0][i * n + k] * cos[(j * k) % n] - half[1][i * n + k] * sin[(j * k) % n];
            }
            out.data[row * dim + i * side + j] = sum;
          }
        }
      }
      return out;
    },
  };
}
