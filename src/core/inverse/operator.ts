import { zeros, type Batch } from '../batch';

/** What is measured of a point or a picture: y = H(x). */
export interface Operator {
  /** Of menus and messages: `mask`. */
  readonly name: string;
  /** Numbers of x. */
  readonly dim: number;
  /** Numbers of y. */
  readonly rows: number;
  /** H(x) of every row of `x` into `out`, which is returned. */
  apply(x: Batch, out?: Batch): Batch;
}

/** One whose change can be followed back: what guidance by a gradient needs. */
export interface Differentiable extends Operator {
  /** (dH / dx)' v at every row of `x`, with as many rows of `v` (numbers of y), into `out` (numbers of x), which is returned. */
  pull(x: Batch, v: Batch, out?: Batch): Batch;
}

/** A matrix, with its adjoint and what its singular vectors say. */
export interface LinearOperator extends Differentiable {
  /** H' y of every row of `y` into `out`, which is returned. */
  adjoint(y: Batch, out?: Batch): Batch;
  /** H = U S V', without the directions that it does not see. Computed when first asked for. */
  readonly spectrum: Spectrum;
}

/**
 * The singular value decomposition of H, cut to the r directions with a singular value above 0. Directions of no value
 * need no basis: what is not measured of x is x - V V' x.
 */
export interface Spectrum {
  /** s_i > 0, r of them. */
  readonly values: Float64Array;
  /** V' x: from rows of `dim` numbers to rows of r. */
  project(x: Batch, out?: Batch): Batch;
  /** V z: from rows of r numbers to rows of `dim`. */
  spread(z: Batch, out?: Batch): Batch;
  /** U' y: from measured rows to rows of r. */
  read(y: Batch, out?: Batch): Batch;
}

/** Singular values below this share of the largest count as 0. */
export const LEAST_SINGULAR = 1e-9;

export const isDifferentiable = (operator: Operator): operator is Differentiable => 'pull' in operator;
export const isLinear = (operator: Operator): operator is LinearOperator => 'spectrum' in operator;

/** Throws a `RangeError` unless rows of `b` have `expected` numbers. */
export function checkRows(what: string, b: Batch, expected: number): void {
  if (b.dim !== expected) throw new RangeError(`${what} with rows of ${b.dim} numbers (expected ${expected})`);
}

/** V S^-1 U' y: the shortest x with H x = y, or with the least left of it, of every row of `y`. */
export function pseudoInverse({ spectrum, dim, rows, name }: LinearOperator, y: Batch, out?: Batch): Batch {
  checkRows(`pseudo-inverse of ${name}`, y, rows);
  const z = spectrum.read(y);
  const r = spectrum.values.length;
  for (let i = 0; i < z.data.length; i++) z.data[i] /= spectrum.values[i % r];
  return spectrum.spread(z, out ?? zeros(y.data.length / rows, dim));
}

/** H as numbers, row-major, `rows` by `dim`. */
export function matrixOf(operator: LinearOperator): Float64Array {
  const { dim, rows } = operator;
  const units = zeros(dim, dim);
  for (let i = 0; i < dim; i++) units.data[i * dim + i] = 1;
  const columns = operator.apply(units).data;
  const out = new Float64Array(rows * dim);
  for (let i = 0; i < dim; i++) for (let j = 0; j < rows; j++) out[j * dim + i] = columns[i * rows + j];
  return out;
}
