import { describe, expect, test } from 'vitest';
import { batch, count } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data';
import { mixture } from '../../../src/core/data/mixture';
import { energyDistance } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import {
  adaptiveSde,
  annealedLangevin,
  ddim,
  ddpm,
  dpm2,
  dpm2Ancestral,
  dpmFast,
  dpmpp2m,
  dpmpp2mSde,
  dpmpp2s,
  dpmppSde,
  dpmSolver1,
  dpmSolver2,
  dpmSolver3,
  edm,
  edmChurn,
  evaluationsOf,
  euler,
  eulerAncestral,
  eulerMaruyama,
  heun,
  karrasTimes,
  lms,
  deis,
  predictorCorrector,
  rk45,
  run,
  samplerNames,
  samplers,
  uniformTimes,
  unipc,
} from '../../../src/core/sampler';
import type { Sampler, SamplerName } from '../../../src/core/sampler';
import { makeSchedule, scheduleDefaults, type Schedule } from '../../../src/core/schedule';
import { expectClose } from '../golden';
import { odeError } from './convergence';

const schedule = makeSchedule(scheduleDefaults.linear);
const cosine = makeSchedule(scheduleDefaults.cosine);
const denoiser = eightGaussians().denoiser(schedule);
const input = () => ({
  denoiser,
  schedule,
  times: karrasTimes(schedule, 12),
  x: normalBatch(8, 2, random(1)),
  random: random(5),
});

