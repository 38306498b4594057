import { describe, expect, test } from 'vitest';
import { batch, count, zeros, type Batch } from '../../../src/core/batch';
import { independent } from '../../../src/core/coupling/coupling';
import { empirical } from '../../../src/core/data/empirical';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import {
  conditionalVelocity,
  gaussian,
  interpolant,
  interpolantPath,
  marginalFlow,
  straightness,
  type Interpolant,
} from '../../../src/core/flow';
import { flowPath, logLikelihood } from '../../../src/core/likelihood';
import { energyDistance } from '../../../src/core/metric';
import { exactField } from '../../../src/core/process/flow-field';
import { random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults, scheduleKinds } from '../../../src/core/schedule';
import { expectClose } from '../golden';

const left: Mixture = mixture({
  weights: [0.5, 0.2, 0.3],
  means: batch([-1, 0.5, 0.8, -1.2, 1.4, 1], 2),
  scales: [0.3, 0.2, 0.45],
});
const right: Mixture = mixture({ weights: [0.6, 0.4], means: batch([0, -1.5, -0.4, 1.1], 2), scales: [0.35, 0.25] });
const crossed = {
  rows: 3,
  columns: 2,
  from: Int32Array.of(0, 1, 2, 2),
  to: Int32Array.of(0, 1, 0, 1),
  weights: Float64Array.of(0.5, 0.2, 0.1, 0.2),
};
const paths = [
  interpolantPath(),
  interpolantPath({ noise: 'constant', scale: 0.3 }),
  interpolantPath({ noise: 'brownian', scale: 0.8 }),
  interpolantPath({ mean: 'trigonometric', noise: 'quadratic', scale: 2 }),
  interpolantPath({ mean: 'trigonometric', noise: 'sine', scale: 0.9, keepVariance: true }),
  interpolantPath({ mean: 'encoding-decoding', noise: 'sine' }),
];
const between: readonly Interpolant[] = paths.flatMap((path) => [
  interpolant({ data: left, other: right, path }),
  interpolant({ data: left, other: right, path, coupling: crossed }),
]);
const grid: Batch = batch(
  Array.from({ length: 25 }, (_, i) => [-2 + (i % 5), -2 + Math.floor(i / 5)].map((c) => 0.9 * c)).flat(),
  2,
);

