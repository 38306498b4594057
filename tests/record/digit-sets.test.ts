import { describe, expect, it } from 'vitest';
import {
  digitSets,
  evaluationsToMatch,
  rowOf,
  spreadOf,
  type DigitSets,
  within,
  type SetsRow,
} from '../../src/record/digit-sets';
import { recorded } from '../../src/record/index';
import { lead, spreadOfValues } from '../../src/record/spread';

const recordedSets = recorded('digit-sets');

/** A row with these Fréchet distances. */
const row = (evaluations: number | undefined, distances: readonly number[]): SetsRow => ({
  ...(evaluations === undefined ? { model: 'gan' } : { model: 'diffusion', evaluations, guidance: 1 }),
  sets: distances.map((frechet, seed) => ({ ...recordedSets.rows[0].sets[0], seed, frechet })),
  byClassAtQuarter: Array<number>(10).fill(0),
  byClassAtHalf: Array<number>(10).fill(0),
});
const of = (...rows: readonly SetsRow[]): DigitSets => ({ ...recordedSets, rows });

describe('sets of samples', () => {
  it('means and deviations over them, by hand', () => {
    expect(spreadOfValues([1, 2, 3])).toEqual({ mean: 2, deviation: 1, n: 3 });
    expect(spreadOfValues([4])).toEqual({ mean: 4, deviation: 0, n: 1 });
    expect(spreadOf(row(5, [1, 2, 3]), 'frechet')).toEqual({ mean: 2, deviation: 1, n: 3 });
    expect(within(spreadOfValues([1, 2, 3]))).toBe('2.00 ± 1.00');
    expect(within(spreadOfValues([4]), 1)).toBe('4.0');
    // Errors 1 / sqrt(4) of both: together sqrt(1/2).
    const [a, b] = [1, 3].map((mean) => ({ mean, deviation: 1, n: 4 }));
    expect(lead(a, b)).toEqual({ by: 2, error: Math.sqrt(0.5), sure: true });
    expect(lead(b, a)).toMatchObject({ by: -2, sure: true });
    expect(lead(a, { ...b, mean: 2 }).sure).toBe(false);
  });

  it('what it takes to match is read from the means, and is none where no mean gets there', () => {
    const gan = row(undefined, [5, 5.2]);
    const some = of(gan, row(5, [4, 7]), row(10, [4, 5]), row(20, [4, 4.2]));
    expect(evaluationsToMatch(some)).toBe(10);
    expect(digitSets.sentences.match(some)).toContain(
      '10 are the fewest of the table with which the diffusion model’s mean is below the GAN’s, by less than twice',
    );
    const none = of(gan, row(10, [6, 6.2]));
    expect(evaluationsToMatch(none)).toBeNull();
    expect(digitSets.sentences.match(none)).toContain('at no number that I tried');
    expect(() => rowOf(none, 20)).toThrow('lacks diffusion 20 (expected it from: npm run record -- digit-sets)');
  });

  it('classes and sets are of the same pictures: their shares have one mean', () => {
    expect(recordedSets.samples).toBe(recordedSets.heldOut.pictures);
    for (const one of recordedSets.rows) {
      const mean = spreadOf(one, 'brokenAtHalf').mean;
      const classes = one.byClassAtHalf.reduce((sum, v) => sum + v, 0) / 10;
      // Held-out classes have 85 to 115 digits each, so the plain mean over classes is near but not equal.
      expect(Math.abs(classes - mean)).toBeLessThan(0.01);
      expect(Math.min(...one.byClassAtHalf)).toBeLessThanOrEqual(mean);
      expect(Math.max(...one.byClassAtHalf)).toBeGreaterThanOrEqual(mean);
    }
  });
});
