import { describe, expect, test } from 'vitest';
import { eightGaussians } from '../../../src/core/data';
import { normalBatch, random } from '../../../src/core/random';
import {
  dpmFast,
  evaluationsOf,
  samplerNames,
  samplers,
  spentOrders,
  stepsWithin,
  uniformTimes,
} from '../../../src/core/sampler';
import type { Sampler } from '../../../src/core/sampler';
import { linear } from '../../../src/core/schedule';

const schedule = linear();
const input = () => ({
  denoiser: eightGaussians().denoiser(schedule),
  schedule,
  x: normalBatch(4, 2, random(1)),
  random: random(5),
});

describe('budgets', () => {
  const priced = samplerNames.filter((name) => !('adaptive' in samplers[name]));
  test.each(priced.map((name) => [name] as const))(
    '%s costs what its entry says, and stays within a budget',
    (name) => {
      for (const zero of [true, false]) {
        for (let n = 1; n <= 6; n++) {
          let asked = 0;
          const times = uniformTimes(n, { to: zero ? 0 : 0.02 });
          const sampler: Sampler = samplers[name].sampler;
          for (const step of sampler({ ...input(), times })) asked = step.evaluations;
          expect([n, zero, asked]).toEqual([n, zero, evaluationsOf(samplers[name], n, zero)]);
        }
        for (let budget = 1; budget <= 20; budget++) {
          const n = stepsWithin(samplers[name], budget, zero);
          if (n > 0) expect(evaluationsOf(samplers[name], n, zero)).toBeLessThanOrEqual(budget);
          expect(evaluationsOf(samplers[name], n + 1, zero)).toBeGreaterThan(budget);
        }
      }
    },
  );
  test('a step of predictor–corrector is not to be had for one evaluation, and three pay for one', () => {
    expect(stepsWithin(samplers.predictorCorrector, 1, true)).toBe(0);
    expect(stepsWithin(samplers.predictorCorrector, 3, true)).toBe(1);
    expect(stepsWithin(samplers.pndm, 20, true)).toBe(19);
  });
  test('single steps of mixed orders spend a budget to the last evaluation', () => {
    expect(spentOrders(9)).toEqual([3, 3, 2, 1]);
    expect(spentOrders(10)).toEqual([3, 3, 3, 1]);
    expect(spentOrders(11)).toEqual([3, 3, 3, 2]);
    expect(spentOrders(5, 2)).toEqual([2, 2, 1]);
    for (let n = 1; n < 40; n++) {
      for (const most of [1, 2, 3] as const) expect(spentOrders(n, most).reduce((sum, k) => sum + k, 0)).toBe(n);
      const orders = spentOrders(n);
      let asked = 0;
      const times = uniformTimes(orders.length, { to: 0.02 });
      for (const step of dpmFast({ ...input(), times, orders })) asked = step.evaluations;
      expect(asked).toBe(n);
    }
    expect(() => spentOrders(0)).toThrow('0 evaluations (expected a positive integer)');
  });
});