describe('the contract', () => {
  test.each(samplerNames.map((name) => [name] as const))(
    '%s: yields the start and n steps, leaves the start alone, repeats itself',
    (name) => {
      const { stochastic, adaptive, defaults } = samplers[name];
      const sampler: Sampler = samplers[name].sampler;
      const x = normalBatch(4, 2, random(1));
      const before = x.data.slice();
      const times = uniformTimes(6, { to: 0.02 });
      let asked = 0;
      const counting = {
        denoise(...[x, t, out]: Parameters<typeof denoiser.denoise>) {
          asked++;
          return denoiser.denoise(x, t, out);
        },
      };
      const go = (options: object = {}) => {
        const all = { denoiser: counting, schedule, times, x, random: random(2), ...options };
        return sampler(all);
      };
      asked = 0;
      const seen = Array.from(go(), ({ i, t, evaluations, x, denoised }) => {
        expect(x.data.length).toBe(before.length);
        expect(denoised.data.length).toBe(before.length);
        expect(evaluations).toBe(asked);
        return [i, t, evaluations];
      });
      expect(seen.map(([i, t]) => [i, t])).toEqual(Array.from(times, (t, i) => [i, t]));
      if (!adaptive) expect(asked).toBe(evaluationsOf(samplers[name], 6, false));
      expect(x.data).toEqual(before);
      const last = (options?: object) => {
        let data = x.data;
        for (const step of go(options)) data = step.x.data;
        return data;
      };
      expect(last()).toEqual(last());
      expect(last()).toEqual(last(defaults));
      expect(last().every(Number.isFinite)).toBe(true);
      if (stochastic) expect(() => run(sampler, { denoiser, schedule, times, x })).toThrow('expected `random`');
      else expect(last({ random: undefined })).toEqual(last());
    },
  );

  test.each(samplerNames.map((name) => [name] as const))(
    '%s: goes all the way to t = 0, under either schedule',
    (name) => {
      for (const s of [schedule, cosine]) {
        const x = normalBatch(40, 2, random(3));
        const all = {
          denoiser: eightGaussians().denoiser(s),
          schedule: s,
          times: karrasTimes(s, 40),
          x,
          random: random(2),
        };
        const sampler: Sampler = samplers[name].sampler;
        const end = run(sampler, all);
        const far = Math.max(
          ...Array.from({ length: count(end) }, (_, i) =>
            Math.abs(Math.hypot(end.data[2 * i], end.data[2 * i + 1]) - 2),
          ),
        );
        // The moves of annealed Langevin shake points about; the others are on the ring by now.
        expect(far).toBeLessThan(name === 'annealedLangevin' ? 3 : 1.2);
      }
    },
  );

  test('solvers in x / alpha begin from pure noise, alpha = 0', () => {
    const flow: Schedule = {
      name: 'flow',
      alpha: (t) => 1 - t,
      sigma: (t) => t,
      dAlpha: () => -1,
      dSigma: () => 1,
      logSnr: (t) => 2 * Math.log((1 - t) / t),
      timeOfLogSnr: (l) => 1 / (1 + Math.exp(l / 2)),
      drift: (t) => -1 / (1 - t),
      diffusion: (t) => Math.sqrt((2 * t) / (1 - t)),
    };
    const data = eightGaussians();
    const times = uniformTimes(40);
    const x = normalBatch(300, 2, random(1));
    const deterministic: readonly Sampler[] = [
      ddim,
      euler,
      heun,
      edm,
      dpm2,
      lms,
      deis,
      dpmSolver3,
      dpmpp2m,
      dpmpp2s,
      unipc,
      rk45,
    ];
    for (const sampler of deterministic) {
      const end = run(sampler, { denoiser: data.denoiser(flow), schedule: flow, times, x });
      expect(energyDistance(end, data.sample(1000, random(2)))).toBeLessThan(0.02);
    }
  });

  test('one step from pure noise is the denoised mean', () => {
    const x = normalBatch(3, 2, random(1));
    for (const sampler of [ddim, edm, dpm2, dpmSolver2, dpmSolver3, dpmpp2m, dpmpp2s, unipc, deis]) {
      const [, step] = Array.from(sampler({ denoiser, schedule, times: [1, 0], x }));
      expectClose(step.x.data, step.denoised.data, 1e-11);
    }
  });

  test('options out of range are named', () => {
    expect(() => run(lms, { ...input(), order: 5 })).toThrow('lms of order 5 (expected 1, 2, 3 or 4)');
    expect(() => run(deis, { ...input(), order: 0 })).toThrow('deis of order 0');
    expect(() => run(unipc, { ...input(), order: 4 })).toThrow('unipc of order 4 (expected 1, 2 or 3)');
    expect(() => run(heun, { ...input(), alpha: 0 })).toThrow('heun with alpha = 0');
    expect(() => run(dpmSolver2, { ...input(), r1: 2 })).toThrow('dpmSolver2 with r1 = 2');
    expect(() => run(dpmSolver3, { ...input(), r1: 0.7 })).toThrow('dpmSolver3 with r1 = 0.7');
    expect(() => run(dpmSolver3, { ...input(), r2: 0.3 })).toThrow('dpmSolver3 with r2 = 0.3');
    expect(() => run(dpmSolver3, { ...input(), r1: 1 })).toThrow('dpmSolver3 with r1 = 1');
    expect(() => run(dpmFast, { ...input(), orders: [3, 3] })).toThrow(
      'dpmFast with 2 orders (expected 12, one a step)',
    );
    expect(() => run(dpmFast, { ...input(), orders: new Array<number>(12).fill(4) })).toThrow(
      'dpmFast with orders 4 (expected 1, 2 or 3)',
    );
    expect(() => run(dpmpp2s, { ...input(), r: 0 })).toThrow('dpmpp2s with r = 0');
    expect(() => run(dpmppSde, { ...input(), r: 0 })).toThrow('dpmppSde with r = 0');
    expect(() => run(rk45, { ...input(), relative: -1 })).toThrow('rk45 with relative = -1 (expected at least 0)');
    expect(() => run(adaptiveSde, { ...input(), absolute: 0 })).toThrow(
      'adaptiveSde with absolute = 0 (expected above 0)',
    );
    expect(() => run(ddim, { ...input(), eta: 2 })).toThrow('ddim with eta = 2 (expected at least 0, at most 1)');
    expect(() => run(edmChurn, { ...input(), sMax: 0.01 })).toThrow(
      'edmChurn with sMax = 0.01 (expected at least 0.05',
    );
    expect(() => run(annealedLangevin, { ...input(), moves: 1.5 })).toThrow('moves = 1.5 (expected a whole number');
    expect(() => run(predictorCorrector, { ...input(), snr: () => NaN })).toThrow('with snr = NaN');
  });

  const options = samplerNames.flatMap((name) =>
    Object.entries<unknown>({ ...samplers[name].defaults })
      .filter(([, value]) => typeof value !== 'boolean') // any truth value will do
      .map(([key, value]) => [name, key, value] as const),
  );
  test.each(options)('%s refuses a nonsensical %s (for %j)', (name: SamplerName, key, standard) => {
    const sampler: Sampler = samplers[name].sampler;
    const wrong = { number: [NaN, -1, -Infinity], string: ['foo', 'toString'], object: [[NaN], [1.5]] };
    const refused = wrong[typeof standard as keyof typeof wrong];
    for (const value of refused) {
      const options = { ...input(), [key]: value };
      expect(() => run(sampler, options)).toThrow(RangeError);
      expect(() => run(sampler, options)).toThrow(new RegExp(`^${name} .*${key}.* \\(expected `));
    }
  });
});

