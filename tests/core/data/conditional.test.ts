import { describe, expect, it } from 'vitest';
import { batch, count, zeros, type Batch } from '../../../src/core/batch';
import { blurred, conditional, ofClasses } from '../../../src/core/data/conditional';
import { cells, gridded, totalVariation } from '../../../src/core/data/gridded';
import { mixture } from '../../../src/core/data/mixture';
import { product } from '../../../src/core/data/product';
import { normalBatch, random } from '../../../src/core/random';
import { linear, scheduleDefaults } from '../../../src/core/schedule/index';
import { expectClose } from '../golden';

const schedule = linear(scheduleDefaults.linear);
const a = mixture({ weights: [2, 1], means: batch([-1, 0.2, 0.3, -0.5], 2), scales: [0.4, 0.3] });
const b = mixture({ weights: [1], means: batch([0.9, 0.4], 2), scales: [0.5] });
const data = ofClasses([a, b], [1, 3]);
const points = normalBatch(8, 2, random(5));

describe('data with classes', () => {
  it('has a whole that is its classes, and posteriors that sum to one, at any noise', () => {
    for (const t of [0, 0.2, 0.6, 1]) {
      const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
      const whole = data.whole.logDensity(points, alpha, sigma).map(Math.exp);
      const [inA, inB] = [a, b].map((of) => of.logDensity(points, alpha, sigma).map(Math.exp));
      expectClose(
        whole,
        inA.map((p, row) => 0.25 * p + 0.75 * inB[row]),
        1e-13,
      );
      const [pa, pb] = [0, 1].map((c) => data.logPosterior(c, points, alpha, sigma).map(Math.exp));
      expectClose(
        pa.map((p, row) => p + pb[row]),
        new Float64Array(8).fill(1),
        1e-12,
      );
    }
    expect(data.shares).toEqual([0.25, 0.75]);
    expect(() => ofClasses([a, b], [1])).toThrow('2 classes with 1 shares');
  });

  it('has the gradient of its log-posterior', () => {
    const [alpha, sigma] = [schedule.alpha(0.3), schedule.sigma(0.3)];
    const found = data.gradient(0, points, alpha, sigma);
    const h = 1e-5;
    const moved = (d: number, by: number): Batch => ({
      data: points.data.map((v, i) => (i % 2 === d ? v + by : v)),
      dim: 2,
    });
    for (const d of [0, 1]) {
      const [up, down] = [h, -h].map((by) => data.logPosterior(0, moved(d, by), alpha, sigma));
      up.forEach((value, row) => expect(found.data[2 * row + d]).toBeCloseTo((value - down[row]) / (2 * h), 6));
    }
  });

  it('allows for a class that is only part of the whole, and for a blur', () => {
    const within = conditional(
      mixture({ weights: [1], means: zeros(1, 2), scales: [1.2] }),
      [mixture({ weights: [1], means: zeros(1, 2), scales: [0.6] })],
      [0.2],
    );
    // 0.2 (1.2 / 0.6)^2 = 0.8 at the centre, where it is most.
    expect(within.logPosterior(0, zeros(1, 2), 1, 0)[0]).toBeCloseTo(Math.log(0.8), 12);
    expect([...blurred(a, 0.3).components.scales]).toEqual([0.5, Math.hypot(0.3, 0.3)]);
    // A mixture seen through noise is the blurred one.
    expectClose(blurred(a, 0.3).logDensity(points, 1, 0), a.logDensity(points, 1, 0.3), 1e-12);
    expect(blurred(a, 0)).toBe(a);
  });
});

describe('a density on a grid', () => {
  const n = 80;
  const extent = 4;
  const exact = product(a, b);
  const logs = a.logDensity(cells(n, extent), 1, 0).map((log, k) => log + b.logDensity(cells(n, extent), 1, 0)[k]);
  const found = gridded(logs, extent);

  it('finds the factor that was missing, and the density', () => {
    expectClose(found.values, exact.logDensity(cells(n, extent), 1, 0).map(Math.exp), 1e-9);
    // The integral of two Gaussians' product is a Gaussian of the sum of their variances.
    const { weights, means, scales } = a.components;
    const total = weights.reduce((sum, w, k) => {
      const v = scales[k] ** 2 + 0.25;
      return (
        sum +
        (w * Math.exp(-((means.data[2 * k] - 0.9) ** 2 + (means.data[2 * k + 1] - 0.4) ** 2) / (2 * v))) /
          (2 * Math.PI * v)
      );
    }, 0);
    expect(found.logMass).toBeCloseTo(Math.log(total), 10);
  });

  it('samples it', () => {
    const drawn = found.stratified(4000, random(3));
    const mean = [0, 1].map((d) => drawn.data.reduce((sum, v, i) => sum + (i % 2 === d ? v : 0), 0) / count(drawn));
    const true_ = [0, 1].map((d) =>
      exact.components.weights.reduce((sum, w, k) => sum + w * exact.components.means.data[2 * k + d], 0),
    );
    mean.forEach((m, d) => expect(Math.abs(m - true_[d])).toBeLessThan(0.02));
    expect(count(found.sample(7, random(1)))).toBe(7);
  });

  it('is noised by quadrature', () => {
    const [alpha, sigma] = [schedule.alpha(0.3), schedule.sigma(0.3)];
    const summed = found.mixture();
    expectClose(summed.logDensity(points, alpha, sigma), exact.logDensity(points, alpha, sigma), 0.02);
    const [s, e] = [summed.score(points, alpha, sigma), exact.score(points, alpha, sigma)];
    s.data.forEach((value, i) => expect(Math.abs(value - e.data[i])).toBeLessThan(0.02));
  });

  it('measures how far apart two are', () => {
    // Two halves of the square share nothing; the overlap of two unit Gaussians d apart is 2 Phi(-d / 2).
    const places = cells(80, 6).data;
    const [p, q] = [-0.5, 0.5].map(
      (x) =>
        gridded(
          Float64Array.from({ length: 6400 }, (_, k) => {
            const [u, v] = [places[2 * k], places[2 * k + 1]];
            return -((u - x) ** 2 + v * v) / 2;
          }),
          6,
        ).values,
    );
    expect(totalVariation(p, q, 6)).toBeCloseTo(0.38292, 3);
    expect(totalVariation(p, p, 6)).toBe(0);
    expect(() => totalVariation(p, [1], 6)).toThrow('6400 and 1 cells');
  });

  it('refuses what is no density', () => {
    expect(() => gridded(new Float64Array(5), 1)).toThrow('5 values');
    expect(() => gridded(new Float64Array(4).fill(-Infinity), 1)).toThrow('-Infinity');
  });
});
