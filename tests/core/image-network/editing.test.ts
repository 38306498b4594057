import { describe, expect, it } from 'vitest';
import { digitEditTimes, editRules, strengthNoise, strengthSteps } from '../../../src/core/image-network/editing';
import { DIGIT_SIGMA_MAX, DIGIT_SIGMA_MIN, digitTimes } from '../../../src/core/image-network/sampling';
import { startIndex } from '../../../src/core/inverse';

describe('where an edit of a digit begins', () => {
  it('0 does nothing and 1 does all, by every rule and with any number of steps', () => {
    for (const rule of editRules)
      for (const n of [1, 2, 3, 7, 20, 50]) {
        expect(digitEditTimes(n, 0, rule)).toEqual(Float64Array.of(0));
        expect(digitEditTimes(n, 1, rule)).toEqual(digitTimes(n));
      }
  });

  it('by time: the noise is that of the strength, whatever the number of steps', () => {
    for (const s of [0.001, 0.05, 0.33, 0.6, 0.95, 0.999])
      for (const n of [1, 2, 5, 20, 100]) {
        const times = digitEditTimes(n, s);
        expect(DIGIT_SIGMA_MAX * times[0]).toBeCloseTo(strengthNoise(s), 10);
        expect(times).toHaveLength(strengthSteps(n, s) + 1);
        expect(times.at(-1)).toBe(0);
        times.forEach((t, i) => i > 0 && expect(t).toBeLessThan(times[i - 1]));
      }
  });

  it('more strength is more noise, from 0.03 to 30, evenly in its fifth root', () => {
    expect(strengthNoise(1)).toBeCloseTo(DIGIT_SIGMA_MAX, 10);
    expect(strengthNoise(1e-12)).toBeCloseTo(DIGIT_SIGMA_MIN, 8);
    expect(strengthNoise(0)).toBe(0);
    const root = (s: number) => strengthNoise(s) ** 0.2;
    expect(root(0.75) - root(0.5)).toBeCloseTo(root(0.5) - root(0.25), 12);
  });

  it('takes as many steps as strength times steps, rounded up, and is not led by rounding', () => {
    expect([0.55, 0.29, 0.1, 0.07].map((s) => strengthSteps(100, s))).toEqual([55, 29, 10, 7]);
    expect(strengthSteps(20, 0.01)).toBe(1);
    expect(strengthSteps(20, 0.61)).toBe(13);
  });

  it('by whole steps: the last times of the whole way, and none where the product is below one', () => {
    const all = digitTimes(20);
    expect(digitEditTimes(20, 0.6, 'kept')).toEqual(all.subarray(8));
    expect(digitEditTimes(20, 0.61, 'kept')).toEqual(all.subarray(8));
    expect(digitEditTimes(20, 0.61, 'left')).toEqual(all.subarray(startIndex(20, 0.61, 'left')));
    expect(digitEditTimes(4, 0.2, 'kept')).toHaveLength(1);
    expect(digitEditTimes(4, 0.2)).toHaveLength(2);
  });

  it('refuses what cannot be', () => {
    expect(() => digitEditTimes(20, 1.5)).toThrow('an edit with strength = 1.5 (expected at least 0, at most 1)');
    expect(() => digitEditTimes(0, 0.5)).toThrow('an edit with steps = 0 (expected a whole number, at least 1)');
    expect(() => digitEditTimes(5, 0.5, 'half' as 'time')).toThrow(
      'an edit with rule half (expected time, kept or left)',
    );
  });
});
