type Numbers = Int32Array | Uint8Array | Float32Array;

/** Rows of `width` numbers, chosen. */
export function rowsOf<A extends Numbers>(values: A, width: number, rows: ArrayLike<number>): A {
  const out = new (values.constructor as new (length: number) => A)(rows.length * width);
  for (let i = 0; i < rows.length; i++) out.set(values.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
  return out;
}

/** One array after the other. */
export function joined<A extends Numbers>(a: A, b: A): A {
  const out = new (a.constructor as new (length: number) => A)(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

/** Values of a table with one row more: -1 is that row. */
export function inTable(values: Int32Array, size: number): Int32Array {
  return values.map((value) => (value < 0 ? size : value));
}
