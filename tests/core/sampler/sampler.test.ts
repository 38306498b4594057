import { describe, expect, test } from 'vitest';
import { batch, count, type Batch } from '../../../src/core/batch';
import { mixture } from '../../../src/core/data/mixture';
import { eightGaussians } from '../../../src/core/data';
import { energyDistance, modeCoverage } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, ddpm, discreteTimes, run, samplers, uniformTimes } from '../../../src/core/sampler';
import type { SamplerStep } from '../../../src/core/sampler';
import { makeSchedule, scheduleDefaults, type Schedule } from '../../../src/core/schedule';
import { fromBetas, timeOfIndex } from '../../../src/core/schedule/discrete';
import { linearBetas, scaledLinearBetas } from '../../../src/core/schedule/tables';
import { expectClose, golden, goldenMixture, lcg, rows, type GoldenMixture, type Points } from '../golden';

interface Run {
  readonly variant: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly step_kwargs?: { readonly eta?: number };
  readonly mixture: 'A' | 'B';
  readonly steps: number;
  readonly nfe: number;
  readonly timesteps: readonly number[] | string;
  readonly noise_seed?: number;
  readonly state_index: readonly number[];
  readonly x: readonly Points[];
  readonly final: Points;
}
interface Runs {
  readonly parameters: { readonly mixtures: Record<'A' | 'B', GoldenMixture> };
  readonly inputs: { readonly z: Points };
  readonly outputs: readonly Run[];
}

const linear1000 = fromBetas(linearBetas(1000));
const named = (runs: Runs) => runs.outputs.map((r) => [`${r.variant}, ${r.mixture}, ${r.steps} steps`, r] as const);

function setting(r: Run): { schedule: Schedule; times: Float64Array } {
  const schedule = r.config.beta_schedule === 'scaled_linear' ? fromBetas(scaledLinearBetas(1000)) : linear1000;
  const times = discreteTimes(r.steps, 1000, r.variant.includes('trailing') || r.config.timestep_spacing === 'trailing' ? 'trailing' : 'leading');
  if (r.config.set_alpha_to_one === false) times[r.steps] = timeOfIndex(0, 1000);
  if (Array.isArray(r.timesteps)) {
    expectClose(times.subarray(0, r.steps), (r.timesteps as readonly number[]).map((i) => timeOfIndex(i, 1000)), 1e-15);
  }
  return { schedule, times };
}

/** Every listed state within 1e-8 of the reference, relative to 1 or its size. */
function expectRun(steps: Iterable<SamplerStep>, r: Run): void {
  let k = 0;
  let final: Batch | undefined;
  let evaluations = 0;
  for (const step of steps) {
    if (step.i === r.state_index[k]) expectClose(step.x.data, r.x[k++].flat(), 1e-8);
    final = step.x;
    evaluations = step.evaluations;
  }
  expect(k).toBe(r.state_index.length);
  expect(evaluations).toBe(r.nfe);
  expectClose(final!.data, r.final.flat(), 1e-8);
}

describe('against diffusers', () => {
  const deterministic = golden<Runs>('ddim');
  test.each(named(deterministic))('DDIM: %s', (_, r) => {
    const { schedule, times } = setting(r);
    const denoiser = goldenMixture(deterministic.parameters.mixtures[r.mixture]).denoiser(schedule);
    expectRun(ddim({ denoiser, schedule, times, x: rows(deterministic.inputs.z) }), r);
  });

  const stochastic = golden<Runs>('ddim-eta');
  test.each(named(stochastic))('DDIM with noise: %s', (_, r) => {
    const { schedule, times } = setting(r);
    const denoiser = goldenMixture(stochastic.parameters.mixtures[r.mixture]).denoiser(schedule);
    const x = rows(stochastic.inputs.z);
    expectRun(ddim({ denoiser, schedule, times, x, random: lcg(r.noise_seed!), eta: r.step_kwargs!.eta! }), r);
  });

  const ancestral = golden<Runs>('ddpm');
  test.each(named(ancestral))('DDPM: %s', (_, r) => {
    const { schedule, times } = setting(r);
    const denoiser = goldenMixture(ancestral.parameters.mixtures[r.mixture]).denoiser(schedule);
    const variance = r.config.variance_type === 'fixed_large' ? 'large' : 'small';
    expectRun(ddpm({ denoiser, schedule, times, x: rows(ancestral.inputs.z), random: lcg(r.noise_seed!), variance }), r);
  });
});

describe('against the probability-flow ODE', () => {
  const truth = golden<{
    parameters: { mixtures: Record<'A' | 'B', GoldenMixture> };
    inputs: { z: Points };
    outputs: Record<'A' | 'B', { 'vp_continuous_0.1_20': { x: readonly Points[]; t: readonly number[] } }>;
  }>('ode');

  test('DDIM converges with order 1', () => {
    const schedule = makeSchedule(scheduleDefaults.linear);
    const path = truth.outputs.A['vp_continuous_0.1_20'];
    const exact = path.x[path.t.indexOf(0)].flat();
    const denoiser = goldenMixture(truth.parameters.mixtures.A).denoiser(schedule);
    const error = (n: number) => {
      const { data } = run(ddim, { denoiser, schedule, times: uniformTimes(n), x: rows(truth.inputs.z) });
      return Math.max(...data.map((x, i) => Math.abs(x - exact[i])));
    };
    const orders = [200, 400, 800].map((n) => Math.log2(error(n) / error(2 * n)));
    for (const order of orders) expect(Math.abs(order - samplers.ddim.order)).toBeLessThan(0.1);
  });
});

