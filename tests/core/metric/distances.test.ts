import { describe, expect, test } from 'vitest';
import { batch, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import {
  frechet,
  frechetOfMoments,
  mmd,
  neighbourRadii,
  prdc,
  sampleMoments,
  scoreError,
  scoreErrorMap,
  wasserstein,
} from '../../../src/core/metric';
import { eigenSymmetric, multiply, rootSymmetric } from '../../../src/core/metric/symmetric';
import { scoreOf, type Score } from '../../../src/core/process/sde';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../../src/core/schedule';
import { expectClose, golden, rows, type Points } from '../golden';

interface PrdcReference {
  readonly precision: number;
  readonly recall: number;
  readonly density: number;
  readonly coverage: number;
  readonly real_radii: readonly number[];
}
const { inputs, outputs } = golden<{
  inputs: { X: Points; Y: Points };
  outputs: {
    'mmd_rbf_bandwidth_0.5': { biased_mmd2: number; unbiased_mmd2: number };
    frechet: {
      fid: number;
      fid_with_biased_covariances: number;
      mu_X: readonly number[];
      cov_Y_unbiased: Points;
    };
    prdc_k3: PrdcReference;
    prdc_k5: PrdcReference;
    wasserstein_1d: Readonly<Record<string, number>>;
  };
}>('metrics');
const [X, Y] = [rows(inputs.X), rows(inputs.Y)];
const column = (points: Points, d: number) =>
  batch(
    points.map((p) => p[d]),
    1,
  );

describe('against the references', () => {
  test('MMD', () => {
    const expected = outputs['mmd_rbf_bandwidth_0.5'];
    expectClose([mmd(X, Y), mmd(X, Y, { statistic: 'U' })], [expected.biased_mmd2, expected.unbiased_mmd2], 1e-12, 0);
  });

  test('Fréchet', () => {
    const { fid, fid_with_biased_covariances: biased, mu_X: mean, cov_Y_unbiased: covariance } = outputs.frechet;
    expectClose([frechet(X, Y), frechet(X, Y, { unbiased: false })], [fid, biased], 1e-12, 0);
    expectClose(sampleMoments(X).mean, mean, 1e-12);
    expectClose(sampleMoments(Y).covariance, covariance.flat(), 1e-12);
  });

  test.each([3, 5] as const)('precision, recall, density and coverage with k = %i', (k) => {
    const { real_radii: radii, precision, recall, density, coverage } = outputs[`prdc_k${k}`];
    const found = prdc(X, Y, { k });
    expectClose(
      [found.precision, found.recall, found.density, found.coverage],
      [precision, recall, density, coverage],
      1e-15,
      0,
    );
    expectClose(neighbourRadii(X, k), radii, 1e-12, 0);
  });

  test('Wasserstein on a line', () => {
    for (const d of [0, 1]) {
      const [x, y] = [column(inputs.X, d), column(inputs.Y, d)];
      expectClose(
        [wasserstein(x, y), wasserstein(x, y, { order: 2 })],
        [outputs.wasserstein_1d[`coord${d}_W1`], outputs.wasserstein_1d[`coord${d}_W2`]],
        1e-12,
        0,
      );
    }
  });
});

describe('closed forms', () => {
  test('MMD of two Gaussians', () => {
    // E k between N(0, 1) and N(m, 1) is sqrt(h^2 / (h^2 + 2)) exp(-m^2 / (2 (h^2 + 2))).
    const [h, m] = [1, 1.5];
    const k = (gap: number) => Math.sqrt((h * h) / (h * h + 2)) * Math.exp((-gap * gap) / (2 * (h * h + 2)));
    const x = normalBatch(2000, 1, random(1));
    const y = normalBatch(2000, 1, random(2));
    y.data.forEach((_, i) => (y.data[i] += m));
    expect(Math.abs(mmd(x, y, { bandwidth: h, statistic: 'U' }) - 2 * (k(0) - k(m)))).toBeLessThan(0.02);
    expect(mmd(x, x)).toBeCloseTo(0, 12);
    expect(() => mmd(x, y, { bandwidth: 0 })).toThrow('bandwidth 0');
    expect(() => mmd(x, X)).toThrow('1 and 2 dimensions');
  });

  test('Fréchet: axis-aligned Gaussians, and any pair after a rotation', () => {
    const turned = (variances: readonly number[], angle: number): Float64Array => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const [a, b] = variances;
      return Float64Array.of(c * c * a + s * s * b, c * s * (a - b), c * s * (a - b), s * s * a + c * c * b);
    };
    const exact = 1 + 4 + (2 - 3) ** 2 + (1 - 0.5) ** 2;
    for (const angle of [0, 0.7]) {
      const a = { mean: Float64Array.of(0, 0), covariance: turned([4, 1], angle) };
      const b = { mean: Float64Array.of(1, 2), covariance: turned([9, 0.25], angle) };
      expect(frechetOfMoments(a, b)).toBeCloseTo(exact, 12);
      expect(frechetOfMoments(a, a)).toBeCloseTo(0, 12);
    }
  });

  test('Fréchet in 64 dimensions, turned, some of them without variance', () => {
    const n = 64;
    const g = normalBatch(n, n, random(9)).data;
    const { vectors } = eigenSymmetric(
      g.map((v, i) => v + g[(i % n) * n + Math.floor(i / n)]),
      n,
    );
    const variances = (power: number) =>
      Float64Array.from({ length: n }, (_, i) => (i % 8 === 0 ? 0 : (1 + i) ** power));
    const turned = (d: Float64Array) => {
      const scaled = vectors.map((v, i) => v * d[i % n]);
      return multiply(
        scaled,
        vectors.map((_, i) => vectors[(i % n) * n + Math.floor(i / n)]),
        n,
      );
    };
    const [a, b] = [variances(1), variances(-1)];
    const exact = a.reduce((sum, v, i) => sum + (Math.sqrt(v) - Math.sqrt(b[i])) ** 2, 0) + n * 0.25;
    const found = frechetOfMoments(
      { mean: new Float64Array(n), covariance: turned(a) },
      { mean: new Float64Array(n).fill(0.5), covariance: turned(b) },
    );
    expect(Math.abs(found / exact - 1)).toBeLessThan(1e-6);
  });

  test('a square root squared, and eigenvectors that are at right angles, in 12 dimensions', () => {
    const n = 12;
    const g = normalBatch(n, n, random(8)).data;
    const transposed = g.map((_, i) => g[(i % n) * n + Math.floor(i / n)]);
    const positive = multiply(g, transposed, n);
    const root = rootSymmetric(positive, n);
    expectClose(multiply(root, root, n), positive, 1e-12);
    const { values, vectors } = eigenSymmetric(positive, n);
    const gram = multiply(
      vectors.map((_, i) => vectors[(i % n) * n + Math.floor(i / n)]),
      vectors,
      n,
    );
    expectClose(
      gram,
      gram.map((_, i) => (i % (n + 1) === 0 ? 1 : 0)),
      1e-13,
    );
    expect(values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(
      positive.reduce((sum, v, i) => sum + (i % (n + 1) === 0 ? v : 0), 0),
      10,
    );
    expect(() => eigenSymmetric([1, 2], 2)).toThrow('expected 2 by 2');
  });

  test('precision and recall of a set with itself are 1; of two far apart, 0; too few points are refused', () => {
    expect(prdc(X, X)).toMatchObject({ precision: 1, recall: 1, coverage: 1 });
    const far = batch(
      X.data.map((v) => v + 100),
      2,
    );
    expect(prdc(X, far)).toEqual({ precision: 0, recall: 0, density: 0, coverage: 0 });
    expect(() => prdc(X, batch([0, 0], 2))).toThrow('precision and recall of 1 points (expected at least 6)');
    expect(() => prdc(X, Y, { k: 0 })).toThrow('neighbour number 0');
  });

  test('Wasserstein by hand', () => {
    expect(wasserstein(batch([0, 4], 1), batch([1, 1], 1))).toBe(2);
    expect(wasserstein(batch([0, 4], 1), batch([1, 1], 1), { order: 2 })).toBe(Math.sqrt(5));
    expect(() => wasserstein(X, Y)).toThrow('in 2 dimensions (expected 1');
  });
});

describe('error of a score', () => {
  const data = mixture({ weights: [1, 2], means: batch([-1, 0, 1, 1], 2), scales: [0.3, 0.5] });
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const exact: Score = { score: (x, t, out) => data.score(x, schedule.alpha(t), schedule.sigma(t), out) };
  const x = batch([0.1, 0.2, -1, 0.5], 2);
  const shifted = (by: (t: number) => number): Score => ({
    score(at, t, out) {
      exact.score(at, t, out);
      for (let i = 0; i < out.data.length; i += 2) out.data[i] += by(t);
      return out;
    },
  });

  test('is 0 for the exact denoiser, at every point and time', () => {
    const model = scoreOf(data.denoiser(schedule), schedule);
    expect(Math.max(...scoreErrorMap(model, exact, x, 0.3))).toBeLessThan(1e-12);
  });

  test('of a score that is off by c along one axis: |c| on the map, sigma |c| / sqrt(2) against t', () => {
    expectClose(
      scoreErrorMap(
        shifted(() => -0.7),
        exact,
        x,
        0.3,
      ),
      [0.7, 0.7],
      1e-12,
    );
    const sample: Batch = data.sample(50, random(1));
    const times = [0.1, 0.5, 0.9];
    const found = scoreError(
      shifted((t) => t),
      exact,
      { data: sample, schedule, times, random: random(2) },
    );
    expectClose(
      found,
      times.map((t) => (schedule.sigma(t) * t) / Math.SQRT2),
      1e-11,
    );
  });
});
