/** Comparisons of the verification page's second table, counted. */
import { golden, type GoldenMixture } from '../core/golden';

export type Numbers = ArrayLike<number>;
/** The largest difference, relative to the larger of the expected value and 1. */
export function worst(found: Numbers, expected: Numbers): number {
  if (found.length !== expected.length) throw new Error(`${found.length} numbers (expected ${expected.length})`);
  let most = 0;
  for (let i = 0; i < expected.length; i++)
    most = Math.max(most, Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
  return most;
}

/** Counts cases and keeps the largest difference. */
export class Tally {
  cases = 0;
  largest = 0;
  add(found: Numbers, expected: Numbers): void {
    this.cases += 1;
    this.largest = Math.max(this.largest, worst(found, expected));
  }
}

export const { mixtures } = golden<{ parameters: { mixtures: Record<string, GoldenMixture> } }>(
  'mixture-model',
).parameters;
