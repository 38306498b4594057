import { describe, expect, it } from 'vitest';
import { rowOf, spreadOf } from '../../src/record/digit-sets';
import { recorded } from '../../src/record/index';

const sets = recorded('digit-sets');

/** What the text of chapter 10 says around its measurements. Where one fails, the sentence is to be rewritten with it. */
describe('broken digits in the text of chapter 10', () => {
  it('both thresholds are those that the text names, and the sets are as many as it counts on', () => {
    expect([sets.quarter, sets.half]).toEqual([0.25, 0.5]);
    for (const evaluations of [undefined, 3, 5, 10])
      expect(rowOf(sets, evaluations).sets.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([20, 50].map((evaluations) => rowOf(sets, evaluations).sets.length)).toEqual([3, 1]);
  });

  it('of real digits few are in two pieces, fives above all', () => {
    const { byClassAtHalf, brokenAtHalf } = sets.training;
    expect(brokenAtHalf).toBeLessThan(0.025);
    expect(byClassAtHalf.indexOf(Math.max(...byClassAtHalf))).toBe(5);
    expect(byClassAtHalf[5]).toBeGreaterThan(2 * Math.max(...byClassAtHalf.filter((_, digit) => digit !== 5)));
  });

  it('the diffusion model breaks strokes several times as often as real digits and as the GAN', () => {
    const broken = (evaluations?: number) => spreadOf(rowOf(sets, evaluations), 'brokenAtHalf').mean;
    expect(broken(10)).toBeGreaterThan(4 * sets.training.brokenAtHalf);
    expect(broken(10)).toBeGreaterThan(2.5 * broken());
    // Many of the gaps are pale.
    expect(spreadOf(rowOf(sets, 10), 'brokenAtQuarter').mean).toBeLessThan(0.75 * broken(10));
    // More evaluations do not help.
    for (const more of [20, 50]) expect(broken(more)).toBeGreaterThan(0.8 * broken(10));
  });
});
