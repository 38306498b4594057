import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { chainStep, forwardKernel, noised } from '../../../src/core/process/forward';
import { posterior } from '../../../src/core/process/posterior';
import { moments, reverseConditional } from '../../../src/core/process/reverse';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults, scheduleKinds } from '../../../src/core/schedule';
import { fromBetas, timeOfIndex } from '../../../src/core/schedule/discrete';
import { cosineBetas, linearBetas } from '../../../src/core/schedule/tables';
import { expectClose, golden } from '../golden';

const schedules = scheduleKinds.map((kind) => makeSchedule(scheduleDefaults[kind]));

describe('forward process', () => {
  test('any chain of steps is one jump: means and variances compose', () => {
    const times = fc.uniqueArray(fc.double({ min: 1e-4, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(times, fc.constantFrom(...schedules), (unsorted, schedule) => {
        const ts = [...unsorted].sort((a, b) => a - b);
        let scale = schedule.alpha(ts[0]);
        let variance = schedule.sigma(ts[0]) ** 2;
        for (let i = 1; i < ts.length; i++) {
          const step = forwardKernel(schedule, ts[i - 1], ts[i]);
          scale *= step.scale;
          variance = step.scale ** 2 * variance + step.variance;
        }
        const t = ts[ts.length - 1];
        expect(scale).toBeCloseTo(schedule.alpha(t), 12);
        expect(variance).toBeCloseTo(schedule.sigma(t) ** 2, 8);
      }),
    );
  });

  test('a step of the discrete chain is sqrt(1 - beta) and beta', () => {
    const betas = linearBetas(1000);
    const schedule = fromBetas(betas);
    for (const i of [0, 1, 500, 999]) {
      const { scale, variance } = forwardKernel(schedule, timeOfIndex(i - 1, 1000), timeOfIndex(i, 1000));
      expect(scale).toBeCloseTo(Math.sqrt(1 - betas[i]), 12);
      expect(variance / betas[i]).toBeCloseTo(1, 9);
    }
  });

  test('a walk of 200 steps ends distributed as the jump', () => {
    const schedule = makeSchedule(scheduleDefaults.cosine);
    const n = 20_000;
    const r = random(11);
    const x0 = batch(new Float64Array(n).fill(1.5), 1);
    let x = x0;
    for (let i = 0; i < 200; i++) x = chainStep(x, normalBatch(n, 1, r), i / 400, (i + 1) / 400, schedule);
    const jump = noised(x0, normalBatch(n, 1, r), 0.5, schedule);
    for (const { data } of [x, jump]) {
      const mean = data.reduce((sum, v) => sum + v, 0) / n;
      const variance = data.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
      const sigma = schedule.sigma(0.5);
      expect(Math.abs(mean - 1.5 * schedule.alpha(0.5))).toBeLessThan((4 * sigma) / Math.sqrt(n));
      expect(Math.abs(variance - sigma ** 2)).toBeLessThan(4 * sigma ** 2 * Math.sqrt(2 / n));
    }
    expect(x0.data[0]).toBe(1.5);
  });
});

describe('posterior q(x_s | x_t, x_0)', () => {
  interface Table {
    readonly t: readonly number[];
    readonly posterior_variance: readonly number[];
    readonly posterior_mean_coef1: readonly number[];
    readonly posterior_mean_coef2: readonly number[];
  }
  const { outputs } = golden<{ outputs: { ddpm_posterior: Record<string, Table> } }>('schedules');

  test.each(Object.entries(outputs.ddpm_posterior))('%s', (name, table) => {
    const T = Number(/\d+$/.exec(name)![0]);
    const schedule = fromBetas(name.includes('cosine') ? cosineBetas(T) : linearBetas(T, 0.1 / T, 20 / T));
    const q = table.t.map((i) => posterior(schedule, timeOfIndex(i - 1, T), timeOfIndex(i, T)));
    expectClose(
      q.map((p) => p.variance),
      table.posterior_variance,
      1e-9,
    );
    expectClose(
      q.map((p) => p.data),
      table.posterior_mean_coef1,
      1e-9,
    );
    expectClose(
      q.map((p) => p.noised),
      table.posterior_mean_coef2,
      1e-9,
    );
  });

  test('with s = 0 it is x_0 itself', () => {
    for (const schedule of schedules.slice(0, 4))
      expect(posterior(schedule, 0, 0.4)).toEqual({ noised: 0, data: 1, variance: 0 });
  });

  test('is what Bayes says: joint moments of (x_s, x_t) given x_0', () => {
    for (const schedule of schedules) {
      const [s, t] = [0.3, 0.55];
      const q = posterior(schedule, s, t);
      const { scale } = forwardKernel(schedule, s, t);
      const covariance = scale * schedule.sigma(s) ** 2;
      expect(q.noised).toBeCloseTo(covariance / schedule.sigma(t) ** 2, 12);
      expect(q.noised * schedule.alpha(t) + q.data).toBeCloseTo(schedule.alpha(s), 12);
      expect(q.variance).toBeCloseTo(schedule.sigma(s) ** 2 - covariance ** 2 / schedule.sigma(t) ** 2, 12);
    }
  });
});

describe('true reverse step p(x_s | x_t) of a mixture', () => {
  const data = mixture({ weights: [0.3, 0.7], means: batch([-1, 1.2], 1), scales: [0.2, 0.3] });
  const schedule = makeSchedule(scheduleDefaults.linear);

  test('is Bayes on densities: p(x_s) q(x_t | x_s) / p(x_t)', () => {
    const [s, t] = [0.2, 0.5];
    const xt = batch([0.35], 1);
    const reverse = reverseConditional(data, schedule, xt, s, t);
    const { scale, variance } = forwardKernel(schedule, s, t);
    for (const x of [-1.2, -0.3, 0.4, 1.1]) {
      const xs = batch([x], 1);
      const step = -((0.35 - scale * x) ** 2) / (2 * variance) - 0.5 * Math.log(2 * Math.PI * variance);
      const bayes =
        data.logDensity(xs, schedule.alpha(s), schedule.sigma(s))[0] +
        step -
        data.logDensity(xt, schedule.alpha(t), schedule.sigma(t))[0];
      expect(reverse.logDensity(xs, 1, 0)[0]).toBeCloseTo(bayes, 11);
    }
  });

  test('its mean is the posterior mean at the denoised point, for any step', () => {
    for (const [s, t] of [
      [0, 0.3],
      [0.1, 0.9],
      [0.499, 0.5],
    ] as const) {
      const xt = batch([0.2], 1);
      const q = posterior(schedule, s, t);
      const x0 = data.denoise(xt, schedule.alpha(t), schedule.sigma(t)).data[0];
      expect(moments(reverseConditional(data, schedule, xt, s, t)).mean[0]).toBeCloseTo(
        q.noised * 0.2 + q.data * x0,
        11,
      );
    }
  });

  test('tends to one Gaussian as the step shrinks', () => {
    const excess = (s: number): number => {
      const p = reverseConditional(data, schedule, batch([0.1], 1), s, 0.5);
      const { mean, variance } = moments(p);
      const { weights, means, scales } = p.components;
      let fourth = 0;
      for (let k = 0; k < weights.length; k++) {
        const d = means.data[k] - mean[0];
        fourth += weights[k] * (3 * scales[k] ** 4 + 6 * scales[k] ** 2 * d * d + d ** 4);
      }
      return Math.abs(fourth / variance[0] ** 2 - 3);
    };
    expect(excess(0.05)).toBeGreaterThan(0.5);
    expect(excess(0.49)).toBeLessThan(0.01);
    expect(excess(0.499)).toBeLessThan(excess(0.49) / 10);
  });

  test('in the plane its mean obeys Tweedie too, and a wrong order is refused', () => {
    const plane = mixture({ weights: [1, 1], means: batch([0, 1, 2, -1], 2), scales: [0.1, 0.4] });
    const xt = batch([0.5, 0.1], 2);
    const q = posterior(schedule, 0.2, 0.4);
    const x0 = plane.denoise(xt, schedule.alpha(0.4), schedule.sigma(0.4));
    expectClose(
      moments(reverseConditional(plane, schedule, xt, 0.2, 0.4)).mean,
      [q.noised * 0.5 + q.data * x0.data[0], q.noised * 0.1 + q.data * x0.data[1]],
      1e-12,
    );
    expect(() => reverseConditional(plane, schedule, xt, 0.4, 0.4)).toThrow('expected 0 <= s < t');
  });
});