describe('an interpolant between two mixtures', () => {
  test('moves its own density: the continuity equation, dp/dt = -div (p u)', () => {
    const h = 1e-5;
    for (const flow of between) {
      for (const t of [0.17, 0.44, 0.49, 0.81]) {
        const ahead = flow.logDensity(grid, t + h);
        const behind = flow.logDensity(grid, t - h);
        const u = flow.velocity(grid, t, zeros(25, 2));
        const score = flow.score(grid, t, zeros(25, 2));
        const spread = flow.divergence(grid, t, new Float64Array(25));
        for (let row = 0; row < 25; row++) {
          const rate = (ahead[row] - behind[row]) / (2 * h);
          const flux =
            spread[row] + u.data[2 * row] * score.data[2 * row] + u.data[2 * row + 1] * score.data[2 * row + 1];
          expect(Math.abs(rate + flux), flow.path.name).toBeLessThan(1e-6 * (1 + Math.abs(flux) + Math.abs(rate)));
        }
      }
    }
  });

  test('conserves mass: ln p_0(x(0)) = ln p_1(x(1)) + ln |det dx(1)/dx(0)| along its paths', () => {
    const x = left.sample(12, random(5));
    for (const flow of between.slice(0, 10)) {
      const { logDensity } = logLikelihood(x, flow, makeSchedule({ kind: 'flow' }), {
        solver: { relative: 1e-9, absolute: 1e-10 },
        from: 0,
        to: flow.until,
        prior: (latents) => flow.logDensity(latents, flow.until),
      });
      expectClose(logDensity, flow.logDensity(x, 0), 1e-6);
      if (flow.path.at(0).variance === 0) expectClose(flow.logDensity(x, 0), left.logDensity(x, 1, 0), 1e-12);
    }
  });

  test('has derivatives that are derivatives: score and divergence against differences', () => {
    const h = 1e-5;
    const moved = (d: number, by: number) =>
      batch(
        grid.data.map((each, i) => each + (i % 2 === d ? by : 0)),
        2,
      );
    for (const flow of between) {
      const t = 0.37;
      const score = flow.score(grid, t, zeros(25, 2));
      const spread = new Float64Array(25);
      for (const d of [0, 1]) {
        const [up, down] = [flow.logDensity(moved(d, h), t), flow.logDensity(moved(d, -h), t)];
        expectClose(
          up.map((each, row) => (each - down[row]) / (2 * h)),
          score.data.filter((_, i) => i % 2 === d),
          1e-7,
        );
        const [ahead, behind] = [h, -h].map((by) => flow.velocity(moved(d, by), t, zeros(25, 2)));
        for (let row = 0; row < 25; row++) {
          spread[row] += (ahead.data[2 * row + d] - behind.data[2 * row + d]) / (2 * h);
        }
      }
      expectClose(flow.divergence(grid, t, new Float64Array(25)), spread, 1e-6);
    }
  });

  test('is what a regression on its samples finds: the targets’ mean, and what is left of them', () => {
    const n = 12_000;
    for (const flow of [between[1], between[5], between[6]]) {
      const t = 0.4;
      const { x, velocity, x0, x1, z } = flow.sample(n, t, random(9));
      const u = flow.velocity(x, t, zeros(n, 2));
      const variance = flow.variance(x, t);
      const residual = (a: Batch, b: Batch, row: number) =>
        (a.data[2 * row] - b.data[2 * row]) ** 2 + (a.data[2 * row + 1] - b.data[2 * row + 1]) ** 2;
      // Orthogonal to any function of x: 1, x, and the sign of y, in each coordinate.
      for (const test of [() => 1, (row: number) => x.data[2 * row], (row: number) => Math.sign(x.data[2 * row + 1])]) {
        for (const d of [0, 1]) {
          let [sum, squares] = [0, 0];
          for (let row = 0; row < n; row++) {
            const each = (velocity.data[2 * row + d] - u.data[2 * row + d]) * test(row);
            sum += each;
            squares += each * each;
          }
          expect(Math.abs(sum) / Math.sqrt(squares)).toBeLessThan(4);
        }
      }
      let [sum, squares] = [0, 0];
      for (let row = 0; row < n; row++) {
        const over = residual(velocity, u, row) - variance[row];
        sum += over;
        squares += over * over;
      }
      expect(Math.abs(sum) / Math.sqrt(squares)).toBeLessThan(4);
      expect(Math.sqrt(squares) / variance.reduce((all, each) => all + each, 0)).toBeLessThan(0.03); // it would notice 12 %
      // x_t is made of the means as it is made of its parts.
      const at = flow.path.at(t);
      const [m0, m1, mz] = (['x0', 'x1', 'z'] as const).map((of) => flow.mean(of, x, t, zeros(n, 2)));
      for (let i = 0; i < 200; i++) {
        const made = at.alpha * m0.data[i] + at.beta * m1.data[i] + Math.sqrt(at.variance) * mz.data[i];
        expect(made).toBeCloseTo(x.data[i], 10);
        expect(at.alpha * x0.data[i] + at.beta * x1.data[i] + Math.sqrt(at.variance) * z.data[i]).toBe(x.data[i]);
      }
    }
  });

  test('carries one cloud to the other, whatever the coupling', () => {
    const x = right.stratified(400, random(3));
    const held = left.stratified(800, random(4));
    const apart = energyDistance(left.stratified(400, random(6)), held);
    for (const flow of [between[0], between[1], between[4], between[5]]) {
      let end = x;
      for (const point of flowPath(x, flow, [1, 0], { method: 'rk4', steps: 40 })) end = point.x;
      expect(energyDistance(end, held)).toBeLessThan(apart + 0.02);
      expect(energyDistance(x, held)).toBeGreaterThan(0.2);
    }
  });
});

