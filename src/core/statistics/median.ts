import type { Interval } from './interval';

/** A number of which it may only be known that it is no less than one number and no more than another. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** An interval whose value may itself be a bound, where half or more of what it is the middle of is only known as beyond one. */
export interface BoundedInterval extends Interval {
  readonly bound?: 'least' | 'most';
}

/**
 * The median with the interval that inverts the sign test: from the k-th smallest to the k-th largest, k being as large as `confidence` allows (Conover
 * 1999, section 3.2). It supposes nothing but independence; ends are taken at the worst that the bounds allow. Where even the extremes hold the median less
 * often than asked, it has no ends: ten values will do for 0.998, six for 0.95.
 */
export function medianInterval(values: readonly Bounds[], confidence = 0.95): BoundedInterval {
  const n = values.length;
  if (n === 0) throw new RangeError('the median of no values (expected at least 1)');
  const rising = (of: (bounds: Bounds) => number) => values.map(of).sort((a, b) => a - b);
  const [least, most] = [rising((v) => v.least), rising((v) => v.most)];
  const k = rankFor(n, confidence);
  const ends = k === 0 ? { low: -Infinity, high: Infinity } : { low: least[k - 1], high: most[n - k] };
  const [low, high] = [middle(least), middle(most)];
  if (low === high) return { value: low, ...ends };
  return Number.isFinite(high) ? { value: high, ...ends, bound: 'most' } : { value: low, ...ends, bound: 'least' };
}

/** Between the two middle ones where their number is even; infinite where one of them is. */
function middle(sorted: readonly number[]): number {
  const n = sorted.length;
  return (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
}

/** The largest k for which the k-th smallest and the k-th largest of n values hold the median between them with this probability; 0 for none. */
export function rankFor(n: number, confidence: number): number {
  const slack = 1e-12;
  let [term, below, k] = [0.5 ** n, 0, 0];
  // 2 P(Bin(n, 1/2) < k) is the chance that they do not.
  while (2 * (below + term) <= 1 - confidence + slack && k < n / 2) {
    below += term;
    term *= (n - k) / (k + 1);
    k++;
  }
  return k;
}
