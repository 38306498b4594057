import { describe, expect, test } from 'vitest';
import { jumps, type Jumper } from '../../../src/core/few-steps/jumps';
import { normalBatch, random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler';
import { expectClose } from '../golden';

/** Gaussian data of deviation 0.6 on the linear path: the flow keeps x over its deviation. */
const spread = (t: number) => Math.hypot(0.6 * (1 - t), t);
const exact: Jumper = {
  meanVelocity(x, t, s, out) {
    const h = s < t ? t - s : 1e-6;
    for (let j = 0; j < x.data.length; j++) out.data[j] = (x.data[j] * (1 - spread(t - h) / spread(t))) / h;
    return out;
  },
};

describe('jumps', () => {
  const x = normalBatch(20, 2, random(1));
  test('with the exact mean velocity end at the same place, however many', () => {
    for (const n of [1, 2, 5]) {
      const steps = [...jumps({ jumper: exact, times: uniformTimes(n), x })];
      expect(steps.map(({ i, evaluations }) => [i, evaluations])).toEqual(
        Array.from({ length: n + 1 }, (_, i) => [i, i]),
      );
      const { x: end, t, denoised } = steps[n];
      expect(t).toBe(0);
      expectClose(
        end.data,
        x.data.map((value) => 0.6 * value),
        1e-12,
      );
      expectClose(denoised.data, end.data, 1e-12);
    }
  });

  test('need falling times', () => {
    expect(() => [...jumps({ jumper: exact, times: [1], x })]).toThrow('1 times (expected at least 2)');
    expect(() => [...jumps({ jumper: exact, times: [0.5, 0.5], x })]).toThrow(
      'time 0.5 after 0.5 (expected falling times)',
    );
  });
});
