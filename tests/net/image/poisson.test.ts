import { describe, expect, test } from 'vitest';
import { kernelCdf } from '../../../src/core/electrostatics';
import { kolmogorovSmirnov } from '../../../src/core/metric';
import { imageDenoising } from '../../../src/net/image/objective/denoising';
import type { LearnedRows } from '../../../src/net/image/objective/objective';
import { imagePoisson } from '../../../src/net/image/objective/poisson';
import { narrow, rowsOf, trainer } from './digits';

describe('poisson flow on digits', () => {
  const n = 200;
  /** y and the noise over sigma of a row, from its input and its target. */
  const undone = ({ values, target, logNoise }: LearnedRows, i: number) => {
    const angle = Math.atan(Math.exp(logNoise[i]));
    const [alpha, sigma] = [Math.cos(angle), Math.sin(angle)];
    const of = (a: number, b: number) =>
      Float64Array.from({ length: 784 }, (_, k) => a * values[784 * i + k] + b * target[784 * i + k]);
    return { y: of(alpha, sigma), noise: of(sigma, -alpha) };
  };

  test('has denoising’s data, levels and directions, its noise as long as the kernel of its D throws', () => {
    const plain = rowsOf(imageDenoising, n);
    for (const extra of [3, 128]) {
      const rows = rowsOf(imagePoisson({ extra }), n);
      expect(rows.logNoise).toEqual(plain.logNoise);
      const lengths = Float64Array.from({ length: n }, (_, i) => {
        const [own, other] = [undone(rows, i), undone(plain, i)];
        const [length, before] = [own.noise, other.noise].map((noise) => Math.hypot(...noise));
        expect(Math.max(...own.y.map((v, k) => Math.abs(v - other.y[k])))).toBeLessThan(1e-4 * (1 + length / before));
        const along = own.noise.reduce((sum, v, k) => sum + v * other.noise[k], 0) / (length * before);
        expect(along).toBeCloseTo(1, 5);
        const squared = rows.values.subarray(784 * i, 784 * (i + 1)).reduce((sum, v) => sum + v * v, 0);
        expect(rows.weight![i]).toBeCloseTo(Math.min(1, (9 * 784) / squared), 4);
        return length;
      });
      expect(kolmogorovSmirnov(lengths, (r) => kernelCdf(r, 1, 784, extra))).toBeLessThan(2 / Math.sqrt(n));
    }
  });

  test('at D = Infinity is denoising itself, and goes there as D grows', () => {
    expect(imagePoisson({ extra: Infinity })).toBe(imageDenoising);
    const plain = rowsOf(imageDenoising, 8).values;
    const off = (extra: number) => {
      const { values } = rowsOf(imagePoisson({ extra }), 8);
      return Math.sqrt(values.reduce((sum, v, k) => sum + (v - plain[k]) ** 2, 0));
    };
    // chi^2 / D is 1 to within sqrt(2 / D).
    for (const extra of [1e4, 1e6]) expect(off(100 * extra) / off(extra)).toBeCloseTo(0.1, 1);
    expect(() => imagePoisson({ extra: 0 })).toThrow('charges in 0 extra dimensions (expected above 0, or Infinity)');
  });

  test('lowers its loss', async () => {
    const one = await trainer({ network: narrow }, imagePoisson({ extra: 64 }));
    const first = one.train(2);
    one.train(30);
    expect(one.train(8)).toBeLessThan(0.9 * first);
  });
});
