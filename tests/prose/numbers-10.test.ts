import { describe, expect, it } from 'vitest';
import { rowOf, spreadOf } from '../../src/record/digit-sets';
import { recorded } from '../../src/record/index';
import { mean } from '../../src/record/words';

const sets = recorded('digit-sets');
const measured = recorded('digits-evaluation');
const parts = recorded('ablation');

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

describe('the judge in the text of chapter 10', () => {
  it('without guidance ten evaluations agree less than five, and more change nothing', () => {
    const agreement = (evaluations: number) =>
      measured.rows.find((row) => row.evaluations === evaluations && row.guidance === 0)!;
    const error = ({ agreement: a, samples }: ReturnType<typeof agreement>) => Math.sqrt((a * (1 - a)) / samples);
    const [five, ten, ...more] = [5, 10, 20, 50].map(agreement);
    expect(five.agreement - ten.agreement).toBeGreaterThan(2 * Math.hypot(error(five), error(ten)));
    for (const one of more) expect(Math.abs(one.agreement - ten.agreement)).toBeLessThan(error(ten));
  });

  it('the distance to the nearest training digit is that of held-out ones, a little less with more evaluations, and least for the GAN', () => {
    const nearest = [5, 10, 20, 50].map(
      (evaluations) => measured.rows.find((row) => row.evaluations === evaluations && row.guidance === 1)!.nearest,
    );
    expect(nearest[1].toFixed(2)).toBe(measured.real.nearest.toFixed(2));
    expect(nearest[3]).toBeLessThan(nearest[1]);
    expect(recorded('gan-evaluation').rows[0].nearest).toBeLessThan(Math.min(...nearest));
  });

  it('fewer real digits have a larger Fréchet distance', () => {
    expect(parts.samples).toBeLessThan(measured.real.samples);
    expect(parts.frechetOfHeldOut).toBeGreaterThan(2 * measured.real.frechet);
  });

  it('the skip is needed in a trained network only, the noise level hardly in either', () => {
    const agreement = (name: string) =>
      mean(parts.rows.find((row) => row.name === name)!.runs.map((run) => run.agreement));
    const removed = (name: string) => mean(parts.rows[0].runs.map((run) => run.removed![name].agreement));
    for (const name of ['skip', 'noise']) expect(Math.abs(agreement(name) - agreement('whole'))).toBeLessThan(0.03);
    expect(removed('skip')).toBeLessThan(0.25);
    expect(removed('noise')).toBeGreaterThan(0.8);
  });
});
