/** Held-out digits that the record of inversion goes to noise and back with, and what is measured of pictures. */
import { readFileSync } from 'node:fs';
import { measures } from '../../src/core/caption/instruments';
import { onPaper } from '../../src/core/caption/paper';
import { digitPixelsOf } from '../../src/core/data/digits';
import { fromGrey, greyOf } from '../../src/core/image-network/pixels';
import { weightsPath, type DigitSplit } from '../train/files';

export const size = 784;

export interface Row {
  readonly index: number;
  readonly label: number;
}

/** Held-out rows of each class, last first. */
export function heldRows({ digits }: DigitSplit): readonly Row[][] {
  return Array.from({ length: 10 }, (_, label) =>
    Array.from({ length: digits.count - digits.trainCount }, (_v, i) => digits.count - 1 - i)
      .filter((index) => digits.labels[index] === label)
      .map((index) => ({ index, label })),
  );
}

export const picturesOf = ({ digits }: DigitSplit, rows: readonly Row[]): Float32Array => {
  const out = new Float32Array(rows.length * size);
  rows.forEach(({ index }, i) => out.set(fromGrey(digitPixelsOf(digits, index)), i * size));
  return out;
};
export const row = <A extends Float32Array | Float64Array>(x: A, i: number): A =>
  x.subarray(i * size, (i + 1) * size) as A;
export const labelsOf = (rows: readonly Row[]) => rows.map(({ label }) => label);
export const share = (values: readonly boolean[]) => values.filter(Boolean).length / values.length;
export const perRow = (x: Float32Array | Float64Array, of: (one: ArrayLike<number>) => number) =>
  Array.from({ length: x.length / size }, (_, i) => of(row(x, i)));

/** Ink of pictures as they are shown. */
export const inkOf = (x: Float32Array) => Float64Array.from(greyOf(x), (v) => v / 255);
export const instruments = (x: Float32Array) => measures(onPaper({ data: inkOf(x), dim: size }), 28);
export const apart = (a: Float64Array, b: Float64Array) =>
  Array.from({ length: a.length / size }, (_, i) => {
    const [p, q] = [row(a, i), row(b, i)];
    return Math.sqrt(p.reduce((sum, v, j) => sum + (v - q[j]) ** 2, 0) / size);
  });

/** Of a shipped network's weights. */
export const hashOf = (name: string): string =>
  (JSON.parse(readFileSync(weightsPath(name, 'json'), 'utf8')) as { readonly weights: { readonly hash: string } })
    .weights.hash;
