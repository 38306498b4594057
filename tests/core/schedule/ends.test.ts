import { describe, expect, test } from 'vitest';
import { mixture } from '../../../src/core/data/mixture';
import type { Denoiser } from '../../../src/core/denoiser';
import { ddim, ddpm, dpmSolver1, edm, euler, heun, rk45, run, uniformTimes } from '../../../src/core/sampler';
import type { Sampler } from '../../../src/core/sampler';
import { cosine, linear, shifted, sigmoid, zeroTerminal, type Schedule } from '../../../src/core/schedule';
import { alphaBarsOf, fromBetas, timeOfIndex } from '../../../src/core/schedule/discrete';
import { cosineBetas } from '../../../src/core/schedule/tables';
import { random } from '../../../src/core/random';
import { expectClose } from '../golden';

/** E[x_0] = `value` whatever x is: data of one point. */
const point = (value: number): Denoiser => ({
  denoise: (_x, _t, out) => (out.data.fill(value), out),
});

/** x after the first step of a sampler, from `x` = `start`. */
function firstStep(
  sampler: Sampler,
  schedule: Schedule,
  times: ArrayLike<number>,
  start: number,
  value: number,
): number {
  const x = { data: Float64Array.of(start), dim: 1 };
  const steps = sampler({ denoiser: point(value), schedule, times, x, random: random(1) });
  steps.next();
  return (steps.next().value as { readonly x: typeof x }).x.data[0];
}

describe('a solver in t that starts where no signal is left', () => {
  const ending: readonly (readonly [string, Schedule])[] = [
    ['cosine', cosine()],
    ['shifted', shifted(cosine(), { reference: 64, size: 256 })],
    ['zero-terminal SNR', zeroTerminal(linear())],
    ['sigmoid', sigmoid()],
  ];
  test.each(ending)('%s: moves at once, as DDIM does', (_name, schedule) => {
    const right = firstStep(ddim, schedule, uniformTimes(10), 0, 1);
    expectClose([right], [schedule.alpha(0.9) - schedule.sigma(0.9) * schedule.alpha(1)], 1e-6);
    // Heun's own error over such a step is of order 3; Euler's of order 2.
    expectClose([firstStep(heun, schedule, uniformTimes(10), 0, 1)], [right], 0.002);
    expectClose(
      [firstStep(euler, schedule, uniformTimes(100), 0, 1)],
      [firstStep(ddim, schedule, uniformTimes(100), 0, 1)],
      0.001,
    );
  });

  test('the cosine’s first of ten steps', () => {
    expect(firstStep(ddim, cosine(), uniformTimes(10), 0, 1)).toBeCloseTo(0.15517, 5);
    expect(firstStep(heun, cosine(), uniformTimes(10), 0, 1)).toBeCloseTo(0.1549, 4);
    expect(firstStep(euler, cosine(), uniformTimes(10), 0, 1)).toBeCloseTo(0.1558, 4);
  });

  test.each(ending.slice(0, 3))('%s: Heun’s order is 2 from t = 1', (_name, schedule) => {
    const data = mixture({
      weights: [0.4, 0.6],
      means: { data: Float64Array.of(-1, 1.5), dim: 1 },
      scales: [0.5, 0.3],
    });
    const x = { data: Float64Array.of(-1.3, -0.2, 0.6, 1.4), dim: 1 };
    const denoiser = data.denoiser(schedule);
    const end = 0.2;
    // Up to e^-10, the signal at which the schedules are held.
    const exact = run(rk45, { denoiser, schedule, times: [1, end], x, relative: 1e-12, absolute: 1e-12 });
    const errors = [20, 40].map((n) => {
      const found = run(heun, { denoiser, schedule, times: uniformTimes(n, { to: end }), x });
      return Math.max(...found.data.map((v, i) => Math.abs(v - exact.data[i])));
    });
    expect(Math.log2(errors[0] / errors[1])).toBeGreaterThan(1.8);
  });

  test('the slope at t = 1 is that of the last moment before, and none where a schedule has run out long before', () => {
    const schedule = cosine();
    expectClose([schedule.dAlpha(1)], [(schedule.alpha(0.9999) - schedule.alpha(0.9998)) / 1e-4], 1e-3);
    expect(Math.abs(sigmoid({ start: 10, end: 20, tau: 0.05 }).dAlpha(1))).toBe(0);
    expect(linear({ betaMin: 0, betaMax: 300 }).diffusion(1)).toBe(0);
  });
});

describe('tables of betas', () => {
  test.each([1000, 1100, 2000, 4000])('the cosine’s of %i steps are kept to the last', (T) => {
    const betas = cosineBetas(T);
    const schedule = fromBetas(betas);
    const alphaBars = alphaBarsOf(betas);
    for (let i = 0; i < T; i++) {
      const found = schedule.alpha(timeOfIndex(i, T)) ** 2;
      if (!(Math.abs(found / alphaBars[i] - 1) < 1e-9)) expect([i, found]).toEqual([i, alphaBars[i]]);
    }
    expectClose([schedule.timeOfLogSnr(schedule.logSnr(1))], [1], 1e-12);
    expect(schedule.logSnr(1)).toBeLessThan(T > 1000 ? -20 : -19);
  });

  test('the first step of 4,000 keeps sqrt(1 - 0.999) of x', () => {
    const schedule = fromBetas(cosineBetas(4000));
    const times = [1, timeOfIndex(3998, 4000), 0];
    const silent: Sampler = (input) => ddpm({ ...input, random: { ...random(1), normals: (z) => z.fill(0) } });
    expect(firstStep(silent, schedule, times, 1, 0)).toBeCloseTo(0.03162, 5);
    // And solvers in x / alpha take DDIM's step there.
    for (const [x, value] of [
      [1, 0],
      [0.3, 1],
    ] as const) {
      const right = firstStep(ddim, schedule, times, x, value);
      for (const sampler of [dpmSolver1, edm])
        expectClose([firstStep(sampler, schedule, times, x, value)], [right], 1e-6);
    }
  });

  test('a step to pure noise is held, also after a table that has little signal left', () => {
    const schedule = fromBetas([...cosineBetas(4000), 1]);
    expect(Number.isFinite(schedule.logSnr(1))).toBe(true);
    expect(schedule.alpha(1)).toBeLessThan(schedule.alpha(4000 / 4001));
    expect(fromBetas([0.5, 0.9, 1]).logSnr(1)).toBeCloseTo(-20, 8);
  });
});
