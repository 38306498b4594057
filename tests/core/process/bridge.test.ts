import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bridgeKernel } from '../../../src/core/process/bridge';
import { posterior } from '../../../src/core/process/posterior';
import { random } from '../../../src/core/random';
import { makeSchedule, scheduleDefaults, scheduleKinds } from '../../../src/core/schedule';

const schedules = scheduleKinds.map((kind) => makeSchedule(scheduleDefaults[kind]));
/** Between times at which alpha and sigma are well away from 0. */
const time = fc.double({ min: 0.02, max: 0.95, noNaN: true });
const rising = fc.uniqueArray(time, { minLength: 4, maxLength: 4 }).map((times) => times.sort((a, b) => a - b));
const apart = (times: readonly number[]) => times.every((t, i) => i === 0 || t - times[i - 1] > 1e-3);

describe('a bridge', () => {
  test('steps compose: from s to t by way of u is from s to t (Chapman and Kolmogorov)', () => {
    fc.assert(
      fc.property(rising.filter(apart), fc.constantFrom(...schedules), ([s, u, t, end], schedule) => {
        const first = bridgeKernel(schedule, s, u, end);
        const second = bridgeKernel(schedule, u, t, end);
        const whole = bridgeKernel(schedule, s, t, end);
        expect((second.here * first.here) / whole.here).toBeCloseTo(1, 7);
        expect((second.here * first.end + second.end) / whole.end).toBeCloseTo(1, 7);
        expect((second.here ** 2 * first.variance + second.variance) / whole.variance).toBeCloseTo(1, 7);
      }),
    );
  });

  test('from clean data it is q(x_t | x_T, x_0)', () => {
    for (const schedule of schedules.filter((each) => each.sigma(0) === 0)) {
      const data = posterior(schedule, 0.4, 0.9);
      const bridge = bridgeKernel(schedule, 0, 0.4, 0.9);
      expect(bridge.here * schedule.alpha(0)).toBeCloseTo(data.data, 12);
      expect(bridge.end).toBeCloseTo(data.noised, 12);
      expect(bridge.variance).toBeCloseTo(data.variance, 12);
    }
  });

  test('is a Brownian bridge in the time sigma^2 / alpha^2, once divided by alpha', () => {
    for (const schedule of schedules) {
      const [s, t, end] = [0.2, 0.45, 0.8];
      const clock = (at: number) => (schedule.sigma(at) / schedule.alpha(at)) ** 2;
      const [past, whole] = [clock(t) - clock(s), clock(end) - clock(s)];
      const { here, end: there, variance } = bridgeKernel(schedule, s, t, end);
      // B_t = B_s + (B_T - B_s) past / whole, with variance past (whole - past) / whole.
      expect((here * schedule.alpha(s)) / schedule.alpha(t)).toBeCloseTo(1 - past / whole, 9);
      expect((there * schedule.alpha(end)) / schedule.alpha(t)).toBeCloseTo(past / whole, 9);
      expect(variance / schedule.alpha(t) ** 2 / ((past * (whole - past)) / whole)).toBeCloseTo(1, 9);
    }
  });

  test('walked in steps has the mean and the variance of the closed form at every time, and ends where it is pinned', () => {
    const schedule = makeSchedule(scheduleDefaults.linear);
    const [x0, xT, n] = [-1.3, 0.8, 8000];
    const r = random(17);
    const times = [0, 0.1, 0.3, 0.55, 0.8, 0.95, 1];
    const x = new Float64Array(n).fill(x0);
    for (let i = 1; i < times.length; i++) {
      const { here, end, variance } = bridgeKernel(schedule, times[i - 1], times[i], 1);
      for (let k = 0; k < n; k++) x[k] = here * x[k] + end * xT + Math.sqrt(variance) * r.normal();
      const exact = posterior(schedule, times[i], 1);
      const mean = x.reduce((sum, value) => sum + value, 0) / n;
      const spread = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
      // Four standard errors.
      expect(Math.abs(mean - (exact.noised * xT + exact.data * x0))).toBeLessThan(
        4 * Math.sqrt(exact.variance / n) + 1e-12,
      );
      expect(Math.abs(spread - exact.variance)).toBeLessThan(4 * exact.variance * Math.sqrt(2 / n) + 1e-12);
    }
    expect(x.every((value) => Math.abs(value - xT) < 1e-12)).toBe(true);
  });

  test('wants rising times', () => {
    const schedule = makeSchedule(scheduleDefaults.cosine);
    for (const [s, t, end] of [
      [0.5, 0.4, 0.9],
      [0.2, 0.95, 0.9],
      [0.9, 0.9, 0.9],
    ]) {
      expect(() => bridgeKernel(schedule, s, t, end)).toThrow('expected rising times');
    }
  });
});
