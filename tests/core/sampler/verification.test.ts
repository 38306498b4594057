import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { samplerNames, samplers } from '../../../src/core/sampler';
import { odeConvergence, weakConvergence } from './convergence';
import { measure, referenceCases, withoutOrder, type VerificationRow } from './verification';

const rowOf = new Map<string, VerificationRow>();
beforeAll(() => {
  for (const row of measure()) rowOf.set(row.name, row);
}, 120_000);

describe.each(samplerNames.map((name) => [name] as const))('%s', (name) => {
  test('has the order it states', () => {
    const { convergence, statedOrder } = rowOf.get(name)!;
    // Where no order is stated, none is measured either.
    if (withoutOrder.includes(name)) return expect(convergence).toBeNull();
    expect(convergence!.order).toBeGreaterThan(statedOrder - 0.2);
    // Dormand and Prince chose their numbers to make the leading error small: it is not the largest yet.
    if (name !== 'rk45') expect(convergence!.order).toBeLessThan(statedOrder + 0.2);
  });

  test('agrees with public implementations, or says that there is none', () => {
    const { references, gap } = rowOf.get(name)!;
    for (const { largestError } of references) expect(largestError).toBeLessThan(1e-8);
    if (references.length === 0) expect(gap).toContain('no public run');
  });

  test('gives the data in many steps', () => {
    const { marginal } = rowOf.get(name)!;
    expect(marginal.weightError).toBeLessThan(3);
    expect(marginal.energy).toBeLessThan(0.01); // two exact samples of 1,000 differ by 0.002 to 0.004
    expect(marginal.outside).toBeLessThan(0.01);
  });
});

test('every sampler is measured, and no reference is of an unknown one', () => {
  expect([...rowOf.keys()]).toEqual(samplerNames);
  for (const { sampler } of referenceCases) expect(samplerNames).toContain(sampler);
});

describe('orders of options', () => {
  const near = (found: number, order: number) => expect(Math.abs(found - order)).toBeLessThan(order > 3 ? 0.4 : 0.2);

  test('third-order DPM-Solver++ without the factor 2, as the public implementations have it, is of order 2', () => {
    const found = odeConvergence('dpmpp3m', { second: 1 });
    expect(found.order).toBeLessThan(2.4);
  });
  test('the corrector of UniPC adds an order', () => {
    near(odeConvergence('unipc', { order: 1, lowerOrderFinal: false }).order, 2);
    near(odeConvergence('unipc', { order: 2, corrector: false, lowerOrderFinal: false }).order, 2);
    near(odeConvergence('unipc', { order: 3, corrector: false, lowerOrderFinal: false }).order, 3);
  });
  test('lower-order last steps of UniPC cost orders', () => near(odeConvergence('unipc', {}).order, 2));
  test.each([1, 2, 3, 4])('DEIS and linear multistep of order %i', (order) => {
    near(odeConvergence('deis', { order }).order, order);
    near(odeConvergence('lms', { order }).order, order);
  });
  test('inner points of the single-step methods are free', () => {
    near(odeConvergence('dpmSolver2', { r1: 0.8 }).order, 2);
    near(odeConvergence('dpmSolver3', { r1: 0.25 }).order, 3);
    near(odeConvergence('dpmpp2s', { r: 0.3 }).order, 2);
    near(odeConvergence('heun', { alpha: 0.5 }).order, 2);
  });
  test('heun’s weight in 2M, Runge–Kutta start of PNDM', () => {
    near(odeConvergence('dpmpp2m', { correction: 'heun' }).order, 2);
    near(odeConvergence('pndm', { start: 'prk' }).order, 2);
  });
  test('in distribution', () => {
    near(weakConvergence('ddpm', { variance: 'large' }).order, 1);
    near(weakConvergence('dpmpp2s', { eta: 1 }).order, 2);
    near(weakConvergence('dpmpp2mSde', { correction: 'heun' }).order, 2);
    near(weakConvergence('eulerMaruyama', { eta: 0.5 }).order, 1);
    near(weakConvergence('predictorCorrector', { corrector: 'none', predictor: 'ancestral' }).order, 1);
  });
  test('every entry says where it is from, a work in the reference list', () => {
    const list = readFileSync(new URL('../../../content/references.bib', import.meta.url), 'utf8');
    for (const name of samplerNames) {
      expect(list).toContain(`{${samplers[name].citation},`);
      expect(samplers[name].source).not.toBe('');
    }
  });
});
