import { describe, expect, test } from 'vitest';
import { kernelCdf, kernelStretch } from '../../../src/core/electrostatics';
import { kolmogorovSmirnov } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { gamma } from '../../../src/core/statistics/gamma';

const n = 4000;
const drawn = (make: (r: ReturnType<typeof random>) => number, seed: number) => {
  const r = random(seed);
  return Float64Array.from({ length: n }, () => make(r));
};

describe('gamma variables', () => {
  test('are exponential at shape 1, a squared normal at a half, Erlang at 3', () => {
    const laws: readonly (readonly [number, (x: number) => number])[] = [
      [1, (x) => 1 - Math.exp(-x)],
      [3, (x) => 1 - Math.exp(-x) * (1 + x + (x * x) / 2)],
    ];
    for (const [shape, law] of laws)
      expect(
        kolmogorovSmirnov(
          drawn((r) => gamma(shape, r), 5),
          law,
        ),
      ).toBeLessThan(2 / Math.sqrt(n));
    const squares = drawn((r) => r.normal() ** 2 / 2, 6).sort();
    const half = drawn((r) => gamma(0.5, r), 7);
    const share = (x: number) => squares.filter((each) => each <= x).length / n;
    for (const x of [0.01, 0.1, 0.5, 2])
      expect(Math.abs(half.filter((v) => v <= x).length / n - share(x))).toBeLessThan(0.04);
  });

  test('have mean and variance of their shape', () => {
    for (const shape of [0.3, 1.5, 20, 1024]) {
      const all = drawn((r) => gamma(shape, r), 8);
      const mean = all.reduce((a, b) => a + b) / n;
      const variance = all.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
      expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / n));
      expect(Math.abs(variance / shape - 1)).toBeLessThan(0.25);
    }
    expect(() => gamma(0, random(1))).toThrow('gamma variable of shape 0 (expected above 0 and finite)');
  });

  test('stretch a Gaussian to the perturbation kernel, in few and in many dimensions', () => {
    for (const [dim, extra] of [
      [2, 1],
      [2, 3.5],
      [784, 128],
      [30, 2048],
    ]) {
      const x = normalBatch(n / 4, dim, random(9));
      const r = random(10);
      const lengths = Float64Array.from({ length: n / 4 }, (_, row) => {
        const stretch = kernelStretch(extra, r);
        return 0.7 * stretch * Math.hypot(...x.data.subarray(row * dim, (row + 1) * dim));
      });
      expect(kolmogorovSmirnov(lengths, (d) => kernelCdf(d, 0.7, dim, extra))).toBeLessThan(2 / Math.sqrt(n / 4));
    }
    expect(kernelStretch(Infinity, random(1))).toBe(1);
    expect(() => kernelStretch(0, random(1))).toThrow('(expected above 0, or Infinity)');
  });
});
