import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import type { Denoiser } from '../../../src/core/denoiser';
import {
  logSnrTimes,
  rk45,
  run,
  samplerNames,
  samplers,
  withDenoisedEnd,
  ddim,
  uniformTimes,
} from '../../../src/core/sampler';
import type { Sampler, SamplerName } from '../../../src/core/sampler';
import { phi1, phi2, phi3 } from '../../../src/core/sampler/phi';
import { edm, linear, makeSchedule, scaledLinear, scheduleDefaults, type Schedule } from '../../../src/core/schedule';
import { schedules } from '../../../components/figure/kit/samplers';
import { expectClose, golden, rows, type Points } from '../golden';
import { odeConvergence, plainly } from './convergence';

const ring = mixture({
  weights: new Array<number>(8).fill(1 / 8),
  means: batch(
    Array.from({ length: 8 }, (_, k) => [2 * Math.cos((Math.PI * k) / 4), 2 * Math.sin((Math.PI * k) / 4)]).flat(),
    2,
  ),
  scales: new Array<number>(8).fill(0.15),
});
/** The start of the recorded solutions, where the first steps' errors are no exception. */
const z = rows(golden<{ readonly inputs: { readonly z: Points } }>('ode').inputs.z);

/** The order between two numbers of steps, equal in log-SNR from where figures start to a noise ratio of 0.1. */
function orderOn(
  schedule: Schedule,
  name: SamplerName,
  steps: readonly [number, number],
  options: object = {},
): number {
  const from = schedule.logSnr(1) < -10.5 ? schedule.timeOfLogSnr(-10.5) : 1;
  const end = schedule.timeOfLogSnr(2 * Math.log(10));
  const x = { data: z.data.map((v) => v * schedule.sigma(from)), dim: 2 };
  const input = { denoiser: ring.denoiser(schedule), schedule, x };
  const exact = run(rk45, { ...input, times: [from, end], relative: 1e-13, absolute: 1e-13 }).data;
  const errors = steps.map((n) => {
    const times = logSnrTimes(schedule, n, { from, to: end, zero: false });
    const found = run(samplers[name].sampler as Sampler<object>, {
      ...input,
      times,
      ...plainly[name],
      ...options,
    }).data;
    return Math.max(...found.map((v, i) => Math.abs(v - exact[i])));
  });
  return Math.log2(errors[0] / errors[1]) / Math.log2(steps[1] / steps[0]);
}

const solvers = samplerNames.filter((name) => !samplers[name].stochastic && !('adaptive' in samplers[name]));

describe.each(schedules.map((kind) => [kind, makeSchedule(scheduleDefaults[kind])] as const))(
  'under the %s schedule, which figures offer',
  (_kind, schedule) => {
    test.each(solvers.map((name) => [name] as const))('%s has the order it states', (name) => {
      const order = orderOn(schedule, name, name === 'dpmpp3mPublic' ? [512, 1024] : [256, 512]);
      expect(order).toBeGreaterThan(samplers[name].order - 0.2);
      expect(order).toBeLessThan(samplers[name].order + 0.2);
    });
  },
);

describe('multistep methods that start in little noise', () => {
  // Scaled-linear: log-SNR -5.4 at t = 1. Ten thousand steps would show it on any other.
  const steps = [512, 1024] as const;
  test.each([
    ['lms', 4],
    ['deis', 3],
    ['dpmpp3m', 3],
  ] as const)('%s of order %i has it with single first steps', (name, order) => {
    expect(samplers[name].order).toBe(order);
    expect(orderOn(scaledLinear(), name, steps, { start: 'single' })).toBeGreaterThan(order - 0.2);
  });
  test('with their own lower orders the first step’s error remains, of order 2', () => {
    expect(orderOn(scaledLinear(), 'lms', steps)).toBeLessThan(2.3);
    expect(orderOn(scaledLinear(), 'lms', steps)).toBeGreaterThan(1.8);
  });
});

describe('weights of Taylor’s kind', () => {
  const near = (found: number, order: number) => expect(Math.abs(found - order)).toBeLessThan(0.2);
  const taylor = { solverType: 'taylor' } as const;
  test('keep the order of the single-step solvers, at any inner points', () => {
    near(odeConvergence('dpmSolver2', { ...taylor, r1: 0.3 }).order, 2);
    near(odeConvergence('dpmpp2s', { ...taylor, r: 0.7 }).order, 2);
    for (const name of ['dpmSolver3', 'dpmpp3s'] as const) {
      near(odeConvergence(name, { ...taylor, r1: 0.4, r2: 0.9 }).order, 3);
      near(odeConvergence(name, taylor).order, 3);
    }
  });
  test('are what a second point off 2/3 needs', () => {
    near(odeConvergence('dpmSolver3', { r1: 0.4, r2: 0.9 }).order, 2);
    near(odeConvergence('dpmpp3s', { r1: 0.4, r2: 0.9 }).order, 2);
  });
  test('and of the slope and bend in the multistep solvers on epsilon', () => {
    near(odeConvergence('dpmSolver2m', { correction: 'heun' }).order, 2);
    near(odeConvergence('dpmSolver3m', { second: 1 }).order, 2);
  });
  test('DPM-Solver-fast on E[x_0]', () => near(odeConvergence('dpmFast', { form: 'x0' }).order, 2));
});

