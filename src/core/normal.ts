/** The density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/**
 * P(Z <= z) of a standard normal Z, to about 1e-15: the series of Marsaglia 2004 ("Evaluating the normal distribution"),
 *
 *   1/2 + density(z) (z + z^3 / 3 + z^5 / (3 5) + z^7 / (3 5 7) + …),
 *
 * all terms of one sign. Beyond 8.3 deviations it is 0 or 1 as far as a double can tell it from them.
 */
export function normalCdf(z: number): number {
  if (z !== z) return NaN;
  if (Math.abs(z) > 8.3) return z > 0 ? 1 : 0;
  const squared = z * z;
  let term = z;
  let sum = z;
  for (let k = 3, before = NaN; sum !== before; k += 2) {
    before = sum;
    term *= squared / k;
    sum += term;
  }
  return 0.5 + sum * normalDensity(z);
}
