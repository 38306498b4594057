import { describe, expect, test } from 'vitest';
import { batch, count, zeros, type Batch } from '../../../src/core/batch';
import { empirical } from '../../../src/core/data/empirical';
import { charges, fieldLines, poissonDenoiser, poissonField, poissonPrior } from '../../../src/core/electrostatics';
import { logLikelihood } from '../../../src/core/likelihood';
import { denoiserField } from '../../../src/core/process/flow-field';
import { normalBatch, random } from '../../../src/core/random';
import { edm as edmSampler, rk45, run } from '../../../src/core/sampler';
import { edm, flow, makeSchedule } from '../../../src/core/schedule';
import { expectClose } from '../golden';

const cloud = (n: number, seed: number, dim = 2): Batch => normalBatch(n, dim, random(seed));
const weightsOf = (n: number) => Float64Array.from({ length: n }, (_, i) => 1 + (i % 3));
const cases = [1, 2, 3].flatMap((dim) =>
  [1, 2, 3.7, 14, 15, 200, Infinity].flatMap((extra) =>
    [new Float64Array(9).fill(1), weightsOf(9)].map((weights) => ({
      dim,
      extra,
      weights,
      points: cloud(9, 10 + dim, dim),
    })),
  ),
);

/** E[y | x, r] by the sum as it is written. */
function naive(points: Batch, weights: Float64Array, x: Batch, sigma: number, extra: number): Float64Array {
  const { dim } = points;
  return Float64Array.from(x.data, (_, at) => {
    const row = Math.floor(at / dim);
    let [sum, total] = [0, 0];
    for (let i = 0; i < count(points); i++) {
      let squared = 0;
      for (let d = 0; d < dim; d++) squared += (x.data[row * dim + d] - points.data[i * dim + d]) ** 2;
      const c =
        weights[i] *
        (extra === Infinity
          ? Math.exp(-squared / (2 * sigma * sigma))
          : (squared / (extra * sigma * sigma) + 1) ** (-(dim + extra) / 2));
      sum += c;
      total += c * points.data[i * dim + (at % dim)];
    }
    return total / sum;
  });
}