describe('the marginal flow', () => {
  test('is the probability-flow ODE of every schedule, where both are defined', () => {
    for (const kind of scheduleKinds) {
      const schedule = makeSchedule(scheduleDefaults[kind]);
      const [flow, known] = [marginalFlow(left, schedule), exactField(left, schedule)];
      for (const t of [0.05, 0.4, 0.9]) {
        expectClose(
          flow.velocity(grid, t, zeros(25, 2)).data,
          known.velocity(grid, t, zeros(25, 2)).data,
          kind === 'zero-terminal-snr' ? 1e-6 : 1e-9,
        );
        expectClose(
          flow.divergence(grid, t, new Float64Array(25)),
          known.divergence(grid, t, new Float64Array(25)),
          kind === 'zero-terminal-snr' ? 1e-6 : 1e-9,
        );
      }
    }
  });

  test('begins at the data, also where the noise rises like a root', () => {
    for (const kind of ['linear', 'scaled-linear', 'cosine', 'sub-vp'] as const) {
      const schedule = makeSchedule(scheduleDefaults[kind]);
      const [found, known] = [marginalFlow(left, schedule), exactField(left, schedule)].map((field) =>
        field.velocity(grid, 0, zeros(25, 2)),
      );
      expectClose(found.data, known.data, 1e-9);
      expect(Math.hypot(...found.data)).toBeGreaterThan(0);
    }
  });

  test('of points averages the velocities towards each, by what x tells of them', () => {
    const points = empirical(batch([0, 0, 1, 1, -1, 0.5], 2));
    const schedule = makeSchedule({ kind: 'cosine', s: 0.008 });
    const flow = marginalFlow(points, schedule);
    expect(flow.from).toBeGreaterThan(0);
    const t = 0.3;
    const r = new Float64Array(3);
    const found = flow.velocity(grid, t, zeros(25, 2));
    const each = [0, 1, 2].map((i) => {
      const x0 = batch(Array.from({ length: 25 }, () => [...points.modes.data.slice(2 * i, 2 * i + 2)]).flat(), 2);
      return conditionalVelocity(schedule, t, grid, x0, zeros(25, 2));
    });
    for (let row = 0; row < 25; row++) {
      points.responsibilities(grid, row, schedule.alpha(t), schedule.sigma(t), r);
      for (const d of [0, 1]) {
        const mean = r.reduce((sum, share, i) => sum + share * each[i].data[2 * row + d], 0);
        expect(found.data[2 * row + d]).toBeCloseTo(mean, 10);
      }
    }
  });

  test('has the floor that flow matching cannot go below: at the noise end, the variance of the data and of the noise', () => {
    const flow = marginalFlow(left, makeSchedule({ kind: 'flow' }));
    // At t = 1 x is noise and says nothing of x_0: the target epsilon - x_0 varies as x_0 does.
    const { weights, means, scales } = left.components;
    let variance = 0;
    for (const d of [0, 1]) {
      const mean = weights.reduce((sum, w, k) => sum + w * means.data[2 * k + d], 0);
      variance += weights.reduce((sum, w, k) => sum + w * (scales[k] ** 2 + (means.data[2 * k + d] - mean) ** 2), 0);
    }
    expectClose(flow.variance(grid, 1), new Float64Array(25).fill(variance), 1e-3);
    // At t = 0 x is the datum and says nothing of epsilon.
    expectClose(flow.variance(grid, 0), new Float64Array(25).fill(2), 1e-12);
  });
});

describe('refusals', () => {
  test('name what was expected', () => {
    const one = gaussian(1);
    expect(() => interpolant({ data: left, other: one, path: paths[0] })).toThrow('from 2 to 1 dimensions');
    expect(() => interpolant({ data: left, other: right, path: paths[0], coupling: independent([1], [1]) })).toThrow(
      'a coupling of 1 with 1 for clouds of 3 and 2 components',
    );
    const points = interpolant({ data: empirical(grid), other: right, path: paths[0] });
    expect(points.from).toBeGreaterThan(0);
    expect(points.until).toBe(1);
    expect(() => points.velocity(grid, 0, zeros(count(grid), 2))).toThrow('pair 0 is a point at t = 0');
    expect(() => interpolantPath({ scale: -1 })).toThrow('noise of scale -1 (expected 0 or more)');
    expect(() => interpolantPath({ noise: 'sine', keepVariance: true })).toThrow('expected below 1');
    expect(() => interpolantPath({ mean: 'encoding-decoding' })).toThrow('without noise');
    expect(() => straightness(grid, between[0], { from: 1, to: 1 })).toThrow('expected two times');
    expect(() => conditionalVelocity(makeSchedule({ kind: 'flow' }), 0, grid, grid, zeros(25, 2))).toThrow(
      'expected sigma above 0',
    );
  });
});
