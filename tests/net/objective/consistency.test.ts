import { describe, expect, test } from 'vitest';
import { lognormalShares } from '../../../src/core/few-steps/consistency';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule';
import { consistency } from '../../../src/net/objective/consistency';
import { easyConsistency } from '../../../src/net/objective/easy-consistency';
import type { BatchObjective, OutputLoss } from '../../../src/net/objective/objective';
import { nextBatch } from '../../../src/net/objective/step';
import { unitPath } from '../../../src/net/objective/unit-path';
import { quality } from '../helpers';
import { consistentV, evaluatorOf, gaussianTeacher, specs, spread, stateWith } from './gaussian';
import { learner, small } from './helpers';

const pool = Float32Array.from(normalBatch(4000, 2, random(7)).data, (z) => spread * z);
const somehow = (x: number, t: number) => Math.sin(x + 2 * t) + 0.3 * x * t;

describe.each(specs)('consistency on %j', (spec) => {
  const schedule = makeSchedule(spec);
  const teacher = gaussianTeacher(spec);
  const batchOf = (objective: BatchObjective, answer = somehow, change: object = {}) => {
    const evaluator = evaluatorOf(answer);
    const batch = nextBatch(objective, stateWith(evaluator, spec, { pool, ...change })) as OutputLoss;
    const output = evaluator.forward(batch.points);
    return { ...batch, output, found: batch.loss(output) };
  };
  const f = (answer: typeof somehow, x: number, t: number) => {
    const { alpha, sigma } = unitPath(schedule, t);
    return alpha * x - sigma * answer(x, t);
  };

  test('has the gradient of its loss', () => {
    for (const distance of [{ kind: 'squared' }, { kind: 'huber', c: 0.2 }] as const) {
      for (const objective of [
        consistency({ distance, weighting: 'gap' }),
        consistency({ teacher, distance, target: 'ema' }),
      ]) {
        const { output, found, loss } = batchOf(objective, somehow, { batchSize: 16 });
        for (const j of [0, 9, 20, 31]) {
          const moved = (by: number) => {
            const { terms } = loss(output.map((value, i) => (i === j ? value + by : value)));
            return terms.reduce((sum, term) => sum + term, 0) / 16;
          };
          const slope = (moved(1e-2) - moved(-1e-2)) / 2e-2;
          expect(Math.abs(slope - found.gradient[j])).toBeLessThan(2e-3 * Math.max(Math.abs(slope), 0.01));
        }
      }
    }
  });

  test('over one interval is denoising from t = 1', () => {
    const { points, found, output } = batchOf(consistency({ intervals: 1 }), somehow, {
      pool: Float32Array.of(0.5, -1),
    });
    expect(points.t.every((t) => t === 1)).toBe(true);
    const { alpha, sigma } = unitPath(schedule, 1);
    found.terms.forEach((term, i) => {
      const expected = [0, 1].reduce((sum, d) => {
        const j = 2 * i + d;
        return sum + (alpha * points.x[j] - sigma * output[j] - [0.5, -1][d]) ** 2 / 2;
      }, 0);
      expect(Math.abs(term - expected)).toBeLessThan(1e-4 * Math.max(1, expected));
    });
  });

  test('follows the teacher’s flow, at small intervals as the derivative along it does', () => {
    const count = 200;
    const { points, found } = batchOf(consistency({ teacher, intervals: count }), somehow, { batchSize: 400 });
    const data = teacher.denoise(points);
    points.t.forEach((t, i) => {
      expect(Math.abs(t * count - Math.round(t * count))).toBeLessThan(1e-4);
      if (t < 0.1 || t > 0.95) return;
      const here = unitPath(schedule, t);
      const below = unitPath(schedule, t - 1 / count);
      const turn = Math.atan2(here.sigma, here.alpha) - Math.atan2(below.sigma, below.alpha);
      for (const j of [2 * i, 2 * i + 1]) {
        const slope = (here.alpha * points.x[j] - data[j]) / here.sigma;
        const at = (by: number) => f(somehow, points.x[j] + by * slope, t + by / here.speed);
        const expected = (-here.sigma * (at(1e-4) - at(-1e-4)) * turn) / 2e-4 / 400;
        expect(Math.abs(found.gradient[j] - expected) * 400).toBeLessThan(0.15 * turn);
      }
    });
  });

  test('is nearly content with the consistency function, and more so the smaller the intervals', () => {
    const answer = consistentV(schedule);
    const lossOf = (intervals: number) => {
      const { terms } = batchOf(consistency({ teacher, intervals }), answer, { batchSize: 500 }).found;
      return terms.reduce((sum, term) => sum + term, 0) / 500;
    };
    const [coarse, fine] = [lossOf(8), lossOf(64)];
    expect(coarse).toBeLessThan(0.01);
    // Errors of a step of order one fall with its square, their squares with the fourth power.
    expect(fine).toBeLessThan(coarse / 500);
  });

  test('draws its intervals by their shares, and weighs them by their width', () => {
    const ladder = () => [1, 0.6, 0.3, 0];
    const objective = consistency({
      intervals: 3,
      ladder,
      shares: (levels) => lognormalShares(levels, { mean: 0, deviation: 1 }),
      weighting: 'gap',
    });
    const { points } = batchOf(objective, somehow, { batchSize: 3000 });
    const levels = [0.3, 0.6, 1].map((t) => Math.exp(-Math.max(schedule.logSnr(t), -20) / 2));
    const shares = lognormalShares([0, ...levels], { mean: 0, deviation: 1 });
    [0.3, 0.6, 1].forEach((t, k) => {
      const found = points.t.filter((at) => at === Math.fround(t)).length / 3000;
      expect(Math.abs(found - shares[k])).toBeLessThan(0.03);
    });
  });

  test('tuned easily, begins as denoising and ends with near neighbours', () => {
    const objective = easyConsistency({ stage: 10, distance: { kind: 'squared' } });
    const one = Float32Array.of(0.5, -1);
    const first = batchOf(objective, somehow, { pool: one, batchSize: 40 });
    const levelOf = (t: number) => Math.exp(-schedule.logSnr(t) / 2);
    let fromData = 0;
    first.points.t.forEach((t, i) => {
      // Up to a level of ln 7 the neighbour has no noise.
      if (levelOf(t) > 1.9) return;
      fromData++;
      const error = [0, 1].map((d) => f(somehow, first.points.x[2 * i + d], t) - one[d]);
      expect(Math.abs(first.found.terms[i] - (error[0] ** 2 + error[1] ** 2) / 2)).toBeLessThan(1e-4);
    });
    expect(fromData).toBeGreaterThan(20);
    // Five stages on, by the paper's formula.
    const later = batchOf(objective, somehow, { pool: one, batchSize: 40, steps: 57 });
    later.points.t.forEach((t, i) => {
      const level = levelOf(t);
      const next = level * (1 - (1 + 8 / (1 + Math.exp(level))) / 2 ** 6);
      const s = schedule.timeOfLogSnr(-2 * Math.log(next));
      const there = unitPath(schedule, s);
      const here = unitPath(schedule, t);
      if (t > 0.99) return;
      const squared = [0, 1].map((d) => {
        const x = later.points.x[2 * i + d];
        const epsilon = (x - here.alpha * one[d]) / here.sigma;
        return (f(somehow, x, t) - f(somehow, there.alpha * one[d] + there.sigma * epsilon, s)) ** 2;
      });
      expect(Math.abs(later.found.terms[i] - (squared[0] + squared[1]) / 2)).toBeLessThan(1e-3);
    });
    expect(later.points.t).not.toEqual(first.points.t);
  });
});

