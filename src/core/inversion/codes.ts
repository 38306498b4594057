/** What is measured of a code, as a plain array, to tell it from standard Gaussian noise. */

export function rootMeanSquare(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
  return Math.sqrt(sum / x.length);
}

/** Central moments of the numbers of a code. */
function moments(x: ArrayLike<number>): { readonly mean: number; readonly second: number; readonly fourth: number } {
  let mean = 0;
  for (let i = 0; i < x.length; i++) mean += x[i] / x.length;
  let [second, fourth] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const square = (x[i] - mean) ** 2;
    second += square / x.length;
    fourth += (square * square) / x.length;
  }
  return { mean, second, fourth };
}

/** m_4 / m_2^2 - 3: 0 in the mean of many for a Gaussian, more where a few numbers are large and most are small. */
export function excessKurtosis(x: ArrayLike<number>): number {
  const { second, fourth } = moments(x);
  return fourth / second ** 2 - 3;
}

/** Correlation of each number with its neighbour to the right in a picture of `side` columns: 0 for white noise. */
export function neighbours(x: ArrayLike<number>, side: number): number {
  const { mean, second } = moments(x);
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    if (i % side === side - 1) continue;
    sum += (x[i] - mean) * (x[i + 1] - mean);
    pairs++;
  }
  return sum / pairs / second;
}

/** Pearson's, over the pairs in which both are numbers. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} numbers (expected equally many)`);
  const both = Array.from(a, (v, i) => [v, b[i]] as const).filter(([v, w]) => Number.isFinite(v) && Number.isFinite(w));
  const mean = (k: 0 | 1) => both.reduce((sum, pair) => sum + pair[k], 0) / both.length;
  const [first, second] = [mean(0), mean(1)];
  const product = (k: 0 | 1, l: 0 | 1, p: number, q: number) =>
    both.reduce((sum, pair) => sum + (pair[k] - p) * (pair[l] - q), 0);
  return product(0, 1, first, second) / Math.sqrt(product(0, 0, first, first) * product(1, 1, second, second));
}
