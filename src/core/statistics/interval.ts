import type { Random } from '../random';
import { studentQuantile } from './student';

/** A number with what it may as well have been. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Of a sample: over n - 1. NaN for fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return values.length < 2 ? NaN : Math.sqrt(sum / (values.length - 1));
}

/** Between the two middle values where their number is even. NaN for none. */
export function median(values: ArrayLike<number>): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}

/** The p-quantile of values in rising order, linear between them (Hyndman and Fan 1996, definition 7). */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/**
 * The mean with Student's interval, value ± t s / sqrt(n): it holds the true mean in `confidence` of all cases where the values are
 * independent and normal, and nearly so for means of values that are not. One value has an interval without ends.
 */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): Interval {
  const n = values.length;
  if (n === 0) throw new RangeError('the mean of no values (expected at least 1)');
  const value = mean(values);
  if (n === 1) return { value, low: -Infinity, high: Infinity };
  const half = (studentQuantile(confidence, n - 1) * standardDeviation(values)) / Math.sqrt(n);
  return { value, low: value - half, high: value + half };
}

export interface BootstrapOptions {
  readonly random: Random;
  readonly confidence?: number;
  /** How often the rows are drawn anew. */
  readonly resamples?: number;
}

/**
 * Any statistic of rows with its percentile interval (Efron 1979; Efron and Tibshirani 1993, chapter 13): the rows are drawn anew
 * from themselves, with replacement, and the middle `confidence` of what the statistic then is makes the interval. For a handful of rows it is
 * somewhat too narrow. One row has an interval without ends, and so has a statistic that more than one resample in twenty does not define.
 */
export function bootstrapInterval<Row>(
  rows: readonly Row[],
  statistic: (rows: readonly Row[]) => number,
  { random, confidence = 0.95, resamples = 2000 }: BootstrapOptions,
): Interval {
  const n = rows.length;
  if (n === 0) throw new RangeError('a statistic of no rows (expected at least 1)');
  const value = statistic(rows);
  if (n === 1) return { value, low: -Infinity, high: Infinity };
  const found = Float64Array.from({ length: resamples }, () =>
    statistic(Array.from({ length: n }, () => rows[random.integer(n)])),
  )
    .filter(Number.isFinite)
    .sort();
  if (found.length < 0.95 * resamples) return { value, low: -Infinity, high: Infinity };
  return { value, low: quantile(found, (1 - confidence) / 2), high: quantile(found, (1 + confidence) / 2) };
}