test.each([
  [
    'training',
    consistency({ intervals: (k) => Math.min(10 + Math.floor(k / 20), 40), distance: { kind: 'huber', c: 0.03 } }),
  ],
  ['tuning', easyConsistency({ stage: 80 })],
])('consistency %s learns the ring in one step', async (_, objective) => {
  const trainer = await learner('simd', objective, {
    network: { width: 64, depth: 3, prediction: 'v', time: 'slow' },
    batchSize: 256,
    learningRate: 4e-3,
    decaySteps: 600,
  });
  trainer.train(600);
  expect(quality(trainer, 1, 1)).toBeLessThan(0.06);
  trainer.dispose();
});

test('consistency says what it needs', async () => {
  const x0 = { network: { ...small, prediction: 'x0' } } as const;
  await expect(learner('simd', consistency(), x0)).rejects.toThrow(
    'consistency training with a network that predicts x0',
  );
  await expect(learner('simd', easyConsistency({ stage: 5 }), x0)).rejects.toThrow(
    'easy consistency tuning with a network',
  );
  const teacher = gaussianTeacher(specs[1]);
  await expect(learner('simd', consistency({ teacher }))).rejects.toThrow('from a teacher on flow (expected the same)');
  const trainer = await learner('simd', consistency({ intervals: () => 0 }));
  expect(() => trainer.train(1)).toThrow('over 0 intervals (expected an integer, at least 1)');
  trainer.dispose();
  expect(() => easyConsistency({ stage: 0 })).toThrow('stages of 0 steps');
  expect(() => easyConsistency({ stage: 1, q: 1 })).toThrow('q is 1 (expected more than 1)');
});