describe('charges', () => {
  test('their mean is the sum that it is written as, in any dimensions', () => {
    for (const { dim, extra, weights, points } of cases) {
      const field = charges({ points, extra, weights });
      const x = cloud(15, 20, dim);
      for (const sigma of [0.3, 1.2]) {
        expectClose(field.mean(x, sigma).data, naive(points, weights, x, sigma, extra), 1e-11);
        // Equal charges need no weights.
        if (weights[1] === 1)
          expectClose(charges({ points, extra }).mean(x, sigma).data, field.mean(x, sigma).data, 1e-12);
      }
      // A level for each row.
      const levels = Float64Array.from({ length: 15 }, (_, i) => 0.2 + i / 10);
      const each = field.mean(x, levels);
      levels.forEach((sigma, row) => {
        const one = batch(x.data.slice(row * dim, (row + 1) * dim), dim);
        expectClose(field.mean(one, sigma).data, each.data.subarray(row * dim, (row + 1) * dim), 1e-15);
      });
    }
  });

  test('stand in far reaches of space, and very near', () => {
    for (const extra of [1, 2, 500, Infinity]) {
      const field = charges({ points: batch([-1, 0, 1, 0.5], 2), extra });
      expectClose(field.mean(batch([1e8, 1e8], 2), 1e8).data, [0, 0.25], 1e-6);
      expectClose(field.mean(batch([1, 0.5], 2), 1e-9).data, [1, 0.5], 1e-9);
      const aside = batch([1e5, 0], 2);
      // The share of the nearer charge, by logarithms.
      const odds = ((2 + extra) / 2) * Math.log(((1e5 + 1) ** 2 + extra) / ((1e5 - 1) ** 2 + 0.25 + extra));
      const share = extra === Infinity ? 1 : 1 / (1 + Math.exp(-odds));
      const expected = [2 * share - 1, share / 2];
      expectClose(field.mean(aside, extra === Infinity ? 1e-3 : 1).data, expected, 1e-9);
    }
  });

  test('the field is the gradient’s: no charge between the charges (Gauss), in any dimensions', () => {
    // With only r of the extra dimensions: div_x E_x + r^(1 - D) d(r^(D - 1) E_r)/dr = 0.
    for (const { dim, extra, weights, points } of cases) {
      if (extra === Infinity || extra > 20) continue;
      const field = charges({ points, extra, weights });
      const root = Math.sqrt(extra);
      const at = (x: readonly number[], r: number) => {
        const rows = batch([...x], dim);
        const size = Math.exp(field.logMagnitude(rows, r / root)[0]);
        return field.direction(rows, r / root).data.map((each) => each * size);
      };
      const x = [0.4, -0.3, 0.2].slice(0, dim);
      const [r, h] = [0.9, 1e-5];
      let divergence =
        (at(x, r + h)[dim] * (r + h) ** (extra - 1) - at(x, r - h)[dim] * (r - h) ** (extra - 1)) / (2 * h);
      divergence /= r ** (extra - 1);
      let curl = 0;
      for (let d = 0; d < dim; d++) {
        const moved = (by: number) => x.map((each, k) => (k === d ? each + by : each));
        const [up, down] = [at(moved(h), r), at(moved(-h), r)];
        divergence += (up[d] - down[d]) / (2 * h);
        // dE_r/dx_d = dE_d/dr
        curl += Math.abs((up[dim] - down[dim] - (at(x, r + h)[d] - at(x, r - h)[d])) / (2 * h));
      }
      const size = Math.hypot(...at(x, r));
      expect(Math.abs(divergence) / size).toBeLessThan(1e-6);
      expect(curl / size).toBeLessThan(1e-6);
    }
  });

  test('from afar are one charge: 1 over the area of the sphere', () => {
    const field = charges({ points: cloud(9, 1), extra: 1 });
    const magnitude = field.logMagnitude(batch([3000, 4000], 2), 12_000)[0];
    expect(Math.exp(magnitude) * 4 * Math.PI * 13_000 ** 2).toBeCloseTo(1, 3);
    const around = charges({ points: batch([0, 0], 2), extra: 2 });
    // In four dimensions the unit sphere has 2 pi^2.
    expect(Math.exp(around.logMagnitude(batch([0.6, 0], 2), 0.8 / Math.SQRT2)[0])).toBeCloseTo(
      1 / (2 * Math.PI ** 2),
      12,
    );
    expectClose(around.direction(batch([0.6, 0], 2), 0.8 / Math.SQRT2).data, [0.6, 0, 0.8], 1e-14);
  });

  test('the blurred charges are a density: it integrates to 1, and at D = Infinity it is the mixture’s', () => {
    for (const extra of [1, 2.5, 40, 1e7, Infinity]) {
      const field = charges({ points: batch([-0.5, 0.7, 1], 1), extra, weights: [1, 2, 1] });
      // x = tan a on a line: the tails of Cauchy's kernel are long.
      const n = 20_000;
      const angles = Float64Array.from({ length: n }, (_, i) => Math.PI * ((i + 0.5) / n - 0.5));
      const density = field.logDensity(batch(angles.map(Math.tan), 1), 0.3);
      const mass = density.reduce((sum, log, i) => sum + (Math.exp(log) / Math.cos(angles[i]) ** 2) * (Math.PI / n), 0);
      expect(mass).toBeCloseTo(1, 6);
    }
    const points = cloud(9, 3);
    const x = cloud(12, 4);
    expectClose(
      charges({ points, extra: Infinity }).logDensity(x, 0.4),
      empirical(points).logDensity(x, 1, 0.4),
      1e-12,
    );
  });

  test('the Jacobian’s trace is what differences say', () => {
    const h = 1e-5;
    for (const { dim, extra, weights, points } of cases) {
      const field = charges({ points, extra, weights });
      const x = cloud(6, 30, dim);
      const found = new Float64Array(6);
      for (let d = 0; d < dim; d++) {
        const moved = (by: number) =>
          batch(
            x.data.map((each, i) => each + (i % dim === d ? by : 0)),
            dim,
          );
        const [up, down] = [field.mean(moved(h), 0.5), field.mean(moved(-h), 0.5)];
        for (let row = 0; row < 6; row++) found[row] += (up.data[row * dim + d] - down.data[row * dim + d]) / (2 * h);
      }
      expectClose(field.divergence(x, 0.5), found, 1e-7);
    }
  });
});

describe('as D grows, charges become a diffusion', () => {
  test('their denoiser goes to the point cloud’s, and the difference is halved where D is doubled', () => {
    const points = cloud(40, 5);
    const x = cloud(30, 6);
    for (const sigma of [0.2, 0.7, 3]) {
      const limit = empirical(points).denoise(x, 1, sigma).data;
      const errors = [2000, 4000, 8000, 16_000, 1e9].map((extra) => {
        const found = charges({ points, extra }).mean(x, sigma).data;
        return found.reduce((most, each, i) => Math.max(most, Math.abs(each - limit[i])), 0);
      });
      for (let i = 1; i < 4; i++) expect(errors[i - 1] / errors[i]).toBeCloseTo(2, 1);
      expect(errors[4]).toBeLessThan(1e-6); // no digits are lost to the large D
      expect(errors[0]).toBeLessThan(0.2);
      expectClose(charges({ points, extra: Infinity }).mean(x, sigma).data, limit, 1e-12);
    }
  });
});

