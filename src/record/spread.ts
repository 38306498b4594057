/** Means over seeds, sets or walks, and what a difference of two of them is worth. */
import { mean, standardDeviation } from '../core/statistics/index';

export interface Spread {
  readonly mean: number;
  /** The standard deviation, over n - 1; 0 for one value. */
  readonly deviation: number;
  readonly n: number;
}

export function spreadOfValues(values: readonly number[]): Spread {
  return { mean: mean(values), deviation: values.length < 2 ? 0 : standardDeviation(values), n: values.length };
}

/** How much smaller the first mean is than the second, the standard error of that, and whether it is more than twice its error. */
export function lead(a: Spread, b: Spread): { readonly by: number; readonly error: number; readonly sure: boolean } {
  const by = b.mean - a.mean,
    error = Math.sqrt(a.deviation ** 2 / a.n + b.deviation ** 2 / b.n);
  return { by, error, sure: Math.abs(by) > 2 * error };
}
