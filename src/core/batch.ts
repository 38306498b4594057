/**
 * A batch of points: `n` rows of `dim` numbers, row-major, in data units.
 * Everything in `core` computes on these; nothing in `core` knows pixels or tensors.
 */
export interface Batch {
  /** Row-major values, `n * dim` of them. */
  readonly data: Float64Array;
  /** Numbers per row (2 for the plane, 784 for a digit). */
  readonly dim: number;
}

/** Wraps `data` as rows of `dim`. Throws `RangeError` when the length is not a multiple of `dim`. */
export function batch(data: Float64Array | readonly number[], dim: number): Batch {
  if (!Number.isInteger(dim) || dim < 1) {
    throw new RangeError(`batch dimension is ${dim} (expected a positive integer)`);
  }
  const values = data instanceof Float64Array ? data : Float64Array.from(data);
  if (values.length % dim !== 0) {
    throw new RangeError(`batch of ${values.length} numbers (expected a multiple of dim = ${dim})`);
  }
  return { data: values, dim };
}

/** `n` rows of `dim` zeros. */
export function zeros(n: number, dim: number): Batch {
  return { data: new Float64Array(n * dim), dim };
}

/** The number of rows. */
export function count(b: Batch): number {
  return b.data.length / b.dim;
}

/** A copy that shares no memory with `b`. */
export function copy(b: Batch): Batch {
  return { data: b.data.slice(), dim: b.dim };
}
