import { count, zeros, type Batch } from '../batch';
import { eigenSymmetric } from '../metric/symmetric';
import type { Random } from '../random';
import { checkRows, LEAST_SINGULAR, type LinearOperator, type Spectrum } from './operator';

/** U, S and V as numbers: U is `rows` by r, V is `dim` by r, both row-major with a singular vector in each column. */
export interface Svd {
  readonly u: Float64Array;
  readonly values: Float64Array;
  readonly v: Float64Array;
}

/**
 * A matrix, row-major, `rows` by `dim`. `svd` is for one whose decomposition is known; without it, it is found from the eigenvectors of
 * H' H or H H', whichever is smaller. Throws `RangeError` where the sizes disagree, a number is none, or all are 0.
 */
export function dense(name: string, matrix: Float64Array, rows: number, dim: number, svd?: Svd): LinearOperator {
  if (!(rows >= 1 && dim >= 1) || matrix.length !== rows * dim) {
    throw new RangeError(`${name}: a matrix of ${matrix.length} numbers (expected ${rows} by ${dim})`);
  }
  if (!matrix.every(Number.isFinite)) throw new RangeError(`${name}: a matrix with a number that is not finite`);
  if (matrix.every((value) => value === 0))
    throw new RangeError(`${name} measures nothing (expected a matrix not all 0)`);
  const across = transposed(matrix, rows, dim);
  const apply: LinearOperator['apply'] = (x, out = zeros(count(x), rows)) => {
    checkRows(name, x, dim);
    return product(x, matrix, out);
  };
  const adjoint: LinearOperator['adjoint'] = (y, out = zeros(count(y), dim)) => {
    checkRows(`adjoint of ${name}`, y, rows);
    return product(y, across, out);
  };
  let spectrum: Spectrum | undefined;
  return {
    name,
    dim,
    rows,
    apply,
    adjoint,
    pull: (_, v, out) => adjoint(v, out),
    get spectrum() {
      return (spectrum ??= spectrumOf(svd ?? decomposed(matrix, rows, dim), rows, dim));
    },
  };
}

/** m random directions of length 1 in expectation, rows of independent normals of variance 1 / dim: compressed sensing. */
export function randomProjections(dim: number, m: number, random: Random): LinearOperator {
  if (!Number.isInteger(m) || m < 1 || m > dim) {
    throw new RangeError(`${m} random projections of ${dim} numbers (expected 1 to ${dim})`);
  }
  const matrix = random.normals(new Float64Array(m * dim)).map((z) => z / Math.sqrt(dim));
  return dense('random projections', matrix, m, dim);
}

/** Singular values and vectors of a matrix, those of value 0 left out. In falling order. */
export function decomposed(matrix: Float64Array, rows: number, dim: number): Svd {
  const wide = rows < dim;
  const n = wide ? rows : dim;
  const gram = new Float64Array(n * n);
  const at = (i: number, k: number) => (wide ? matrix[i * dim + k] : matrix[k * dim + i]);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < (wide ? dim : rows); k++) sum += at(i, k) * at(j, k);
      gram[i * n + j] = gram[j * n + i] = sum;
    }
  }
  const { values, vectors } = eigenSymmetric(gram, n);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const most = Math.sqrt(Math.max(values[order[0]], 0));
  const other = wide ? dim : rows;
  const known: number[][] = [];
  const found: number[][] = [];
  const lengths: number[] = [];
  for (const k of order) {
    const one = Array.from({ length: n }, (_, i) => vectors[i * n + k]);
    // The other side's vector, and the singular value as its length: exact to rounding, where a root of the eigenvalue is not.
    const image = Array.from({ length: other }, (_, i) => one.reduce((sum, value, j) => sum + at(j, i) * value, 0));
    const length = Math.hypot(...image);
    if (!(length > LEAST_SINGULAR * most) || values[k] <= LEAST_SINGULAR ** 2 * most * most) continue;
    known.push(one);
    found.push(image.map((value) => value / length));
    lengths.push(length);
  }
  const columns = (of: readonly number[][], size: number) =>
    Float64Array.from({ length: size * of.length }, (_, i) => of[i % of.length][Math.floor(i / of.length)]);
  return {
    u: columns(wide ? known : found, rows),
    values: Float64Array.from(lengths),
    v: columns(wide ? found : known, dim),
  };
}

function spectrumOf({ u, values, v }: Svd, rows: number, dim: number): Spectrum {
  const r = values.length;
  const [uAcross, vAcross] = [transposed(u, rows, r), transposed(v, dim, r)];
  return {
    values,
    project: (x, out = zeros(count(x), r)) => product(x, vAcross, out),
    spread: (z, out = zeros(z.data.length / r, dim)) => product(z, v, out),
    read: (y, out = zeros(count(y), r)) => product(y, uAcross, out),
  };
}

/** M x of every row of `x`; M has as many rows as `out` has numbers. */
function product(x: Batch, matrix: Float64Array, out: Batch): Batch {
  const n = x.data.length / x.dim;
  for (let row = 0; row < n; row++) {
    for (let j = 0; j < out.dim; j++) {
      let sum = 0;
      for (let k = 0; k < x.dim; k++) sum += matrix[j * x.dim + k] * x.data[row * x.dim + k];
      out.data[row * out.dim + j] = sum;
    }
  }
  return out;
}

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: matrix.length }, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}
