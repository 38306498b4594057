import { describe, expect, it } from 'vitest';
import { inPlane, linear, spherical } from '../../src/core/interpolate';
import { fillNormal, random } from '../../src/core/random';

const length = (x: ArrayLike<number>) => Math.sqrt(Array.from(x).reduce((sum, v) => sum + v * v, 0));
const normal = (seed: number, dim = 784) => fillNormal(new Float64Array(dim), random(seed));

describe('interpolation of codes', () => {
  it('on the circle, in closed form', () => {
    const third = spherical([2, 0], [0, 2], 1 / 3);
    expect(Array.from(third)).toEqual([expect.closeTo(2 * Math.cos(Math.PI / 6), 12), expect.closeTo(2 * Math.sin(Math.PI / 6), 12)]);
    expect(Array.from(linear([2, 0], [0, 2], 0.5))).toEqual([1, 1]);
  });

  it('ends at both, keeps the length on the arc and loses it on the line', () => {
    const [a, b] = [normal(1), normal(2)];
    for (const way of [linear, spherical]) {
      way(a, b, 0).forEach((v, i) => expect(v).toBeCloseTo(a[i], 12));
      way(a, b, 1).forEach((v, i) => expect(v).toBeCloseTo(b[i], 12));
    }
    const expected = (length(a) + length(b)) / 2;
    expect(Math.abs(length(spherical(a, b, 0.5)) / expected - 1)).toBeLessThan(0.02);
    // Two independent codes stand nearly at a right angle.
    expect(length(linear(a, b, 0.5)) / expected).toBeCloseTo(Math.SQRT1_2, 1);
  });

  it('knows what has no arc, and goes evenly from one length to another', () => {
    expect(Array.from(spherical([1, 1], [2, 2], 0.5))).toEqual([1.5, 1.5]);
    expect(Array.from(spherical([0, 0], [2, 2], 0.5))).toEqual([1, 1]);
    expect(Array.from(spherical([1, 0], [-1, 0], 0.5))).toEqual([0, 0]);
    expect(length(spherical([1, 0], [0, 3], 0.5))).toBeCloseTo(2, 12);
    expect(() => linear([1], [1, 2], 0.5)).toThrow(/1 and 2 numbers/);
  });

  it('a plane in which every place is a fair draw', () => {
    const [o, u, v] = [normal(1), normal(2), normal(3)];
    expect(inPlane(o, u, v, 0, 0)).toEqual(o);
    for (const [x, y] of [[2, 0], [-1, 1.5], [30, -40]]) {
      const z = inPlane(o, u, v, x, y);
      // Mean 0 and variance 1 within four standard errors.
      expect(Math.abs(z.reduce((sum, w) => sum + w, 0) / 784)).toBeLessThan(4 / Math.sqrt(784));
      expect(Math.abs(length(z) ** 2 / 784 - 1)).toBeLessThan(4 * Math.sqrt(2 / 784));
    }
  });
});