describe('the flow of charges', () => {
  const points = cloud(12, 7);

  test('conserves mass exactly at every D: it carries the blurred charges to the blurred charges', () => {
    const x = cloud(8, 8);
    const schedule = edm({ sigmaMin: 0.1, sigmaMax: 20, rho: 3 });
    for (const extra of [1, 3, 64, Infinity]) {
      const field = charges({ points, extra });
      const { logDensity } = logLikelihood(x, poissonField(field, schedule), schedule, {
        from: 0,
        to: 1,
        solver: { relative: 1e-9, absolute: 1e-10 },
        prior: (latents) => field.logDensity(latents, 20),
      });
      expectClose(logDensity, field.logDensity(x, 0.1), 1e-6);
    }
  });

  test('is any denoiser’s, in any schedule’s coordinates', () => {
    const field = charges({ points, extra: 5 });
    for (const schedule of [flow(), makeSchedule({ kind: 'cosine', s: 0.008 })]) {
      const [exact, general] = [
        poissonField(field, schedule),
        denoiserField(poissonDenoiser(field, schedule), schedule),
      ];
      const x = cloud(5, 9);
      for (const t of [0.2, 0.6]) {
        expectClose(exact.velocity(x, t, zeros(5, 2)).data, general.velocity(x, t, zeros(5, 2)).data, 1e-12);
        expectClose(exact.divergence(x, t, new Float64Array(5)), general.divergence(x, t, new Float64Array(5)), 1e-6);
      }
      expectClose(
        poissonDenoiser(field, schedule).denoise(x, 0, zeros(5, 2)).data,
        x.data.map((v) => v / schedule.alpha(0)),
        1e-12,
      );
    }
  });

  test('samples its data by the book’s samplers, at any D', () => {
    const schedule = edm({ sigmaMin: 0, sigmaMax: 80, rho: 1 });
    for (const extra of [1, 8, 128, Infinity]) {
      const field = charges({ points: batch([-1, 0, 1, 0.5, 0, 2], 2), extra, weights: [0.5, 0.3, 0.2] });
      const n = 400;
      const input = {
        denoiser: poissonDenoiser(field, schedule),
        schedule,
        times: Float64Array.from({ length: 41 }, (_, i) => (1 - i / 40) ** 7),
        x: poissonPrior(n, 2, 80, extra, random(3)),
      };
      const hits = [0, 0, 0];
      const end = run(edmSampler, input);
      for (let row = 0; row < n; row++) {
        const near = [0, 1, 2].findIndex(
          (i) =>
            Math.hypot(
              end.data[2 * row] - field.points.data[2 * i],
              end.data[2 * row + 1] - field.points.data[2 * i + 1],
            ) < 0.02,
        );
        if (near >= 0) hits[near]++;
      }
      expect(hits.reduce((a, b) => a + b)).toBeGreaterThan(0.99 * n);
      [0.5, 0.3, 0.2].forEach((share, i) => {
        expect(Math.abs(hits[i] / n - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / n));
      });
      const adaptive = run(rk45, { ...input, times: [1, 0] });
      const apart = adaptive.data.filter((each, i) => Math.abs(each - end.data[i]) > 0.02);
      expect(apart.length).toBeLessThan(0.05 * n); // a path near a watershed may go either way
    }
  });

  test('its lines lead back where they came from', () => {
    const field = charges({ points, extra: 1 });
    const x = cloud(6, 12);
    const lines = fieldLines(field, x, [0.3, 1, 8, 40, 8, 1, 0.3], { relative: 1e-10, absolute: 1e-12 });
    expect(lines.length).toBe(7);
    expectClose(lines[6].data, x.data, 1e-7);
    expectClose(lines[4].data, lines[2].data, 1e-7);
    // Far out they are rays: x / z no longer changes.
    const [far, farther] = fieldLines(field, lines[3], [40, 4000, 40_000]).slice(1);
    expectClose(
      farther.data.map((each) => each / 40_000),
      far.data.map((each) => each / 4000),
      1e-3,
    );
  });
});

describe('refusals', () => {
  test('name what was expected', () => {
    const points = cloud(3, 1);
    expect(() => charges({ points, extra: 0 })).toThrow(
      'charges in 0 extra dimensions (expected above 0, or Infinity)',
    );
    expect(() => charges({ points: batch([NaN, 0], 2), extra: 1 })).toThrow('not finite');
    expect(() => charges({ points: zeros(0, 2), extra: 1 })).toThrow('expected at least 1');
    expect(() => charges({ points, extra: 1, weights: [1, 1] })).toThrow('2 weights of 3 things');
    const field = charges({ points, extra: Infinity });
    expect(() => field.mean(points, 0)).toThrow('level 0 (expected sigma above 0, and finite)');
    expect(() => field.mean(cloud(3, 1, 3), 1)).toThrow('points in 3 dimensions among charges in 2');
    expect(() => field.logMagnitude(points, 1)).toThrow('expected a finite D');
    expect(() => field.direction(points, 1)).toThrow('expected a finite D');
    expect(() => fieldLines(field, points, [1, 0])).toThrow('a field line at level 0');
  });
});
