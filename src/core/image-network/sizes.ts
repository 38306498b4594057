import type { Attending, Plane } from './ops';

// What the pieces that take sizes check before they touch memory. Matrices are told by their rows and columns.

type Size = readonly [rows: number, columns: number];

/** Pixels of a plane. */
export function pixelsIn({ height, width }: Plane): number {
  return height * width;
}

/** Throws `RangeError` unless every id is a row of a table of `rows`. */
export function checkIds(ids: Int32Array, rows: number): void {
  for (let i = 0; i < ids.length; i++)
    if (ids[i] < 0 || ids[i] >= rows) throw new RangeError(`id ${ids[i]} at place ${i} (expected 0 to ${rows - 1})`);
}

/** Throws `RangeError` unless a plane falls into whole squares of `factor` x `factor` pixels. */
export function checkDepth({ height, width }: Plane, factor: number): void {
  if (height % factor !== 0 || width % factor !== 0)
    throw new RangeError(`${height} x ${width} pixels in squares of ${factor} (expected multiples of ${factor})`);
}

/** Throws `RangeError` unless channels can be laid out as squares of `factor` x `factor` pixels. */
export function checkSpace(channels: number, factor: number): void {
  if (channels % factor ** 2 !== 0)
    throw new RangeError(`${channels} channels as squares of ${factor} (expected a multiple of ${factor ** 2})`);
}

/** Queries and keys of each example, and channels of each head. Throws `RangeError` where sizes don't fit together. */
export function attended(
  q: Size,
  k: Size,
  v: Size,
  { n, heads, mask }: Attending,
): { readonly rows: number; readonly keys: number; readonly each: number } {
  const [rows, keys, each] = [q[0] / n, k[0] / n, q[1] / heads];
  const expect = (fits: boolean, found: string, wanted: string) => {
    if (!fits) throw new RangeError(`attention: ${found} (expected ${wanted})`);
  };
  expect(Number.isInteger(rows) && Number.isInteger(keys), `${q[0]} queries and ${k[0]} keys`, `multiples of ${n}`);
  expect(Number.isInteger(each), `${q[1]} channels for ${heads} heads`, 'equal shares');
  expect(k[1] === q[1] && v[1] === q[1], `keys of ${k[1]} and values of ${v[1]} channels`, `${q[1]}, as queries have`);
  expect(v[0] === k[0], `${v[0]} values for ${k[0]} keys`, 'as many');
  expect(!mask || mask.length === k[0], `a mask of ${mask?.length} keys`, `${k[0]}`);
  return { rows, keys, each };
}