test('the phi functions are their integrals', () => {
  const rule = (f: (u: number) => number, h: number) => {
    const n = 2000; // Simpson
    let sum = f(0) + f(h);
    for (let i = 1; i < n; i++) sum += (i % 2 ? 4 : 2) * f((i * h) / n);
    return (sum * h) / (3 * n);
  };
  for (const h of [0.3, 1, 4, -0.7, -2]) {
    expectClose(
      [phi1(h), phi2(h), phi3(h)],
      [() => 1, (u: number) => u / h, (u: number) => (u / h) ** 2 / 2].map((p) =>
        rule((u) => Math.exp(u - h) * p(u), h),
      ),
      1e-10,
    );
  }
  expect(phi1(Infinity)).toBe(1);
});

describe('adaptive DPM-Solvers', () => {
  const schedule = linear();
  const input = { denoiser: ring.denoiser(schedule), schedule, x: z, times: [1, 0.05] };
  const exact = run(rk45, { ...input, relative: 1e-12, absolute: 1e-12 });
  test.each([['dpmSolver12'], ['dpmSolver23']] as const)(
    '%s comes closer with a finer tolerance, at more evaluations',
    (name) => {
      let [before, spent] = [Infinity, 0];
      for (const tolerance of [1e-2, 1e-3, 1e-4, 1e-5]) {
        let error = 0;
        let evaluations = 0;
        const options = { relative: tolerance, absolute: tolerance / 5 };
        for (const step of samplers[name].sampler({ ...input, ...options })) {
          error = Math.max(...step.x.data.map((v, i) => Math.abs(v - exact.data[i])));
          ({ evaluations } = step);
        }
        expect(evaluations % samplers[name].evaluationsPerStep).toBe(0);
        expect(evaluations).toBeGreaterThan(spent);
        expect(error).toBeLessThan(before);
        [before, spent] = [error, evaluations];
      }
      expect(before).toBeLessThan(name === 'dpmSolver12' ? 5e-3 : 5e-4);
    },
  );
  test('are at the same place whatever the times they report at', () => {
    for (const name of ['dpmSolver12', 'dpmSolver23'] as const) {
      const tight = { ...input, relative: 1e-6, absolute: 1e-7 };
      const all = run(samplers[name].sampler, { ...tight, times: uniformTimes(5, { to: 0.05 }) });
      expectClose(all.data, run(samplers[name].sampler, tight).data, 1e-3);
    }
  });
  test('give up where no step keeps the tolerance', () => {
    const wild: Denoiser = { denoise: (_x, _t, out) => (out.data.fill(NaN), out) };
    for (const name of ['dpmSolver12', 'dpmSolver23'] as const) {
      expect(() => run(samplers[name].sampler, { ...input, denoiser: wild })).toThrow(`${name} stopped at noise level`);
      expect(() => run(samplers[name].sampler, { ...input, relative: 1e-9, absolute: 1e-9, most: 5 })).toThrow(
        'with 5 steps',
      );
    }
  });
});

describe('a last denoising step', () => {
  const schedule = edm();
  const x = { data: z.data.map((v) => 80 * v), dim: 2 };
  const input = { denoiser: ring.denoiser(schedule), schedule, x };
  test('goes on to no noise where EDM keeps sigma_min at t = 0', () => {
    const times = uniformTimes(12);
    const plain = [...ddim({ ...input, times })].map((step) => ({ ...step, x: step.x.data.slice() }));
    const steps = [...withDenoisedEnd(ddim)({ ...input, times })].map((step) => ({ ...step, x: step.x.data.slice() }));
    expect(steps.length).toBe(14);
    expect(steps.slice(0, -1).map((step) => [...step.x])).toEqual(plain.map((step) => [...step.x]));
    const end = steps[13];
    expect([end.i, end.t, end.evaluations]).toEqual([13, 0, 13]);
    // The step that the same ladder with a sigma of 0 at its end takes.
    const whole = edm({ sigmaMin: 0, rho: 1 });
    const levels = [...Array.from(times, (t) => schedule.sigma(t) / 80), 0];
    const right = run(ddim, { denoiser: ring.denoiser(whole), schedule: whole, x, times: levels });
    expectClose(end.x, right.data, 1e-9);
  });
  test('leaves alone what ends without noise', () => {
    const vp = linear();
    const course = { denoiser: ring.denoiser(vp), schedule: vp, x: z, times: uniformTimes(6) };
    expect([...withDenoisedEnd(ddim)(course)].length).toBe(7);
  });
});
