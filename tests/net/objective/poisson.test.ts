import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import { charges, kernelCdf, poissonPrior } from '../../../src/core/electrostatics';
import { energyDistance, kolmogorovSmirnov } from '../../../src/core/metric';
import { random } from '../../../src/core/random';
import { ddim, run, uniformTimes } from '../../../src/core/sampler';
import { makeSchedule } from '../../../src/core/schedule';
import { createTrainer } from '../../../src/net/create';
import type { Regression } from '../../../src/net/objective/objective';
import { poissonFlow } from '../../../src/net/objective/poisson';
import { nextBatch } from '../../../src/net/objective/step';
import { heldOut, ring, settings } from '../helpers';
import { learner, small } from './helpers';

const n = 8000;
const batchOf = (extra: number, points = ring()) => {
  const chosen = settings({ batchSize: n });
  const schedule = makeSchedule(chosen.schedule);
  const evaluator = () => {
    throw new Error('poisson flow asks no network');
  };
  const pool = Float32Array.from(points.data);
  const made = nextBatch(poissonFlow({ extra }), { settings: chosen, dim: 2, steps: 3, schedule, pool, evaluator });
  return { ...(made as Regression), schedule };
};

describe('poisson flow', () => {
  test('noises by the kernel of its D, at times from equal parts of [0, 1]', () => {
    for (const extra of [1, 12, Infinity]) {
      const { points, target, schedule } = batchOf(extra);
      points.t.forEach((t, i) => expect(Math.abs(t * n - i - 0.5)).toBeLessThan(0.501));
      const distances = Float64Array.from({ length: n }, (_, i) => {
        const [alpha, sigma] = [schedule.alpha(points.t[i]), schedule.sigma(points.t[i])];
        return Math.hypot(
          ...[0, 1].map((d) => sigma * points.x[2 * i + d] + alpha * target[2 * i + d]), // epsilon, from x and v
        );
      });
      expect(kolmogorovSmirnov(distances, (r) => kernelCdf(r, 1, 2, extra))).toBeLessThan(2 / Math.sqrt(n));
    }
  });

  test('has for its mean target what the charges say: v of E[y | x, r]', () => {
    const cloud = batch([-1, 0.4, 0.8, -0.6, 0.3, 1.2], 2);
    for (const extra of [3, 40]) {
      const { points, target, weight, schedule } = batchOf(extra, cloud);
      const field = charges({ points: cloud, extra });
      for (const test of [
        () => 1,
        (i: number) => Math.tanh(points.x[2 * i]),
        (i: number) => Math.sign(points.x[2 * i + 1]),
      ]) {
        let [sum, squares] = [0, 0];
        for (let i = 0; i < n; i++) {
          const [alpha, sigma] = [schedule.alpha(points.t[i]), schedule.sigma(points.t[i])];
          const x = batch([points.x[2 * i] / alpha, points.x[2 * i + 1] / alpha], 2);
          const mean = field.mean(x, sigma / alpha).data[0];
          // v = (alpha x - x_0) / sigma where alpha^2 + sigma^2 = 1
          const each = weight[i] * test(i) * (target[2 * i] - (alpha * points.x[2 * i] - mean) / sigma);
          sum += each;
          squares += each * each;
        }
        expect(Math.abs(sum) / Math.sqrt(squares)).toBeLessThan(4);
      }
    }
  });

  test('bounds what a row counts, and draws alike at every D', () => {
    const [few, many] = [batchOf(1), batchOf(Infinity)];
    let bounded = 0;
    few.weight.forEach((w, i) => {
      const squared = few.points.x[2 * i] ** 2 + few.points.x[2 * i + 1] ** 2;
      expect(w).toBeCloseTo(Math.min(1, 18 / squared), 5);
      if (w < 1) bounded++;
    });
    expect(bounded).toBeGreaterThan(0.05 * n);
    expect(many.weight.filter((w) => w < 1).length).toBeLessThan(0.005 * n);
    expect(few.points.t).toEqual(many.points.t);
  });

  test('learns the ring at D = 1 and at D = 32, from its own prior', async () => {
    for (const extra of [1, 32]) {
      const trainer = await createTrainer('simd', settings({}), poissonFlow({ extra }));
      trainer.setData(ring());
      trainer.train(300);
      const schedule = makeSchedule(trainer.settings.schedule);
      const x = poissonPrior(500, 2, schedule.sigma(1), extra, random(2));
      const end = run(ddim, { denoiser: trainer.denoiser(), schedule, times: uniformTimes(40), x });
      expect(energyDistance(x, heldOut())).toBeGreaterThan(0.15);
      expect(energyDistance(end, heldOut())).toBeLessThan(extra === 1 ? 0.1 : 0.02);
      trainer.dispose();
    }
  });

  test('refuses what has no meaning', async () => {
    expect(() => poissonFlow({ extra: 0 })).toThrow('charges in 0 extra dimensions (expected above 0, or Infinity)');
    await expect(
      learner('simd', poissonFlow({ extra: 4 }), { network: { ...small, prediction: 'x0' } }),
    ).rejects.toThrow('poisson flow that predicts x0 (expected v)');
    await expect(learner('simd', poissonFlow({ extra: 4 }), { dim: 1 })).rejects.toThrow(
      'in 1 dimensions (expected 2)',
    );
  });
});