describe('in distribution', () => {
  const schedule = makeSchedule(scheduleDefaults.cosine);

  test.each([['ddpm, small', 'small'], ['ddpm, large', 'large']] as const)('%s: many steps of the exact denoiser give the mixture its weights', (_, variance) => {
    const data = mixture({ weights: [0.5, 0.3, 0.2], means: batch([-1.5, 0.5, 1, 1.2, 0.8, -1.4], 2), scales: [0.25, 0.35, 0.2] });
    const n = 2000;
    const r = random(21);
    const x = run(ddpm, { denoiser: data.denoiser(schedule), schedule, times: uniformTimes(300), x: normalBatch(n, 2, r), random: r, variance });
    const { counts } = modeCoverage(x, data.modes, { radius: 1.2 });
    [0.5, 0.3, 0.2].forEach((w, k) => expect(Math.abs(counts[k] / n - w)).toBeLessThan(4 * Math.sqrt((w * (1 - w)) / n)));
    expect(energyDistance(x, data.sample(2000, r))).toBeLessThan(0.006);
  });

  test('20 steps of DDIM from the exact denoiser already draw the ring', () => {
    const data = eightGaussians();
    const x = run(ddim, { denoiser: data.denoiser(schedule), schedule, times: uniformTimes(20), x: normalBatch(500, 2, random(1)) });
    expect(energyDistance(x, data.sample(1000, random(2)))).toBeLessThan(0.012);
  });

  test('eta 1 is ancestral sampling with the small variance', () => {
    const data = eightGaussians();
    const common = { denoiser: data.denoiser(schedule), schedule, times: uniformTimes(10), x: normalBatch(8, 2, random(1)) };
    const a = run(ddim, { ...common, eta: 1, random: random(5) });
    const b = run(ddpm, { ...common, random: random(5) });
    expectClose(a.data, b.data, 1e-10);
  });
});

describe('the contract', () => {
  const schedule = makeSchedule(scheduleDefaults.linear);
  const denoiser = eightGaussians().denoiser(schedule);

  test.each(Object.entries(samplers))('%s: yields the start and n steps, leaves the start alone, repeats itself', (_, entry) => {
    const x = normalBatch(4, 2, random(1));
    const before = x.data.slice();
    const times = uniformTimes(6);
    const go = () => {
      const input = { denoiser, schedule, times, x, random: random(2) };
      return entry === samplers.ddpm ? samplers.ddpm.sampler(input) : samplers.ddim.sampler(input);
    };
    const seen = Array.from(go(), ({ i, t, evaluations }) => [i, t, evaluations]);
    expect(seen).toEqual(Array.from(times, (t, i) => [i, t, i * entry.evaluationsPerStep]));
    expect(x.data).toEqual(before);
    const last = () => {
      let data = x.data;
      for (const step of go()) data = step.x.data;
      return data;
    };
    expect(last()).toEqual(last());
  });

  test('one step from pure noise is the denoised mean', () => {
    const x = normalBatch(3, 2, random(1));
    const [, step] = Array.from(ddim({ denoiser, schedule, times: [1, 0], x }));
    expectClose(step.x.data, step.denoised.data, 1e-15);
    expect(count(step.x)).toBe(3);
  });

  test('noise is asked for where it is needed', () => {
    const input = { denoiser, schedule, times: uniformTimes(2), x: normalBatch(1, 2, random(1)) };
    expect(() => run(ddpm, input)).toThrow('expected `random`');
    expect(() => run(ddim, { ...input, eta: 0.5 })).toThrow('expected `random`');
  });
});

describe('times', () => {
  const { outputs } = golden<{ outputs: { timesteps: Record<string, readonly number[]> } }>('schedules');
  test.each(Object.entries(outputs.timesteps))('%s', (name, timesteps) => {
    const [spacing, n] = name.split('_');
    const times = discreteTimes(Number(n), 1000, spacing as 'leading' | 'trailing');
    expectClose(times.subarray(0, -1), timesteps.map((i) => timeOfIndex(i, 1000)), 1e-15);
    expect(times[times.length - 1]).toBe(0);
  });

  test('uniform, and refusals', () => {
    expect(uniformTimes(4)).toEqual(Float64Array.of(1, 0.75, 0.5, 0.25, 0));
    expect(uniformTimes(2, { from: 0.8, to: 0.2 })).toEqual(Float64Array.of(0.8, 0.5, 0.2));
    expect(() => uniformTimes(0)).toThrow('0 sampling steps (expected a positive integer)');
    expect(() => uniformTimes(3, { from: 0 })).toThrow('times from 0 to 0 (expected 1 >= from > to >= 0)');
    expect(() => discreteTimes(20, 10, 'leading')).toThrow('20 of 10 steps');
  });
});
