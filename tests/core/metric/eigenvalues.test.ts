import { describe, expect, it } from 'vitest';
import { eigenvaluesSymmetric } from '../../../src/core/metric/eigenvalues';
import { frechetOfMoments, frechetToRooted, rooted, sampleMoments } from '../../../src/core/metric/index';
import { eigenSymmetric } from '../../../src/core/metric/symmetric';
import { fillNormal, random } from '../../../src/core/random';

const sorted = (values: Float64Array) => Array.from(values).sort((a, b) => a - b);

describe('eigenvalues alone', () => {
  it('of small matrices, by hand', () => {
    expect(sorted(eigenvaluesSymmetric([5], 1))).toEqual([5]);
    expect(sorted(eigenvaluesSymmetric([2, 1, 1, 2], 2))).toEqual([expect.closeTo(1, 12), expect.closeTo(3, 12)]);
    // The second difference of n points: 2 - 2 cos(k pi / (n + 1)).
    const n = 12;
    const matrix = Float64Array.from({ length: n * n }, (_, k) => [2, -1][Math.abs(Math.floor(k / n) - (k % n))] ?? 0);
    const wanted = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    sorted(eigenvaluesSymmetric(matrix, n)).forEach((value, k) => expect(value).toBeCloseTo(wanted[k], 12));
    expect(sorted(eigenvaluesSymmetric(new Float64Array(9), 3))).toEqual([0, 0, 0]);
    expect(() => eigenvaluesSymmetric([1, 2], 2)).toThrow(RangeError);
  });

  it('agree with Jacobi’s, also where the matrix is singular', () => {
    for (const [n, rank] of [
      [7, 7],
      [64, 64],
      [64, 20],
    ] as const) {
      const x = fillNormal(new Float64Array(n * rank), random(n + rank));
      const matrix = Float64Array.from({ length: n * n }, (_, k) => {
        let sum = 0;
        for (let r = 0; r < rank; r++) sum += x[Math.floor(k / n) * rank + r] * x[(k % n) * rank + r];
        return sum;
      });
      const [found, wanted] = [sorted(eigenvaluesSymmetric(matrix, n)), sorted(eigenSymmetric(matrix, n).values)];
      const most = wanted.at(-1)!;
      found.forEach((value, k) => expect(Math.abs(value - wanted[k])).toBeLessThan(1e-12 * most));
    }
  });

  it('give the Fréchet distance of diagonal Gaussians in closed form, with the root kept', () => {
    // |m - n|^2 + sum (a - b)^2 over deviations a, b.
    const a = { mean: Float64Array.of(0, 1), covariance: Float64Array.of(4, 0, 0, 1) };
    const b = { mean: Float64Array.of(3, 1), covariance: Float64Array.of(1, 0, 0, 9) };
    expect(frechetOfMoments(a, b)).toBeCloseTo(9 + 1 + 4, 12);
    const x = sampleMoments({ data: fillNormal(new Float64Array(64 * 40), random(3)), dim: 64 });
    const y = sampleMoments({ data: fillNormal(new Float64Array(64 * 90), random(4)), dim: 64 });
    expect(frechetToRooted(rooted(x), y)).toBe(frechetOfMoments(x, y));
    expect(frechetOfMoments(x, y)).toBeCloseTo(frechetOfMoments(y, x), 6);
  });
});
