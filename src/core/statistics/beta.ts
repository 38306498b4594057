/**
 * ln Gamma(x) for x > 0, to about 1e-15 of its size: Stirling's series (Abramowitz and Stegun 1964, 6.1.41) from 12 on, below it by Gamma(x + 1) = x Gamma(x).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`ln Gamma(${x}) (expected above 0)`);
  let product = 1;
  let high = x;
  for (; high < 12; high++) product *= high;
  const y = 1 / (high * high);
  const series =
    (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) / high;
  return (high - 0.5) * Math.log(high) - high + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}

/**
 * P(X <= x) of a Beta(a, b) variable, the regularised incomplete beta function, to about 1e-13: the continued fraction of Abramowitz and Stegun 1964,
 * 26.5.8, by the modified method of Lentz (Thompson and Barnett 1986), from the end at which it converges fast. `left` is 1 - x, where that is known better.
 */
export function betaCdf(x: number, a: number, b: number, left = 1 - x): number {
  checkBeta(a, b);
  if (!(x > 0)) return x === x ? 0 : NaN;
  if (!(left > 0)) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(left) + logGamma(a + b) - logGamma(a) - logGamma(b));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(left, b, a)) / b;
}

/**
 * x / (1 - x) of the x that a Beta(a, b) variable stays below with probability u: the quantile of the inverted beta distribution, to about 1e-12 of its
 * size. By bisection in ln(x / (1 - x)), where both ends are far. Throws `RangeError` for u outside (0, 1).
 */
export function betaPrimeQuantile(u: number, a: number, b: number): number {
  checkBeta(a, b);
  if (!(u > 0 && u < 1)) throw new RangeError(`quantile at ${u} (expected between 0 and 1)`);
  let [low, high] = [-700, 700];
  const share = (log: number) => {
    const odds = Math.exp(-Math.abs(log));
    const [x, left] = log < 0 ? [odds / (1 + odds), 1 / (1 + odds)] : [1 / (1 + odds), odds / (1 + odds)];
    return u < 0.5 ? betaCdf(x, a, b, left) - u : 1 - u - betaCdf(left, b, a, x);
  };
  for (let i = 0; i < 64 && high - low > 1e-13 * Math.max(1, Math.abs(low)); i++) {
    const middle = (low + high) / 2;
    if (share(middle) < 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const safe = (v: number) => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

function checkBeta(a: number, b: number): void {
  if (!(a > 0 && b > 0 && a + b < Infinity))
    throw new RangeError(`beta distribution with a = ${a}, b = ${b} (expected both above 0 and finite)`);
}
