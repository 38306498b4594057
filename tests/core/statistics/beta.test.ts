import { describe, expect, test } from 'vitest';
import { betaCdf, betaPrimeQuantile, logGamma, studentQuantile } from '../../../src/core/statistics';

describe('the beta distribution', () => {
  test('ln Gamma: factorials, halves, and the doubling formula', () => {
    let factorial = 0;
    for (let n = 1; n <= 60; n++) {
      expect(Math.abs(logGamma(n) - factorial)).toBeLessThan(1e-14 * Math.max(1, factorial));
      factorial += Math.log(n);
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    for (const x of [0.01, 0.3, 1.7, 11.9, 40, 900]) {
      const doubled = logGamma(x) + logGamma(x + 0.5) + (2 * x - 1) * Math.LN2 - Math.log(Math.PI) / 2;
      expect(Math.abs(logGamma(2 * x) - doubled)).toBeLessThan(2e-14 * Math.max(1, Math.abs(doubled)));
    }
    expect(() => logGamma(0)).toThrow('expected above 0');
  });

  test('shares in closed form: powers, the arcsine law, and Student’s t', () => {
    for (const x of [0, 1e-9, 0.02, 0.3, 0.5, 0.77, 0.999, 1]) {
      for (const b of [0.3, 1, 2.5, 40]) {
        expect(betaCdf(x, 1, b)).toBeCloseTo(1 - (1 - x) ** b, 13);
        expect(betaCdf(x, b, 1)).toBeCloseTo(x ** b, 13);
        expect(betaCdf(x, b, 3.1) + betaCdf(1 - x, 3.1, b, x)).toBeCloseTo(1, 13);
      }
      expect(betaCdf(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
    }
    for (const degrees of [1, 4, 9, 30]) {
      const t = studentQuantile(0.9, degrees);
      expect(betaCdf((t * t) / (t * t + degrees), 0.5, degrees / 2)).toBeCloseTo(0.9, 12);
    }
  });

  test('quantiles are the inverse, also far out and for many degrees', () => {
    for (const [a, b] of [
      [0.5, 0.5],
      [1, 64],
      [392, 0.5],
      [1536, 0.5],
      [3, 2000],
      [50, 50],
    ]) {
      let before = 0;
      for (const u of [1e-8, 0.01, 0.3, 0.5, 0.9, 1 - 1e-8]) {
        const odds = betaPrimeQuantile(u, a, b);
        expect(odds).toBeGreaterThan(before);
        before = odds;
        const [x, left] = [odds / (1 + odds), 1 / (1 + odds)];
        const share = u < 0.5 ? betaCdf(x, a, b, left) / u : betaCdf(left, b, a, x) / (1 - u);
        expect(Math.abs(share - 1)).toBeLessThan(2e-9);
      }
    }
    expect(() => betaPrimeQuantile(1, 1, 1)).toThrow('expected between 0 and 1');
    expect(() => betaCdf(0.5, 0, 1)).toThrow('expected both above 0 and finite');
    expect(betaCdf(NaN, 1, 1)).toBeNaN();
  });
});
