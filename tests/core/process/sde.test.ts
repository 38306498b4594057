import { describe, expect, test } from 'vitest';
import { batch, zeros, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { product } from '../../../src/core/data/product';
import { eulerMaruyamaStep, forward, reverse, scoreOf, type Score } from '../../../src/core/process/sde';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults, scheduleKinds } from '../../../src/core/schedule';
import { expectClose, golden, goldenMixture, rows, type GoldenMixture, type Points } from '../golden';

interface Sde {
  readonly t: readonly number[];
  readonly 'reverse_drift_x1_score0.7': readonly number[];
  readonly 'reverse_drift_x1_score0.7_pf': readonly number[];
}
const reference = golden<{ outputs: { sde: Record<'vpsde' | 'subvpsde' | 'vesde', Sde> } }>('sde').outputs.sde;
const one = batch([1], 1);
const data = mixture({ weights: [0.3, 0.7], means: batch([-1, 1.2], 1), scales: [0.2, 0.3] });

describe('reverse process', () => {
  test.each([
    ['vpsde', 'linear'],
    ['subvpsde', 'sub-vp'],
    ['vesde', 've'],
  ] as const)('%s agrees with score_sde', (name, kind) => {
    const schedule = makeSchedule(scheduleDefaults[kind]);
    const constant: Score = { score: (_, __, out) => (out.data.fill(0.7), out) };
    const at = (lambda: number) =>
      reference[name].t.map((t) => reverse(schedule, constant, { lambda }).drift(one, t, zeros(1, 1)).data[0]);
    expectClose(at(1), reference[name]['reverse_drift_x1_score0.7'], 1e-11, 1e-2);
    expectClose(at(0), reference[name]['reverse_drift_x1_score0.7_pf'], 1e-11, 1e-2);
  });

  // For a Gaussian all is linear: the mean and variance of the reversed process must move as the forward ones do.
  test.each(scheduleKinds)('%s: whatever lambda, a Gaussian keeps its marginals', (kind) => {
    const schedule = makeSchedule(scheduleDefaults[kind]);
    const [m, s] = [0.7, 0.4];
    const gaussian = mixture({ weights: [1], means: batch([m], 1), scales: [s] });
    const mean = (t: number) => schedule.alpha(t) * m;
    const variance = (t: number) => (schedule.alpha(t) * s) ** 2 + schedule.sigma(t) ** 2;
    for (const t of [0.21, 0.52, 0.77]) {
      const h = 1e-6;
      const dMean = (mean(t + h) - mean(t - h)) / (2 * h);
      const dVariance = (variance(t + h) - variance(t - h)) / (2 * h);
      for (const lambda of [0, 0.5, 1, 1.5]) {
        const process = reverse(schedule, gaussian.denoiser(schedule), { lambda });
        const at = (x: number) => process.drift(batch([x], 1), t, zeros(1, 1)).data[0];
        const slope = at(mean(t) + 1) - at(mean(t));
        const size = Math.max(1, Math.abs(dVariance), Math.abs(dMean));
        expect(Math.abs(at(mean(t)) - dMean)).toBeLessThan(1e-6 * size);
        // Backwards in time: -dV/dt = -2 slope V + (lambda g)^2.
        expect(Math.abs(2 * slope * variance(t) - process.diffusion(t) ** 2 - dVariance)).toBeLessThan(1e-6 * size);
      }
    }
  });

  test('forward: the drift f x and the diffusion g', () => {
    const schedule = makeSchedule(scheduleDefaults.linear);
    expect(forward(schedule).drift(batch([3], 1), 0.5, zeros(1, 1)).data[0]).toBeCloseTo((-3 * 10.05) / 2, 12);
    expect(forward(schedule).diffusion(0.5) ** 2).toBeCloseTo(10.05, 12);
  });

  test('from a score or from the denoiser it is the same', () => {
    const schedule = makeSchedule(scheduleDefaults.cosine);
    const exact: Score = { score: (x, t, out) => data.score(x, schedule.alpha(t), schedule.sigma(t), out) };
    const x = batch([-1, 0.3, 2], 1);
    const [a, b] = [exact, data.denoiser(schedule)].map((model) => reverse(schedule, model).drift(x, 0.4, zeros(3, 1)));
    expectClose(a.data, b.data, 1e-12);
    expect(() => scoreOf(data.denoiser(schedule), schedule).score(x, 0, zeros(3, 1))).toThrow('expected sigma > 0');
    expect(() => reverse(schedule, exact, { lambda: -1 })).toThrow('lambda -1 (expected 0 or more)');
  });

  test('walkers at any noise level end on the data: mean and variance of a mixture', () => {
    const schedule = makeSchedule(scheduleDefaults.linear);
    const n = 4000;
    const steps = 400;
    for (const lambda of [0, 0.6, 1]) {
      const process = reverse(schedule, data.denoiser(schedule), { lambda });
      const r = random(5);
      let x: Batch = normalBatch(n, 1, r);
      const at = (i: number) => 1 + ((1e-3 - 1) * i) / steps;
      for (let i = 0; i < steps; i++) x = eulerMaruyamaStep(process, x, normalBatch(n, 1, r), at(i), at(i + 1), x);
      const mean = x.data.reduce((sum, v) => sum + v, 0) / n;
      const variance = x.data.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
      const exactMean = 0.3 * -1 + 0.7 * 1.2;
      const exactVariance = 0.3 * (0.04 + 1) + 0.7 * (0.09 + 1.44) - exactMean ** 2;
      expect(Math.abs(mean - exactMean)).toBeLessThan(0.07); // four standard errors, and Euler's
      expect(Math.abs(variance - exactVariance)).toBeLessThan(0.08);
    }
  });
});

