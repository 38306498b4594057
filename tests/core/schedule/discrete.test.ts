import { describe, expect, test } from 'vitest';
import { makeSchedule, scheduleDefaults, scheduleKinds } from '../../../src/core/schedule';
import { alphaBarsOf, betasOf, discretize, fromBetas, timeOfIndex } from '../../../src/core/schedule/discrete';
import {
  cosineBetas,
  linearBetas,
  scaledLinearBetas,
  sigmoidBetas,
  zeroTerminalSnr,
} from '../../../src/core/schedule/tables';
import { preservesVariance } from '../../../src/core/schedule/variance-preserving';
import { expectClose, golden } from '../golden';

interface Table {
  readonly T: number;
  readonly index: readonly number[];
  readonly betas: readonly number[];
  readonly alphas_cumprod: readonly number[];
}
const { outputs } = golden<{
  outputs: { betas: Record<string, Table>; zero_terminal_snr: Record<string, Table> };
}>('schedules');

/** Our table for each of the libraries' names (without the number of steps). */
const tables: Record<string, (T: number) => Float64Array> = {
  diffusers_linear: (T) => linearBetas(T),
  diffusers_scaled_linear: (T) => scaledLinearBetas(T, 1e-4, 0.02),
  diffusers_scaled_linear_sd: (T) => scaledLinearBetas(T),
  diffusers_squaredcos_cap_v2: (T) => cosineBetas(T),
  diffusers_sigmoid: (T) => sigmoidBetas(T),
  improved_diffusion_linear: (T) => linearBetas(T, 0.1 / T, 20 / T),
  improved_diffusion_cosine: (T) => cosineBetas(T),
};

describe("the libraries' tables", () => {
  test.each(Object.entries(outputs.betas))('%s', (name, table) => {
    const betas = tables[name.replace(/_T\d+$/, '')](table.T);
    const alphaBars = alphaBarsOf(betas);
    expect(betas.length).toBe(table.T);
    expectClose(
      table.index.map((i) => betas[i]),
      table.betas,
      1e-10,
      0,
    );
    expectClose(
      table.index.map((i) => alphaBars[i]),
      table.alphas_cumprod,
      1e-12,
      0,
    );
  });

  test.each(Object.entries(outputs.zero_terminal_snr))('zero terminal SNR, %s', (name, table) => {
    const betas = zeroTerminalSnr(tables[`diffusers_${name.replace('_T100', '')}`](table.T));
    const alphaBars = alphaBarsOf(betas);
    expect(betas[table.T - 1]).toBe(1);
    expectClose(
      table.index.map((i) => betas[i]),
      table.betas,
      1e-9,
    );
    expectClose(
      table.index.map((i) => alphaBars[i]),
      table.alphas_cumprod,
      1e-12,
    );
  });
});

describe('discrete and continuous views', () => {
  test('betas to alpha-bars and back', () => {
    const betas = linearBetas(1000);
    expectClose(betasOf(alphaBarsOf(betas)), betas, 1e-11, 0);
  });

  test.each(['linear', 'cosine'] as const)('from betas and back: %s', (kind) => {
    const betas = kind === 'linear' ? linearBetas(1000) : cosineBetas(1000);
    const schedule = fromBetas(betas);
    const again = discretize(schedule, 1000);
    expectClose(again.betas, betas, 1e-10, 0);
    expectClose(again.alphaBars, alphaBarsOf(betas), 1e-11, 0);
    expect(schedule.alpha(0)).toBe(1);
    // Within a step, ln alpha^2 is straight.
    const [a, b, c] = [10, 10.5, 11].map((i) => Math.log(schedule.alpha(timeOfIndex(i, 1000))));
    expect((a + c) / 2).toBeCloseTo(b, 14);
  });

  const preserving = scheduleKinds.filter((kind) => preservesVariance(makeSchedule(scheduleDefaults[kind])));

  test.each(preserving)('%s: steps stand on the curve, and fine steps become its rate', (kind) => {
    const schedule = makeSchedule(scheduleDefaults[kind]);
    const T = 4000;
    const { betas, alphaBars } = discretize(schedule, T);
    expect(alphaBars[999]).toBeCloseTo(schedule.alpha(0.25) ** 2, 14);
    expectClose(alphaBarsOf(betas), alphaBars, 1e-10, 0);
    for (const i of [800, 2000, 3000]) {
      expect((T * betas[i]) / schedule.diffusion((i + 0.5) / T) ** 2).toBeCloseTo(1, 2);
    }
    const back = fromBetas(betas);
    for (const t of [0.25, 0.5, 0.75]) expect(back.logSnr(t)).toBeCloseTo(schedule.logSnr(t), 9);
  });

  test('a step to pure noise is held at log-SNR -20', () => {
    expect(fromBetas(zeroTerminalSnr(linearBetas(1000))).logSnr(1)).toBeCloseTo(-20, 6);
  });

  test('refuses what is no schedule', () => {
    expect(() => fromBetas([])).toThrow('no betas (expected at least one)');
    expect(() => fromBetas([0.1, 1.2])).toThrow('beta 1 is 1.2 (expected 0 to 1)');
    expect(() => fromBetas([0.1, NaN])).toThrow('beta 1 is NaN (expected 0 to 1)');
    expect(() => fromBetas([0, 0.01])).toThrow('more signal than noise');
    expect(() => discretize(makeSchedule(scheduleDefaults.linear), 0)).toThrow('schedule of 0 steps');
    expect(() => discretize(makeSchedule(scheduleDefaults.flow), 9)).toThrow(
      'betas of the flow schedule (expected one with',
    );
  });
});
