import { describe, expect, it } from 'vitest';
import { judge, type Outcome } from '../../src/core/claims';
import { middle, robustness } from '../../src/core/claims/robustness';
import { nameOf } from '../../src/core/claims/robustness-errors';
import { recorded } from '../../src/record/index';
import { logMeanOf } from '../../src/record/robustness';

const { rows } = recorded('robustness');
const { verdict, answers } = judge(robustness, rows);
const at = (what: string, extra: number) => logMeanOf(rows, nameOf(what, extra));

describe('chapter 16 of a middle D, beside its record', () => {
  it('reads it as it was found', () => {
    expect(verdict).toBe('undecided at this size');
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      'for',
      'for',
      'open',
      'open',
      'open',
      'for',
      'open',
      'open',
      'for',
      'for',
      'open',
      'open',
      'open',
      'open',
    ] satisfies readonly Outcome[]);
    expect(middle.plane).toBe(8);
  });

  it('says of noise that few dimensions bear it, and of a narrow network that they cannot be learned by it', () => {
    expect(at('noise', 2)).toBeLessThan(at('noise', middle.plane));
    expect(at('noise', middle.plane)).toBeLessThan(0.9 * at('noise', Infinity));
    expect(at('small', 2)).toBeGreaterThan(2 * at('small', Infinity));
    expect(Math.abs(Math.log(at('steps', middle.plane) / at('steps', Infinity)))).toBeLessThan(0.1);
  });

  it('says of D = 1 with few evaluations that it is mostly nearer, and now and then lost', () => {
    const nearer = rows.filter((row) => row.stepsD1 < row.stepsDInfinity).length;
    expect(nearer).toBeGreaterThan(rows.length / 2);
    expect(rows.filter((row) => row.stepsD1 >= 10).length).toBeGreaterThan(0);
  });

  it('says of rounded weights that seeds differ more than D', () => {
    const spreadOf = (values: readonly number[]) => Math.max(...values) / Math.min(...values);
    const bySeed = spreadOf(rows.map((row) => row.coarseDInfinity));
    expect(bySeed).toBeGreaterThan(spreadOf([8, 32, 128, 2048, Infinity].map((extra) => at('coarse', extra))));
  });
});
