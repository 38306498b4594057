import { describe, expect, it } from 'vitest';
import { random } from '../../../src/core/random';
import {
  bootstrapInterval,
  mean,
  meanInterval,
  median,
  quantile,
  standardDeviation,
  studentQuantile,
} from '../../../src/core/statistics';

describe('Student’s t', () => {
  it('has the closed forms of one, two and four degrees of freedom', () => {
    for (const p of [0.5, 0.8, 0.95, 0.99]) {
      expect(studentQuantile(p, 1)).toBeCloseTo(Math.tan((Math.PI * p) / 2), 9);
      expect(studentQuantile(p, 2)).toBeCloseTo(p * Math.sqrt(2 / (1 - p * p)), 9);
      // Shaw 2006, eq. 36 with u = (1 + p) / 2.
      const u = (1 + p) / 2;
      const a = 4 * u * (1 - u);
      const q = (4 / Math.sqrt(a)) * Math.cos(Math.acos(Math.sqrt(a)) / 3);
      expect(studentQuantile(p, 4)).toBeCloseTo(Math.sqrt(q - 4), 9);
    }
  });

  it('has the printed values, and the normal’s in the limit', () => {
    expect(studentQuantile(0.95, 9)).toBeCloseTo(2.26216, 5);
    expect(studentQuantile(0.95, 3)).toBeCloseTo(3.18245, 5);
    expect(studentQuantile(0.95, 10_000)).toBeCloseTo(1.95996, 3);
  });

  it('says what it expected', () => {
    expect(() => studentQuantile(1, 3)).toThrow('between 0 and 1');
    expect(() => studentQuantile(0.5, 0)).toThrow('positive integer');
  });
});

describe('intervals', () => {
  it('knows means, deviations, medians and quantiles by hand', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(standardDeviation([1, 2, 6])).toBeCloseTo(Math.sqrt(7), 12);
    expect(standardDeviation([1])).toBeNaN();
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([0, 10, 20], 0.25)).toBe(5);
  });

  it('gives the mean Student’s interval', () => {
    const { value, low, high } = meanInterval([1, 2, 6]);
    expect(value).toBe(3);
    expect(high - value).toBeCloseTo((4.302653 * Math.sqrt(7)) / Math.sqrt(3), 5);
    expect(value - low).toBeCloseTo(high - value, 12);
    expect(meanInterval([4])).toEqual({ value: 4, low: -Infinity, high: Infinity });
    expect(() => meanInterval([])).toThrow('at least 1');
  });

  it('holds the true mean about as often as it says', () => {
    const r = random(3);
    let [held, boot] = [0, 0];
    const trials = 1000;
    for (let i = 0; i < trials; i++) {
      const values = Array.from({ length: 8 }, () => r.normal());
      const { low, high } = meanInterval(values);
      if (low <= 0 && 0 <= high) held++;
      if (i >= 200) continue;
      const other = bootstrapInterval(values, mean, { random: r.split(i), resamples: 400 });
      if (other.low <= 0 && 0 <= other.high) boot++;
    }
    // Three standard deviations of a count of 1000 with p = 0.95 are 21.
    expect(held).toBeGreaterThan(929);
    expect(held).toBeLessThan(971);
    // The percentile interval of eight values is known to be too narrow, and not by much.
    expect(boot / 200).toBeGreaterThan(0.82);
    expect(boot / 200).toBeLessThan(0.97);
  });

  it('bootstraps a mean to the normal interval over n', () => {
    const values = Array.from({ length: 200 }, (_, i) => i);
    const { value, low, high } = bootstrapInterval(values, mean, { random: random(1), resamples: 4000 });
    const half = (1.96 * standardDeviation(values)) / Math.sqrt(200);
    expect(value).toBe(99.5);
    expect(high - value).toBeGreaterThan(0.92 * half);
    expect(high - value).toBeLessThan(1.08 * half);
    expect(value - low).toBeGreaterThan(0.92 * half);
    const undefinedOften = bootstrapInterval([1, 2], (values) => 1 / standardDeviation(values), { random: random(1) });
    expect([undefinedOften.low, undefinedOften.high]).toEqual([-Infinity, Infinity]);
    expect(bootstrapInterval([5], mean, { random: random(1) })).toEqual({ value: 5, low: -Infinity, high: Infinity });
  });
});
