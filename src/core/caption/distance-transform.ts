/**
 * Squared Euclidean distance from each pixel's centre to that of the nearest pixel that is 0 (Felzenszwalb and Huttenlocher 2012: lower
 * envelopes of parabolas, first down the columns, then along the rows; exact, linear in the number of pixels). What lies beyond the edge
 * counts as 0, as paper does. `mask` holds height * width values, row-major; so does the result, in pixels squared. Throws `RangeError` where
 * the sizes do not fit.
 */
export function squaredDistances(mask: Uint8Array, width: number, height: number): Float64Array {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1)
    throw new RangeError(`a picture of ${width} by ${height} pixels (expected positive integers)`);
  if (mask.length !== width * height)
    throw new RangeError(`${mask.length} pixels (expected ${width * height}, ${width} by ${height})`);
  const out = new Float64Array(mask.length);
  const longest = Math.max(width, height) + 2;
  const work: Work = {
    f: new Float64Array(longest),
    d: new Float64Array(longest),
    at: new Int32Array(longest),
    from: new Float64Array(longest + 1),
  };
  for (let x = 0; x < width; x++) {
    work.f.fill(0, 0, height + 2);
    for (let y = 0; y < height; y++) work.f[y + 1] = mask[y * width + x] === 0 ? 0 : far;
    envelope(work, height + 2);
    for (let y = 0; y < height; y++) out[y * width + x] = work.d[y + 1];
  }
  for (let y = 0; y < height; y++) {
    work.f.fill(0, 0, width + 2);
    for (let x = 0; x < width; x++) work.f[x + 1] = out[y * width + x];
    envelope(work, width + 2);
    for (let x = 0; x < width; x++) out[y * width + x] = work.d[x + 1];
  }
  return out;
}

/** More than any distance squared; finite, so that parabolas still meet. */
const far = 1e12;

interface Work {
  /** Heights of the parabolas, and the envelope's values. */
  readonly f: Float64Array;
  readonly d: Float64Array;
  /** Parabolas of the envelope, and where each begins to be the lowest. */
  readonly at: Int32Array;
  readonly from: Float64Array;
}

/** d[p] = min over q of (p - q)^2 + f[q], for 0 <= p < n. */
function envelope({ f, d, at, from }: Work, n: number): void {
  let last = 0;
  at[0] = 0;
  from[0] = -Infinity;
  from[1] = Infinity;
  const meet = (q: number, p: number) => (f[q] + q * q - (f[p] + p * p)) / (2 * (q - p));
  for (let q = 1; q < n; q++) {
    let s = meet(q, at[last]);
    while (s <= from[last]) s = meet(q, at[--last]);
    at[++last] = q;
    from[last] = s;
    from[last + 1] = Infinity;
  }
  let k = 0;
  for (let p = 0; p < n; p++) {
    while (from[k + 1] < p) k++;
    d[p] = (p - at[k]) ** 2 + f[at[k]];
  }
}
