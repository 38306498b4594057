import { describe, expect, test } from 'vitest';
import { normalCdf, normalDensity } from '../../src/core/normal';

describe('the normal distribution', () => {
  // Quantiles and tails to sixteen digits, as tables have them.
  test.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1, 0.15865525393145705],
    [1.959963984540054, 0.975],
    [-1.6448536269514722, 0.05],
    [2, 0.9772498680518208],
    [3, 0.9986501019683699],
  ])('P(Z <= %f) = %f', (z, expected) => expect(normalCdf(z)).toBeCloseTo(expected, 14));

  test('its tails are as exact as a double allows, and end at 0 and 1', () => {
    expect(Math.abs(normalCdf(-6) - 9.865876450376946e-10)).toBeLessThan(1e-15);
    expect(normalCdf(-40)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(NaN)).toBeNaN();
  });

  test('is the integral of the density, and symmetric', () => {
    const h = 1e-5;
    for (let z = -7; z <= 7; z += 0.37) {
      expect((normalCdf(z + h) - normalCdf(z - h)) / (2 * h)).toBeCloseTo(normalDensity(z), 9);
      expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 14);
    }
  });
});
