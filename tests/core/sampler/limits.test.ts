import { describe, expect, test } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data';
import { mixture } from '../../../src/core/data/mixture';
import type { Denoiser } from '../../../src/core/denoiser';
import { normalBatch, random } from '../../../src/core/random';
import {
  adaptiveSde,
  annealedLangevin,
  discreteTimes,
  edmChurn,
  eulerMaruyama,
  predictorCorrector,
  rk45,
  run,
  samplerNames,
  samplers,
} from '../../../src/core/sampler';
import type { Sampler } from '../../../src/core/sampler';
import { edm as edmSchedule, flow, linear, type Schedule } from '../../../src/core/schedule';
import { fromBetas } from '../../../src/core/schedule/discrete';
import { expectClose } from '../golden';
import { gaussianVariance } from './convergence';

const schedule = linear();
const ring = eightGaussians();
const x = normalBatch(4, 2, random(1));
const samplerOf = (name: (typeof samplerNames)[number]): Sampler => samplers[name].sampler;

/** alpha = 1 - t, without a hold: no signal at all at t = 1. */
const straight: Schedule = {
  ...flow(),
  alpha: (t) => 1 - t,
  logSnr: (t) => 2 * Math.log((1 - t) / t),
  drift: (t) => -1 / (1 - t),
  diffusion: (t) => Math.sqrt((2 * t) / (1 - t)),
};

describe.each(samplerNames.map((name) => [name] as const))('%s', (name) => {
  const go = (s: Schedule, times: ArrayLike<number>) =>
    run(samplerOf(name), { denoiser: ring.denoiser(s), schedule: s, times, x, random: random(2) });

  test('refuses times that are no course', () => {
    expect(() => go(schedule, [0.2, 0.5, 1])).toThrow(new RangeError('time 0.5 after 0.2 (expected falling times)'));
    expect(() => go(schedule, [1, 0.5, 0.5, 0])).toThrow('time 0.5 after 0.5 (expected falling times)');
    expect(() => go(schedule, [1, NaN, 0])).toThrow('time NaN after 1 (expected falling times)');
    expect(() => go(schedule, [NaN, 0])).toThrow('first time NaN (expected a number)');
    expect(() => go(schedule, [1])).toThrow('1 times (expected at least 2)');
    const still = fromBetas(Float64Array.from({ length: 100 }, (_, i) => (i === 0 ? 0 : 0.05)));
    expect(() => go(still, discreteTimes(10, 100, 'leading'))).toThrow(
      'no noise at t = 0.01 (expected sigma above 0 at all but the last time)',
    );
  });

  test('is finite from no signal at all, or refuses it', () => {
    let end: Float64Array | undefined;
    try {
      end = go(straight, [1, 0.8, 0.6, 0.4, 0.2, 0]).data;
    } catch (error) {
      expect(String(error)).toBe('RangeError: no signal at t = 1 (expected alpha above 0: start a little later)');
    }
    expect(end === undefined || end.every(Number.isFinite)).toBe(true);
    expect(end === undefined).toBe(['eulerMaruyama', 'adaptiveSde'].includes(name));
  });
});

describe('adaptive steps', () => {
  const adaptive = { rk45, adaptiveSde };
  const cases = Object.entries(adaptive) as [keyof typeof adaptive, Sampler<object>][];
  const input = (denoiser: Denoiser) => ({ denoiser, schedule, times: [1, 0], x, random: random(3) });
  const filled = (value: () => number): Denoiser => ({ denoise: (_x, _t, out) => (out.data.fill(value()), out) });

  test.each(cases)('%s stops with a sentence where no step is short enough', (name, sampler) => {
    let sign = 1;
    const wild = filled(() => 1e300 * (sign = -sign));
    for (const denoiser of [wild, filled(() => NaN), filled(() => Infinity)]) {
      expect(() => run(sampler, input(denoiser))).toThrow(
        new RegExp(
          `^${name} stopped at .* with a step of .* \\(expected a denoiser smooth enough for its tolerance\\)`,
        ),
      );
    }
    const exact = { ...input(ring.denoiser(schedule)), relative: 0, absolute: 1e-300 };
    expect(() => run(sampler, exact)).toThrow(`${name} stopped`);
  });

  test.each(cases)('%s stops after as many steps as it may try', (name, sampler) => {
    const few = { ...input(ring.denoiser(schedule)), most: 3, relative: 1e-6, absolute: 1e-6 };
    expect(() => run(sampler, few)).toThrow(`${name} stopped at `);
    expect(() => run(sampler, few)).toThrow('with 3 steps');
  });
});

