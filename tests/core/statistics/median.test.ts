import { describe, expect, it } from 'vitest';
import { random } from '../../../src/core/random';
import { medianInterval, rankFor, type Bounds } from '../../../src/core/statistics';

const points = (values: readonly number[]): readonly Bounds[] => values.map((v) => ({ least: v, most: v }));
const beyond = (cut: number): Bounds => ({ least: cut, most: Infinity });

describe('the interval of a median', () => {
  it('is from the k-th smallest to the k-th largest, k by the binomial distribution', () => {
    // 1 - 2 / 2^n for the extremes: 0.969 for six, 0.9375 for five, 0.99805 for ten; tables give k = 2 for ten at 0.95 and 6 for twenty.
    expect([5, 6, 10, 20].map((n) => rankFor(n, 0.95))).toEqual([0, 1, 2, 6]);
    expect([10, 12].map((n) => rankFor(n, 1 - 0.05 / 30))).toEqual([0, 1]);
    expect(rankFor(10, 1 - 2 / 1024)).toBe(1);
    expect(medianInterval(points([3, 1, 2, 9, 5, 4, 7, 6, 8, 10]))).toEqual({ value: 5.5, low: 2, high: 9 });
    expect(medianInterval(points([1, 2, 3]))).toEqual({ value: 2, low: -Infinity, high: Infinity });
    expect(() => medianInterval([])).toThrow('the median of no values (expected at least 1)');
  });

  it('holds the true median as often as it says', () => {
    const r = random(5);
    let held = 0;
    for (let i = 0; i < 2000; i++) {
      const { low, high } = medianInterval(points(Array.from({ length: 12 }, () => Math.exp(r.normal()))));
      if (low <= 1 && 1 <= high) held++;
    }
    expect(held / 2000).toBeGreaterThan(0.95);
  });

  it('takes what was cut off for no more than it is', () => {
    const some = [...points([1, 2, 3, 4, 5, 6, 7]), beyond(8), beyond(8), beyond(8)];
    expect(medianInterval(some)).toEqual({ value: 5.5, low: 2, high: Infinity });
    const most = [...points([1, 2, 3]), ...Array.from({ length: 7 }, () => beyond(8))];
    expect(medianInterval(most)).toEqual({ value: 8, low: 2, high: Infinity, bound: 'least' });
    const ratios = [...points([0.3, 0.2]), ...Array.from({ length: 8 }, () => ({ least: 0, most: 0.1 }))];
    expect(medianInterval(ratios)).toEqual({ value: 0.1, low: 0, high: 0.2, bound: 'most' });
  });
});
