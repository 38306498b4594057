/**
 * The largest gap between the share of `values` up to a place and the share `cdf` that should be there: sup |F_n(x) - F(x)|
 * (Kolmogorov 1933; Smirnov 1948), 0 to 1. For n independent values of a continuous distribution it is about
 * 0.869 / sqrt(n) on average and over 1.358 / sqrt(n) once in twenty, whatever the distribution.
 * Throws `RangeError` for no values.
 *
 * @param values in any order; not changed
 * @param cdf F, rising from 0 to 1
 */
export function kolmogorovSmirnov(values: Float64Array, cdf: (x: number) => number): number {
  const n = values.length;
  if (n === 0) throw new RangeError('Kolmogorov-Smirnov distance of no values (expected at least 1)');
  const sorted = values.slice().sort();
  let most = 0;
  for (let i = 0; i < n; i++) {
    const share = cdf(sorted[i]);
    most = Math.max(most, share - i / n, (i + 1) / n - share);
  }
  return most;
}