test('predictor–corrector moves nobody where the score is zero', () => {
  // Data at 0 and every point there: the score is 0 until the first noise.
  const still: Denoiser = { denoise: (_x, _t, out) => (out.data.fill(0), out) };
  const input = { denoiser: still, schedule, times: [1, 0.5, 0], x: zeros(3, 2), random: random(1) };
  expect(run(predictorCorrector, input).data.every(Number.isFinite)).toBe(true);
});

test('annealed Langevin carries pure noise on as noise', () => {
  const input = { denoiser: ring.denoiser(straight), schedule: straight, x, random: random(1) };
  const end = run(annealedLangevin, { ...input, times: [1, 0.9], moves: 0 });
  expectClose(
    end.data,
    x.data.map((v) => 0.9 * v),
    1e-15,
  );
});

test('Euler–Maruyama starts where there is a little signal', () => {
  const input = { denoiser: ring.denoiser(straight), schedule: straight, x, random: random(1) };
  expect(run(eulerMaruyama, { ...input, times: [0.99, 0.5, 0] }).data.every(Number.isFinite)).toBe(true);
});

describe('noise', () => {
  // With the data at 0 the marginal at t = 0.2 has the variance sigma(0.2)^2 = 0.342.
  const times = [1, 0.5, 0.2];
  const variance = (name: Parameters<typeof gaussianVariance>[0], options: Readonly<Record<string, unknown>>) =>
    gaussianVariance(name, times, 1e-9, options);
  test('of DDIM with all of it, and of DDPM: what the process has', () => {
    expect(schedule.sigma(0.2) ** 2).toBeCloseTo(0.342, 3);
    for (const eta of [0, 0.5, 1]) expect(variance('ddim', { eta })).toBeCloseTo(schedule.sigma(0.2) ** 2, 6);
    for (const eta of [0, 0.5, 1, 3]) expect(variance('dpmpp2mSde', { eta })).toBeCloseTo(schedule.sigma(0.2) ** 2, 6);
  });
  test('of more than all, or less than none: refused', () => {
    expect(() => variance('ddim', { eta: 2 })).toThrow('ddim with eta = 2 (expected at least 0, at most 1)');
    expect(() => variance('ddim', { eta: -1 })).toThrow('ddim with eta = -1');
    expect(() => variance('dpmpp2mSde', { eta: -0.5 })).toThrow('dpmpp2mSde with eta = -0.5 (expected at least 0)');
    expect(() => variance('edmChurn', { churn: -1 })).toThrow('edmChurn with churn = -1 (expected at least 0)');
    expect(() => variance('annealedLangevin', { moves: -3 })).toThrow('annealedLangevin with moves = -3');
  });
});

describe('churn', () => {
  const sigma = edmSchedule({ sigmaMin: 0, sigmaMax: 80, rho: 1 });
  /** Algorithm 2 of Karras et al. 2022, written out, with the noise that `random(5)` gives. */
  function algorithm2(start: number, levels: readonly number[], D: (x: number, level: number) => number): number {
    const r = random(5);
    const z = new Float64Array(1);
    let value = start;
    for (let i = 0; i + 1 < levels.length; i++) {
      const t = levels[i];
      const gamma = t >= 0.05 && t <= 50 ? Math.min(40 / (levels.length - 1), Math.SQRT2 - 1) : 0;
      const hat = t + gamma * t;
      r.normals(z);
      value += 1.003 * Math.sqrt(hat ** 2 - t ** 2) * z[0];
      const d = (value - D(value, hat)) / hat;
      let next = value + (levels[i + 1] - hat) * d;
      if (levels[i + 1] > 0) {
        next = value + (levels[i + 1] - hat) * (d / 2 + (next - D(next, levels[i + 1])) / (2 * levels[i + 1]));
      }
      value = next;
    }
    return value;
  }
  test('from a level below the schedule’s last is not capped at the first time', () => {
    const data = mixture({ weights: [0.5, 0.5], means: batch([-1, 1], 1), scales: [0.3, 0.3] });
    const denoiser = data.denoiser(sigma);
    const levels = [10, 4, 1, 0.2, 0];
    const at = (value: number, level: number) => denoiser.denoise(batch([value], 1), level / 80, zeros(1, 1)).data[0];
    const end = run(edmChurn, {
      denoiser,
      schedule: sigma,
      times: levels.map((level) => level / 80),
      x: batch([7], 1),
      random: random(5),
    });
    expectClose(end.data, [algorithm2(7, levels, at)], 1e-12);
  });
});