describe('one method by two names', () => {
  const same = <A, B>(a: Sampler<A>, aOptions: A, b: Sampler<B>, bOptions: B, tolerance = 1e-10) => {
    const go = <O>(sampler: Sampler<O>, options: O) => run(sampler, { ...input(), ...options });
    expectClose(go(a, aOptions).data, go(b, bOptions).data, tolerance);
  };
  test('DDIM at eta 1 is ancestral sampling with the small variance', () => same(ddim, { eta: 1 }, ddpm, {}));
  test('DPM-Solver-1 is DDIM', () => same(dpmSolver1, {}, ddim, {}));
  test('DPM-Solver-2 is DPM-2', () => same(dpmSolver2, {}, dpm2, {}));
  test('2M SDE without noise is 2M', () => same(dpmpp2mSde, { eta: 0 }, dpmpp2m, {}));
  test('SDE without noise is 2S', () => same(dpmppSde, { eta: 0 }, dpmpp2s, {}));
  test('ancestral without noise is plain', () => {
    same(eulerAncestral, { eta: 0 }, ddim, {});
    same(dpm2Ancestral, { eta: 0 }, dpm2, {});
  });
  test('EDM without churn is EDM', () => same(edmChurn, { churn: 0 }, edm, {}));
  test('Euler–Maruyama without noise is Euler on the ODE', () => {
    const times = uniformTimes(12, { to: 0.01 });
    const a = run(eulerMaruyama, { ...input(), times, eta: 0 });
    expectClose(a.data, run(euler, { ...input(), times }).data, 1e-10);
  });
  test('predictor–corrector with an ancestral predictor alone is DDPM', () =>
    same(predictorCorrector, { predictor: 'ancestral', corrector: 'none' }, ddpm, {}));
});

describe('adaptive steps', () => {
  test('RK45 meets its tolerance on the ODE’s own solutions, at a cost that grows slowly', () => {
    let cost = 0;
    for (const tolerance of [1e-4, 1e-6, 1e-8]) {
      const { error, evaluations } = odeError('rk45', [1, 0.05], { relative: tolerance, absolute: tolerance });
      expect(error).toBeLessThan(10 * tolerance);
      expect(evaluations).toBeGreaterThan(cost);
      cost = evaluations;
    }
    expect(cost).toBeLessThan(600);
  });
  test('RK45 is at the same place whatever the times it reports at', () => {
    const x = normalBatch(8, 2, random(1));
    const tight = { denoiser, schedule, x, relative: 1e-9, absolute: 1e-9 };
    expectClose(
      run(rk45, { ...tight, times: uniformTimes(7) }).data,
      run(rk45, { ...tight, times: [1, 0] }).data,
      1e-7,
    );
  });
  test('the adaptive SDE takes more evaluations for a finer tolerance', () => {
    const cost = (relative: number) => {
      let evaluations = 0;
      for (const step of adaptiveSde({ ...input(), times: [1, 0], relative, absolute: relative / 2 }))
        evaluations = step.evaluations;
      return evaluations;
    };
    expect(cost(0.005)).toBeGreaterThan(1.5 * cost(0.05));
  });
});

test('Langevin moves keep a Gaussian, but for the bias of their step', () => {
  // x <- (1 - e / v) x + sqrt(2 e) z has variance v / (1 - e / (2 v)) in the end: here e = 0.4 sigma^2.
  const data = mixture({ weights: [1], means: batch([0], 1), scales: [0.5] });
  const t = 0.3;
  const v = (schedule.alpha(t) * 0.5) ** 2 + schedule.sigma(t) ** 2;
  const x = normalBatch(40_000, 1, random(1));
  const times = [t * 1.001, t];
  const end = run(annealedLangevin, {
    denoiser: data.denoiser(schedule),
    schedule,
    times,
    x,
    random: random(2),
    moves: 25,
    step: 0.4,
  });
  const variance = end.data.reduce((sum, u) => sum + u * u, 0) / count(end);
  const expected = v / (1 - (0.4 * schedule.sigma(t) ** 2) / (2 * v));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / 40_000));
  expect(expected / v).toBeGreaterThan(1.1);
});

test('20 steps of DDIM from the exact denoiser already draw the ring', () => {
  const data = eightGaussians();
  const x = run(ddim, {
    denoiser: data.denoiser(cosine),
    schedule: cosine,
    times: uniformTimes(20),
    x: normalBatch(500, 2, random(1)),
  });
  expect(energyDistance(x, data.sample(1000, random(2)))).toBeLessThan(0.012);
});
