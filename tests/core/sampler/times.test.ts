import { describe, expect, test } from 'vitest';
import { discreteTimes, karrasTimes, logSnrTimes, quadraticTimes, uniformTimes } from '../../../src/core/sampler';
import { edm, flow, linear, makeSchedule, scheduleDefaults, ve, type Schedule } from '../../../src/core/schedule';
import { timeOfIndex } from '../../../src/core/schedule/discrete';
import { expectClose, golden } from '../golden';
import { ladder } from './ladder';

describe('of the discrete view, against diffusers', () => {
  const { outputs } = golden<{ outputs: { timesteps: Record<string, readonly number[]> } }>('schedules');
  test.each(Object.entries(outputs.timesteps))('%s', (name, timesteps) => {
    const [spacing, n] = name.split('_');
    const times = discreteTimes(Number(n), 1000, spacing as 'leading' | 'trailing');
    expectClose(
      times.subarray(0, -1),
      timesteps.map((i) => timeOfIndex(i, 1000)),
      1e-15,
    );
    expect(times[times.length - 1]).toBe(0);
  });

  interface Grids {
    readonly outputs: {
      readonly indices: Record<string, { readonly all: readonly number[]; readonly dpm: readonly number[] }>;
      readonly fractional: Record<string, readonly number[]>;
      readonly levels: Record<'exponential_n10' | 'karras_n10', readonly number[]>;
    };
  }
  const grids = golden<Grids>('samplers/times').outputs;
  test.each(Object.entries(grids.indices))('%s', (name, { all, dpm }) => {
    const n = Number(name.split('_')[1]);
    const times = (indices: readonly number[]) => indices.map((i) => timeOfIndex(i, 1000));
    expectClose(discreteTimes(n, 1000, 'linspace').subarray(0, -1), times(all), 1e-15);
    expectClose(discreteTimes(n + 1, 1000, 'linspace').subarray(0, -2), times(dpm), 1e-15); // without index 0
  });

  test.each(Object.entries(grids.fractional))('%s without rounding', (name, indices) => {
    const times = discreteTimes(indices.length, 1000, 'linspace', { rounded: false });
    expect(name).toBe(`linspace_${indices.length}`);
    expectClose(
      times.subarray(0, -1),
      indices.map((i) => timeOfIndex(i, 1000)),
      1e-15,
    );
  });

  test('trailing rounds halfway to even, as NumPy does', () => {
    const indices = Array.from(discreteTimes(16, 1000, 'trailing').subarray(0, -1), (t) => Math.round(t * 1000) - 1);
    expect(indices).toEqual([999, 937, 874, 811, 749, 687, 624, 561, 499, 437, 374, 311, 249, 187, 124, 61]);
  });

  test('levels of Karras and of equal log-SNR, against k-diffusion', () => {
    const schedule = ladder('ve', 80);
    const level = (t: number) => 80 * t;
    const range = { to: 0.002 / 80 };
    expectClose(karrasTimes(schedule, 10, range).map(level), grids.levels.karras_n10, 1e-13, 1e-3);
    expectClose(logSnrTimes(schedule, 10, range).map(level), grids.levels.exponential_n10, 1e-13, 1e-3);
  });
});

describe('of the continuous view', () => {
  test('uniform, quadratic', () => {
    expect(uniformTimes(4)).toEqual(Float64Array.of(1, 0.75, 0.5, 0.25, 0));
    expect(uniformTimes(2, { from: 0.8, to: 0.2 })).toEqual(Float64Array.of(0.8, 0.5, 0.2));
    expect(quadraticTimes(4)).toEqual(Float64Array.of(1, 0.5625, 0.25, 0.0625, 0));
  });

  test.each(['linear', 'cosine', 'sigmoid'] as const)('equal steps of log-SNR and of level^(1/7) under %s', (kind) => {
    const schedule = makeSchedule(scheduleDefaults[kind]);
    const range = { from: 0.98, to: 0.02, zero: false };
    const check = (times: Float64Array, measure: (t: number) => number) => {
      expect(times.length).toBe(13);
      expect(times[0]).toBe(0.98);
      expect(times[12]).toBe(0.02);
      const step = (measure(0.02) - measure(0.98)) / 12;
      for (let i = 0; i < 12; i++) expect((measure(times[i + 1]) - measure(times[i])) / step).toBeCloseTo(1, 6);
    };
    check(logSnrTimes(schedule, 12, range), (t) => schedule.logSnr(t));
    check(karrasTimes(schedule, 12, range), (t) => Math.exp(-schedule.logSnr(t) / 14));
  });

  test('the grid of Karras ends at a level, 0.002, whatever the time of it', () => {
    const level = (schedule: Schedule, t: number) => schedule.sigma(t) / schedule.alpha(t);
    for (const schedule of [edm({ sigmaMin: 0, rho: 1 }), linear(), flow()]) {
      const times = karrasTimes(schedule, 6);
      expectClose([level(schedule, times[5])], [0.002], 1e-9, 0);
      expect(times[6]).toBe(0);
      expectClose([level(schedule, karrasTimes(schedule, 6, { least: 0.01, zero: false })[6])], [0.01], 1e-9, 0);
    }
    // Of eq. 5, from 80 to 0.002 in five steps.
    const fifth = (i: number) => (80 ** (1 / 7) + (i / 5) * (0.002 ** (1 / 7) - 80 ** (1 / 7))) ** 7;
    const found = karrasTimes(edm({ sigmaMin: 0, rho: 1 }), 6).map((t) => 80 * t);
    expectClose(found, [...Array.from({ length: 6 }, (_, i) => fifth(i)), 0], 1e-9, 0.002);
    // A schedule that does not come lower has that level at t = 0: there the grid ends.
    expectClose(karrasTimes(edm(), 4), uniformTimes(4), 1e-9);
    expect(karrasTimes(ve(), 4)[4]).toBe(0);
  });

  test('every grid falls strictly from its start to 0, also from pure noise', () => {
    const flow = { ...linear(), alpha: (t: number) => 1 - t, sigma: (t: number) => t };
    const schedules = [
      linear(),
      {
        ...flow,
        logSnr: (t: number) => 2 * Math.log((1 - t) / t),
        timeOfLogSnr: (l: number) => 1 / (1 + Math.exp(l / 2)),
      },
    ];
    for (const schedule of schedules) {
      for (const times of [
        logSnrTimes(schedule, 9),
        karrasTimes(schedule, 9),
        quadraticTimes(9),
        discreteTimes(9, 100, 'linspace'),
      ]) {
        expect(times[0]).toBe(1);
        expect(times[9]).toBe(0);
        for (let i = 0; i < 9; i++) expect(times[i]).toBeGreaterThan(times[i + 1]);
      }
    }
  });

  test('refusals', () => {
    expect(() => uniformTimes(0)).toThrow('0 sampling steps (expected a positive integer)');
    expect(() => uniformTimes(3, { from: 0 })).toThrow('times from 0 to 0 (expected 1 >= from > to >= 0)');
    expect(() => karrasTimes(linear(), 3, { to: 0 })).toThrow('times from 1 to 0 (expected 1 >= from > to > 0)');
    expect(() => discreteTimes(20, 10, 'leading')).toThrow('20 of 10 steps');
  });
});
