import { describe, expect, test } from 'vitest';
import { inPlane, linear, spherical } from '../../src/core/interpolate';
import { fillNormal, random } from '../../src/core/random';

const length = (a: ArrayLike<number>) => Math.hypot(...Array.from(a));

describe('ways between codes', () => {
  test('both begin at a and end at b', () => {
    const a = [1, 2, -2],
      b = [0, 4, 3];
    for (const way of [linear, spherical]) {
      expect(Array.from(way(a, b, 0)).every((v, i) => Math.abs(v - a[i]) < 1e-12)).toBe(true);
      expect(Array.from(way(a, b, 1)).every((v, i) => Math.abs(v - b[i]) < 1e-12)).toBe(true);
    }
  });

  test('the straight way halves the distance, and is short in the middle', () => {
    expect(Array.from(linear([3, 0], [0, 3], 0.5))).toEqual([1.5, 1.5]);
    expect(length(linear([3, 0], [0, 3], 0.5))).toBeCloseTo(3 / Math.SQRT2, 12);
  });

  test('the arc goes by equal angles, its length evenly from one to the other', () => {
    for (const t of [0.1, 0.25, 0.5, 0.8]) {
      const x = spherical([2, 0], [0, 4], t);
      expect(Math.atan2(x[1], x[0])).toBeCloseTo((t * Math.PI) / 2, 12);
      expect(length(x)).toBeCloseTo(2 + 2 * t, 12);
    }
  });

  test('where there is no arc, or no one arc, it is straight', () => {
    expect(Array.from(spherical([1, 1], [2, 2], 0.5))).toEqual([1.5, 1.5]);
    expect(Array.from(spherical([1, 0], [-1, 0], 0.25))).toEqual([0.5, 0]);
    expect(Array.from(spherical([0, 0], [2, 0], 0.5))).toEqual([1, 0]);
  });

  test('codes of different lengths are refused', () => {
    expect(() => spherical([1], [1, 2], 0.5)).toThrow('codes of 1 and 2 numbers (expected equally many)');
  });

  test('between draws of 784 numbers the arc keeps the length, the straight way loses all but the root of a half', () => {
    const [a, b] = [1, 2].map((seed) => fillNormal(new Float64Array(784), random(seed)));
    const mean = (length(a) + length(b)) / 2;
    expect(length(spherical(a, b, 0.5)) / mean).toBeCloseTo(1, 12);
    expect(length(linear(a, b, 0.5)) / mean).toBeCloseTo(Math.SQRT1_2, 1);
  });

  test('a plane in which every place is a fair draw', () => {
    const [o, u, v] = [1, 2, 3].map((seed) => fillNormal(new Float64Array(784), random(seed)));
    expect(inPlane(o, u, v, 0, 0)).toEqual(o);
    for (const [x, y] of [
      [2, 0],
      [-1, 1.5],
      [30, -40],
    ]) {
      const z = inPlane(o, u, v, x, y);
      // Mean 0 and variance 1 within four standard errors.
      expect(Math.abs(z.reduce((sum, w) => sum + w, 0) / 784)).toBeLessThan(4 / Math.sqrt(784));
      expect(Math.abs(length(z) ** 2 / 784 - 1)).toBeLessThan(4 * Math.sqrt(2 / 784));
    }
    expect(() => inPlane([1], [1, 2], [1], 0, 0)).toThrow(/1 and 2 numbers/);
  });
});