describe('what a mixture knows besides', () => {
  interface Level {
    readonly a: number;
    readonly b: number;
    readonly logp: readonly number[];
    readonly div_score: readonly number[];
  }
  const known = golden<{
    parameters: { mixtures: Record<'A' | 'B', GoldenMixture> };
    inputs: { x: Points };
    outputs: Record<'A' | 'B', readonly Level[]>;
  }>('mixture-model');

  test.each(['A', 'B'] as const)(
    'the divergence of the score of mixture %s agrees with the reference at every level',
    (name) => {
      for (const { a, b, div_score: expected } of known.outputs[name]) {
        expectClose(
          goldenMixture(known.parameters.mixtures[name]).divergence(rows(known.inputs.x), a, b),
          expected,
          1e-9,
        );
      }
    },
  );

  const plane = mixture({ weights: [1, 2, 1], means: batch([-1, 0, 1, 1, 0.5, -1], 2), scales: [0.3, 0.5, 0.2] });

  test('the divergence of its score agrees with differences of the score', () => {
    const x = batch([0.2, 0.3, -1.1, 0.4, 2, 2], 2);
    const found = plane.divergence(x, 0.8, 0.35);
    const h = 1e-5;
    for (let row = 0; row < 3; row++) {
      let sum = 0;
      for (let d = 0; d < 2; d++) {
        const moved = (by: number) => {
          const point = batch(x.data.slice(2 * row, 2 * row + 2), 2);
          point.data[d] += by;
          return plane.score(point, 0.8, 0.35).data[d];
        };
        sum += (moved(h) - moved(-h)) / (2 * h);
      }
      expect(found[row]).toBeCloseTo(sum, 6);
    }
    const gaussian = mixture({ weights: [1], means: batch([1, 2, 3], 3), scales: [0.5] });
    expect(gaussian.divergence(batch([0, 0, 0], 3), 1, 0)[0]).toBeCloseTo(-3 / 0.25, 12);
  });

  test('a product of two is proportional to the densities multiplied', () => {
    const other = mixture({ weights: [1, 1], means: batch([0, 0.5, 1, -1], 2), scales: [0.6, 0.4] });
    const both = product(plane, other);
    const x = batch([0.2, 0.3, -1.1, 0.4, 1, 1, 0.4, -0.8], 2);
    const excess = Array.from(
      both.logDensity(x, 1, 0),
      (log, i) => log - plane.logDensity(x, 1, 0)[i] - other.logDensity(x, 1, 0)[i],
    );
    for (const value of excess) expect(value).toBeCloseTo(excess[0], 11);
    const sum = plane.score(x, 1, 0).data.map((v, i) => v + other.score(x, 1, 0).data[i]);
    expectClose(both.score(x, 1, 0).data, sum, 1e-11);
    expect(() => product(plane, data)).toThrow('2 and 1 dimensions');
  });
});
