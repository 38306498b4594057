import { digitPixels } from '../../../src/core/data/digits';
import { fillNormal, random } from '../../../src/core/random';
import type { Schedule } from '../../../src/core/schedule';
import { histogram, type Histogram } from '../../../src/picture';

/** The noise of a seed: 784 standard normals. */
export function digitNoise(seed: number): Float64Array {
  return fillNormal(new Float64Array(digitPixels), random(seed).split('digit noise'));
}

/** x_t = alpha x_0 + sigma epsilon, pixel by pixel. */
export function noisedPicture(x0: Float64Array, epsilon: Float64Array, alpha: number, sigma: number): Float64Array {
  return x0.map((value, i) => alpha * value + sigma * epsilon[i]);
}

export interface PixelStatistics {
  readonly mean: number;
  /** Standard deviation over the pixels (divided by their number). */
  readonly deviation: number;
  readonly bins: Histogram;
}

/** Values shown by the histogram: four standard deviations of the noise either way. */
export const pixelDomain = [-4, 4] as const;

export function pixelStatistics(x: Float64Array): PixelStatistics {
  let sum = 0;
  for (const value of x) sum += value;
  const mean = sum / x.length;
  let squares = 0;
  for (const value of x) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / x.length), bins: histogram(x, { domain: pixelDomain, bins: 40 }) };
}

/** Times of the frames of the filmstrip: the middles of `n` equal parts of [0, 1], so that each stands over its part of the slider. */
export function filmTimes(n: number): number[] {
  return Array.from({ length: n }, (_, k) => (k + 0.5) / n);
}

/** The t at which sigma/alpha reaches `ratio`, or null where this schedule never does. */
export function timeOfRatio(schedule: Schedule, ratio: number): number | null {
  if (!Number.isFinite(ratio)) return null;
  const logSnr = -2 * Math.log(ratio);
  return logSnr < schedule.logSnr(1) ? null : schedule.timeOfLogSnr(logSnr);
}

/** The density of the standard normal. */
export function standardNormal(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}
