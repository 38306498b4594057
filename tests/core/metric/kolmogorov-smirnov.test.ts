import { describe, expect, test } from 'vitest';
import { kolmogorovSmirnov } from '../../../src/core/metric';
import { normalCdf } from '../../../src/core/normal';
import { fillNormal, random } from '../../../src/core/random';

const uniform = (x: number) => Math.min(1, Math.max(0, x));

describe('Kolmogorov-Smirnov distance', () => {
  test('of the middles of n equal parts is 1 / 2n, the least there is', () => {
    for (const n of [1, 7, 100]) {
      expect(
        kolmogorovSmirnov(
          Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n),
          uniform,
        ),
      ).toBeCloseTo(1 / (2 * n), 14);
    }
  });

  test('of shifted values is the shift, of two shapes the largest gap between them', () => {
    const n = 1000;
    const middles = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
    expect(
      kolmogorovSmirnov(
        middles.map((x) => x + 0.2),
        uniform,
      ),
    ).toBeCloseTo(0.2 + 1 / (2 * n), 12);
    // x^2 is farthest from x at 1/2, by 1/4.
    expect(kolmogorovSmirnov(middles, (x) => x * x)).toBeCloseTo(0.25, 3);
  });

  test('takes values in any order, leaves them, and wants at least one', () => {
    const values = Float64Array.from([0.9, 0.1, 0.5]);
    const gap = kolmogorovSmirnov(values, uniform);
    expect([...values]).toEqual([0.9, 0.1, 0.5]);
    expect(gap).toBe(kolmogorovSmirnov(values.slice().sort(), uniform));
    expect(() => kolmogorovSmirnov(new Float64Array(0), uniform)).toThrow('no values (expected at least 1)');
  });

  test('of true samples is sqrt(pi / 2) ln 2 / sqrt(n) on average, and over 1.358 / sqrt(n) once in twenty', () => {
    const n = 500;
    const r = random(3);
    const gaps = Float64Array.from(
      { length: 600 },
      () => Math.sqrt(n) * kolmogorovSmirnov(fillNormal(new Float64Array(n), r), normalCdf),
    ).sort();
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.abs(mean - Math.sqrt(Math.PI / 2) * Math.LN2)).toBeLessThan(0.05); // four standard errors, 0.26 / sqrt(600) each
    expect(gaps[570]).toBeGreaterThan(1.22);
    expect(gaps[570]).toBeLessThan(1.48);
  });
});
