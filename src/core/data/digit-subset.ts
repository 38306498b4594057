import type { Digits } from './digits';

/** Pictures with their classes, as training takes them. */
export interface DigitPart {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** Fewer of the training digits: so many, class by class in turn, and of one class alone. */
export interface DigitSubset {
  /** Default: all. */
  readonly count?: number;
  readonly only?: number;
}

/**
 * Places in `labels` of the first `count`, the classes taking turns: the first of each class, the second of each, and so on, in the order in which they
 * lie there. A class that has no more is passed over. Throws `RangeError` where a class is none, or there are none of it.
 */
export function subsetRows(labels: ArrayLike<number>, { count = labels.length, only }: DigitSubset): readonly number[] {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`${count} digits (expected a whole number, at least 1)`);
  const byClass = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    if (only !== undefined && labels[i] !== only) continue;
    const rows = byClass.get(labels[i]);
    if (rows) rows.push(i);
    else byClass.set(labels[i], [i]);
  }
  if (byClass.size === 0) throw new RangeError(`no digits of class ${String(only)} (expected 0 to 9)`);
  const classes = [...byClass.keys()].sort((a, b) => a - b).map((label) => byClass.get(label) as number[]);
  const rows: number[] = [];
  for (let turn = 0; rows.length < count; turn++) {
    const before = rows.length;
    for (const of of classes) if (turn < of.length && rows.length < count) rows.push(of[turn]);
    if (rows.length === before) break;
  }
  return rows;
}

/** The subset itself, copied. */
export function digitSubset(
  { images, labels }: DigitPart,
  subset: DigitSubset,
  { side }: Pick<Digits, 'side'> = { side: 28 },
): DigitPart {
  const rows = subsetRows(labels, subset);
  const pixels = side * side;
  const out = { images: new Uint8Array(rows.length * pixels), labels: new Uint8Array(rows.length) };
  rows.forEach((row, i) => {
    out.images.set(images.subarray(row * pixels, (row + 1) * pixels), i * pixels);
    out.labels[i] = labels[row];
  });
  return out;
}
