import { count, zeros, type Batch } from '../batch';
import { decomposed } from './dense';
import { checkRows, LEAST_SINGULAR, type LinearOperator, type Spectrum } from './operator';

/** A matrix for one side of a picture: row-major, `out` by `side`. */
interface OneWay {
  readonly matrix: Float64Array;
  readonly out: number;
}

/**
 * The same matrix along the rows and the columns of square pictures of `side` by `side`, Y = A X A'. Its singular values are the
 * products of those of A, its singular vectors the outer products: 784 numbers need a decomposition of 28 by 28.
 */
export function separable(name: string, side: number, { matrix, out: small }: OneWay): LinearOperator {
  const dim = side * side;
  const rows = small * small;
  const across = turned(matrix, small, side);
  const pass = (what: string, x: Batch, m: Float64Array, from: number, to: number, out: Batch): Batch => {
    checkRows(what, x, from * from);
    const half = new Float64Array(to * from);
    for (let row = 0; row < count(x); row++)
      sandwich(m, x.data, row * from * from, from, to, half, out.data, row * to * to);
    return out;
  };
  const adjoint: LinearOperator['adjoint'] = (y, out = zeros(count(y), dim)) =>
    pass(`adjoint of ${name}`, y, across, small, side, out);
  let spectrum: Spectrum | undefined;
  return {
    name,
    dim,
    rows,
    apply: (x, out = zeros(count(x), rows)) => pass(name, x, matrix, side, small, out),
    adjoint,
    pull: (_, v, out) => adjoint(v, out),
    get spectrum() {
      return (spectrum ??= outer(matrix, small, side));
    },
  };
}

function outer(matrix: Float64Array, small: number, side: number): Spectrum {
  const { u, values, v } = decomposed(matrix, small, side);
  const n = values.length;
  const most = values.reduce((a, b) => Math.max(a, b), 0) ** 2;
  const seen = Array.from({ length: n * n }, (_, k) => k).filter(
    (k) => values[Math.floor(k / n)] * values[k % n] > LEAST_SINGULAR * most,
  );
  const r = seen.length;
  const [uAcross, vAcross] = [turned(u, small, n), turned(v, side, n)];
  const inner = (x: Batch, m: Float64Array, from: number, out: Batch): Batch => {
    const half = new Float64Array(n * from);
    const whole = new Float64Array(n * n);
    for (let row = 0; row < count(x); row++) {
      sandwich(m, x.data, row * from * from, from, n, half, whole, 0);
      for (let i = 0; i < r; i++) out.data[row * r + i] = whole[seen[i]];
    }
    return out;
  };
  return {
    values: Float64Array.from(seen, (k) => values[Math.floor(k / n)] * values[k % n]),
    project: (x, out = zeros(count(x), r)) => inner(x, vAcross, side, out),
    read: (y, out = zeros(count(y), r)) => inner(y, uAcross, small, out),
    spread(z, out = zeros(z.data.length / r, side * side)) {
      const half = new Float64Array(side * n);
      const whole = new Float64Array(n * n);
      for (let row = 0; row < z.data.length / r; row++) {
        whole.fill(0);
        for (let i = 0; i < r; i++) whole[seen[i]] = z.data[row * r + i];
        sandwich(v, whole, 0, n, side, half, out.data, row * side * side);
      }
      return out;
    },
  };
}

/** M X M' of the square of `from` by `from` at `x[start]`, into the one of `to` by `to` at `out[end]`. */
function sandwich(
  m: Float64Array,
  x: Float64Array,
  start: number,
  from: number,
  to: number,
  half: Float64Array,
  out: Float64Array,
  end: number,
): void {
  for (let i = 0; i < to; i++) {
    for (let k = 0; k < from; k++) {
      let sum = 0;
      for (let j = 0; j < from; j++) sum += m[i * from + j] * x[start + j * from + k];
      half[i * from + k] = sum;
    }
    for (let l = 0; l < to; l++) {
      let sum = 0;
      for (let k = 0; k < from; k++) sum += half[i * from + k] * m[l * from + k];
      out[end + i * to + l] = sum;
    }
  }
}

function turned(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: matrix.length }, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}

function checkFactor(side: number, factor: number): void {
  if (!Number.isInteger(factor) || factor < 2 || side % factor !== 0) {
    throw new RangeError(
      `a picture of ${side} by ${side} made smaller by ${factor} (expected a whole divisor of ${side}, 2 or more)`,
    );
  }
}

/** Means of squares of `factor` by `factor` pixels: 28 by 28 to 7 by 7 at factor 4. */
export function boxDown(side: number, factor: number): LinearOperator {
  checkFactor(side, factor);
  const small = side / factor;
  const matrix = new Float64Array(small * side);
  for (let i = 0; i < side; i++) matrix[Math.floor(i / factor) * side + i] = 1 / factor;
  return separable('box down-sampling', side, { matrix, out: small });
}

/**
 * Cubic convolution with a = -1/2 (Keys 1981), stretched by `factor` so that it averages what it leaves out; weights beyond the
 * edge go to the nearest pixel, and each row sums to 1.
 */
export function bicubicDown(side: number, factor: number): LinearOperator {
  checkFactor(side, factor);
  const small = side / factor;
  const matrix = new Float64Array(small * side);
  for (let i = 0; i < small; i++) {
    const centre = (i + 0.5) * factor - 0.5;
    for (let j = Math.ceil(centre - 2 * factor); j <= centre + 2 * factor; j++) {
      matrix[i * side + Math.min(Math.max(j, 0), side - 1)] += keys((j - centre) / factor);
    }
    const row = matrix.subarray(i * side, (i + 1) * side);
    const total = row.reduce((sum, value) => sum + value, 0);
    for (let j = 0; j < side; j++) row[j] /= total;
  }
  return separable('bicubic down-sampling', side, { matrix, out: small });
}

/**
 * A Gaussian blur of this standard deviation in pixels, cut at three of them; weights beyond the edge go to the nearest pixel. Throws
 * `RangeError` where it would be wider than the picture, six deviations over a side.
 */
export function gaussianBlur(side: number, deviation: number): LinearOperator {
  if (!(deviation > 0)) throw new RangeError(`a blur of ${deviation} pixels (expected more than 0)`);
  if (6 * deviation > side) {
    throw new RangeError(
      `a blur of ${deviation} pixels is wider than a picture of ${side} (expected at most ${side / 6})`,
    );
  }
  const reach = Math.ceil(3 * deviation);
  const matrix = new Float64Array(side * side);
  let total = 0;
  for (let k = -reach; k <= reach; k++) total += Math.exp(-((k / deviation) ** 2) / 2);
  for (let i = 0; i < side; i++) {
    for (let k = -reach; k <= reach; k++) {
      matrix[i * side + Math.min(Math.max(i + k, 0), side - 1)] += Math.exp(-((k / deviation) ** 2) / 2) / total;
    }
  }
  return separable('Gaussian blur', side, { matrix, out: side });
}

/** The kernel of cubic convolution with a = -1/2 at x pixels from its middle: Keys 1981, eq. 15. */
export function keys(x: number): number {
  const u = Math.abs(x);
  if (u >= 2) return 0;
  return u <= 1 ? 1.5 * u ** 3 - 2.5 * u * u + 1 : -0.5 * u ** 3 + 2.5 * u * u - 4 * u + 2;
}
