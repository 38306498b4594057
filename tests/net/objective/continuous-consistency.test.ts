import { describe, expect, test } from 'vitest';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { normalBatch, random } from '../../../src/core/random';
import { makeSchedule } from '../../../src/core/schedule';
import { continuousConsistency } from '../../../src/net/objective/continuous-consistency';
import type { BatchObjective, Regression } from '../../../src/net/objective/objective';
import { nextBatch } from '../../../src/net/objective/step';
import { exactTeacher } from '../../../src/net/objective/teacher';
import { unitPath } from '../../../src/net/objective/unit-path';
import { quality } from '../helpers';
import { consistentV, evaluatorOf, gaussianTeacher, specs, spread, stateWith } from './gaussian';
import { learner, small } from './helpers';

const pool = Float32Array.from(normalBatch(4000, 2, random(7)).data, (z) => spread * z);
const exactly = { normalize: Infinity };
const somehow = (x: number, t: number) => Math.sin(x + 2 * t) + 0.3 * x * t;

function tangentOf(
  objective: BatchObjective,
  answer: (x: number, t: number) => number,
  state: ReturnType<typeof stateWith>,
) {
  const { points, target, weight } = nextBatch(objective, state) as Regression;
  expect(weight.every((w) => w === 1)).toBe(true);
  return { points, g: target.map((value, j) => value - Math.fround(answer(points.x[j], points.t[j >> 1]))) };
}

describe.each(specs)('continuous consistency on %j', (spec) => {
  const schedule = makeSchedule(spec);
  const teacher = gaussianTeacher(spec);

  test('asks nothing of the consistency function itself, by a teacher', () => {
    const answer = consistentV(schedule);
    const { g } = tangentOf(
      continuousConsistency({ teacher, ...exactly }),
      answer,
      stateWith(evaluatorOf(answer), spec, { pool }),
    );
    g.forEach((value) => expect(Math.abs(value)).toBeLessThan(2e-4));
  });

  test('asks nothing of it on average, by the data', () => {
    const answer = consistentV(schedule);
    const state = stateWith(evaluatorOf(answer), spec, { pool, batchSize: 8000 });
    const { points, g } = tangentOf(continuousConsistency(exactly), answer, state);
    // Of any function of x, at any noise: here of x, over the noisier and the clearer half.
    for (const half of [0, 1]) {
      const terms = Array.from(g)
        .map((value, j) => value * points.x[j])
        .filter((_, j) => Math.floor((2 * (j >> 1)) / 8000) === half);
      const mean = terms.reduce((a, b) => a + b, 0) / terms.length;
      const deviation = Math.sqrt(terms.reduce((a, b) => a + (b - mean) ** 2, 0) / terms.length);
      expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(terms.length));
      expect(deviation).toBeGreaterThan(0.05);
    }
  });

  test('moves F by the cosine of the angle times the change of f along the flow', () => {
    const { points, g } = tangentOf(
      continuousConsistency({ teacher, ...exactly }),
      somehow,
      stateWith(evaluatorOf(somehow), spec, { pool }),
    );
    const data = teacher.denoise(points);
    const f = (x: number, t: number) => {
      const { alpha, sigma } = unitPath(schedule, t);
      return alpha * x - sigma * somehow(x, t);
    };
    points.t.forEach((t, i) => {
      if (t < 0.05 || t > 0.98) return;
      const { alpha, sigma, speed } = unitPath(schedule, t);
      for (const j of [2 * i, 2 * i + 1]) {
        const h = 1e-4;
        const slope = (alpha * points.x[j] - data[j]) / sigma;
        const at = (by: number) => f(points.x[j] + by * slope, t + by / speed);
        expect(Math.abs((alpha * (at(h) - at(-h))) / (2 * h) - g[j])).toBeLessThan(1e-3);
      }
    });
  });

  test('shortens long tangents, and brings the derivative in slowly', () => {
    const given = (change: object, steps = 0) =>
      tangentOf(
        continuousConsistency({ teacher, ...change }),
        somehow,
        stateWith(evaluatorOf(somehow), spec, { pool, steps }),
      );
    const [whole, short] = [given(exactly).g, given({ normalize: 0.5 }).g];
    for (let i = 0; i < whole.length; i += 2) {
      const length = Math.hypot(whole[i], whole[i + 1]);
      for (const j of [i, i + 1]) expect(short[j]).toBeCloseTo(whole[j] / (length + 0.5), 4);
    }
    const { points, g } = given({ ...exactly, warmup: 100 });
    const data = teacher.denoise(points);
    points.t.forEach((t, i) => {
      const { alpha, sigma } = unitPath(schedule, t);
      const j = 2 * i;
      const v = (alpha * points.x[j] - data[j]) / sigma;
      expect(g[j]).toBeCloseTo(-alpha * alpha * (somehow(points.x[j], t) - v), 3);
    });
  });
});

test('learns the ring from data alone, in one step', async () => {
  const trainer = await learner('simd', continuousConsistency(), {
    network: { width: 64, depth: 3, prediction: 'v', time: 'slow' },
    batchSize: 256,
    learningRate: 4e-3,
    decaySteps: 600,
  });
  trainer.train(600);
  expect(quality(trainer, 1, 1)).toBeLessThan(0.04);
  trainer.dispose();
});

test('says what it needs', async () => {
  await expect(learner('simd', continuousConsistency(), { network: { ...small, prediction: 'x0' } })).rejects.toThrow(
    'continuous consistency training with a network that predicts x0 (expected v)',
  );
  const teacher = exactTeacher(eightGaussians().denoiser(makeSchedule(specs[1])), specs[1]);
  await expect(learner('simd', continuousConsistency({ teacher }))).rejects.toThrow(
    'continuous consistency distillation on the cosine schedule from a teacher on flow (expected the same)',
  );
  expect(() => continuousConsistency({ normalize: 0 })).toThrow('normalize is 0 (expected more than 0)');
  expect(() => continuousConsistency({ warmup: -1 })).toThrow('warmup is -1 (expected 0 or more)');
});
