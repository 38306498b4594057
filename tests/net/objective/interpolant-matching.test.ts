import { describe, expect, test } from 'vitest';
import { zeros } from '../../../src/core/batch';
import { linearPath } from '../../../src/core/flow-matching';
import { flowDefaults, makeFlow } from '../../../src/core/flow';
import { random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule';
import { interpolantMatching } from '../../../src/net/objective/interpolant-matching';
import type { Regression } from '../../../src/net/objective/objective';
import { nextBatch } from '../../../src/net/objective/step';
import { settings } from '../helpers';
import { learner, small } from './helpers';

const onFlow = { schedule: { kind: 'flow' } } as const;
const bent = makeFlow({
  ...flowDefaults,
  source: { kind: 'two-moons' },
  data: { kind: 'spiral' },
  points: 12,
  mean: 'trigonometric',
  noise: 'sine',
  scale: 0.4,
});

describe('matching an interpolant', () => {
  test('asks for dx_t/dt of what the interpolant draws, at stratified times', () => {
    const drawn: Parameters<typeof bent.sample>[] = [];
    const objective = interpolantMatching((...asked) => {
      drawn.push(asked);
      return bent.sample(asked[0], asked[1], random(5));
    });
    const state = {
      settings: settings({ ...onFlow, batchSize: 60 }),
      dim: 2,
      steps: 0,
      schedule: makeSchedule(onFlow.schedule),
      pool: null,
      evaluator: () => {
        throw new Error('no network is asked');
      },
    };
    const { points, target, weight } = nextBatch(objective, state) as Regression;
    const expected = bent.sample(60, points.t, random(5));
    expect(drawn).toHaveLength(1);
    points.t.forEach((t, i) => {
      expect(Math.floor(t * 60)).toBe(i);
      const { skip, out, r } = linearPath(t);
      expect(weight[i]).toBeCloseTo(out ** 2, 4);
      for (const d of [0, 1]) {
        const x = r * points.x[2 * i + d];
        expect(x).toBeCloseTo(expected.x.data[2 * i + d], 4);
        expect(skip * x + out * target[2 * i + d]).toBeCloseTo(expected.velocity.data[2 * i + d], 4);
      }
    });
  });

  test('learns the exact marginal velocity, where the paths are bent and neither end is noise', async () => {
    const trainer = await learner('simd', interpolantMatching(bent.sample), {
      ...onFlow,
      network: { ...small, width: 64 },
      batchSize: 256,
      decaySteps: 1500,
    });
    const off = (t: number): number => {
      const { x } = bent.flow.sample(400, t, random(9));
      const [u, answer] = [bent.flow.velocity(x, t, zeros(400, 2)), trainer.denoiser().denoise(x, t, zeros(400, 2))];
      // Its answer is x - t u.
      return u.data.reduce((sum, each, i) => sum + (each - (x.data[i] - answer.data[i]) / t) ** 2, 0) / 400;
    };
    const before = off(0.5);
    trainer.train(1500);
    expect(before).toBeGreaterThan(0.3);
    expect(off(0.5)).toBeLessThan(before / 10);
    trainer.dispose();
  });

  test('says which network it wants', async () => {
    await expect(learner('simd', interpolantMatching(bent.sample))).rejects.toThrow(
      'interpolant matching that predicts v on the cosine schedule (expected v on flow)',
    );
  });
});
