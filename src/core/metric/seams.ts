/**
 * Where a wide picture changes from one column to the next, and whether it changes more where its pieces meet. Pictures are `height` rows of
 * `length` columns, row by row.
 */

/** Mean over the rows of |x[i, j + 1] - x[i, j]|: [length - 1], in the picture's units. */
export function columnChanges(picture: ArrayLike<number>, height: number): Float64Array {
  const length = widthOf(picture, height);
  const out = new Float64Array(length - 1);
  for (let i = 0; i < height; i++)
    for (let j = 0; j + 1 < length; j++)
      out[j] += Math.abs(picture[i * length + j + 1] - picture[i * length + j]) / height;
  return out;
}

/** Mean of each column: [length]. */
export function columnMeans(picture: ArrayLike<number>, height: number): Float64Array {
  const length = widthOf(picture, height);
  const out = new Float64Array(length);
  for (let i = 0; i < height; i++) for (let j = 0; j < length; j++) out[j] += picture[i * length + j] / height;
  return out;
}

/** The changes, by their left column, at which a window begins or ends within the picture. In rising order. */
export function windowBorders({
  length,
  window,
  starts,
}: {
  readonly length: number;
  readonly window: number;
  readonly starts: readonly number[];
}): readonly number[] {
  const all = starts.flatMap((start) => [start - 1, start + window - 1]);
  return [...new Set(all)].filter((j) => j >= 0 && j < length - 1).sort((a, b) => a - b);
}

/** The borders at which columns come from another window, where each takes the nearest. */
export function cutBorders(nearest: readonly { readonly window: number }[]): readonly number[] {
  return nearest.flatMap(({ window }, j) => (j + 1 < nearest.length && nearest[j + 1].window !== window ? [j] : []));
}

/** Change at the borders over change elsewhere, both added up over pictures of one width: 1 where nothing tells a border. NaN where there is none. */
export function seamRatio(changes: readonly ArrayLike<number>[], borders: readonly number[]): number {
  const at = new Set(borders);
  let [on, off, n, m] = [0, 0, 0, 0];
  for (const one of changes)
    for (let j = 0; j < one.length; j++) {
      if (at.has(j)) {
        on += one[j];
        n += 1;
      } else {
        off += one[j];
        m += 1;
      }
    }
  return on / n / (off / m);
}

function widthOf(picture: ArrayLike<number>, height: number): number {
  const length = picture.length / height;
  if (!Number.isInteger(length) || length < 2)
    throw new RangeError(
      `a picture of ${picture.length} numbers in ${height} rows (expected whole columns, two at least)`,
    );
  return length;
}
