import { describe, expect, test } from 'vitest';
import { zeros } from '../../../src/core/batch';
import { linearPath } from '../../../src/core/flow-matching';
import { makeSchedule } from '../../../src/core/schedule';
import { straightness } from '../../../src/core/flow';
import { denoiserField } from '../../../src/core/process/flow-field';
import { reflow } from '../../../src/net/objective/reflow';
import type { Regression } from '../../../src/net/objective/objective';
import { nextBatch } from '../../../src/net/objective/step';
import { settings } from '../helpers';
import { learner, small, turned } from './helpers';

const onFlow = { schedule: { kind: 'flow' } } as const;

describe('reflow', () => {
  test('asks for the velocity of the lines between partners', () => {
    const { from, to } = turned();
    const state = {
      settings: settings({ ...onFlow, batchSize: 100 }),
      dim: 2,
      steps: 2,
      schedule: makeSchedule(onFlow.schedule),
      pool: null,
      evaluator: () => {
        throw new Error('no network is asked');
      },
    };
    const { points, target, weight } = nextBatch(reflow({ from, to }), state) as Regression;
    points.t.forEach((t, i) => {
      expect(Math.floor(t * 100)).toBe(i);
      const { alpha, sigma, r, skip, out } = linearPath(t);
      const [x0, epsilon] = [0, 1].map((k) =>
        [0, 1].map((d) => {
          const [x, v] = [points.x[2 * i + d], target[2 * i + d]];
          return k === 0 ? alpha * x - sigma * v : sigma * x + alpha * v;
        }),
      );
      // Partners: turned by a right angle and halved.
      expect(x0[0]).toBeCloseTo(-epsilon[1] / 2, 4);
      expect(x0[1]).toBeCloseTo(epsilon[0] / 2, 4);
      expect(weight[i]).toBeCloseTo(out ** 2, 4);
      expect(skip * r * points.x[2 * i] + out * target[2 * i]).toBeCloseTo(epsilon[0] - x0[0], 4);
    });
  });

  test('learns to go from noise to its partner in one step', async () => {
    const pairs = turned();
    const trainer = await learner('simd', reflow(pairs), {
      ...onFlow,
      network: { ...small, width: 32 },
      batchSize: 256,
    });
    trainer.train(800);
    const found = trainer.denoiser().denoise(pairs.from, 1, zeros(1000, 2));
    const error = found.data.reduce((sum, value, i) => sum + (value - pairs.to.data[i]) ** 2, 0) / 2000;
    expect(error).toBeLessThan(0.02);
    const field = denoiserField(trainer.denoiser(), makeSchedule(onFlow.schedule), { from: 1e-3 });
    const solver = { steps: 32, method: 'euler' } as const;
    expect(straightness(pairs.from, field, { solver }).relative).toBeLessThan(0.05);
    trainer.dispose();
  });

  test('says what does not fit', async () => {
    const { from, to } = turned();
    expect(() => reflow({ from, to: zeros(3, 2) })).toThrow('(expected as many of each, at least one)');
    await expect(learner('simd', reflow({ from, to }))).rejects.toThrow(
      'reflow that predicts v on the cosine schedule',
    );
    await expect(learner('simd', reflow({ from, to }), { ...onFlow, dim: 1 })).rejects.toThrow('(expected 1)');
  });
});
