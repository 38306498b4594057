import { describe, expect, test } from 'vitest';
import { zeros, type Batch } from '../../../src/core/batch';
import { jumps } from '../../../src/core/few-steps/jumps';
import { linearPath } from '../../../src/core/flow-matching';
import { energyDistance } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler';
import { meanFlow } from '../../../src/net/objective/mean-flow';
import { networkJumper } from '../../../src/net/objective/mean-velocity';
import type { BatchObjective, Regression } from '../../../src/net/objective/objective';
import { shortcut } from '../../../src/net/objective/shortcut';
import { nextBatch } from '../../../src/net/objective/step';
import { heldOut } from '../helpers';
import { evaluatorOf, spread, stateWith } from './gaussian';
import { learner, small } from './helpers';

const onFlow = { schedule: { kind: 'flow' }, network: { ...small, time: 'span' } } as const;
const spec = { kind: 'flow' } as const;
const pool = Float32Array.from(normalBatch(4000, 2, random(7)).data, (z) => spread * z);
const deviation = (t: number) => Math.hypot(spread * (1 - t), t);

/** The mean velocity of Gaussian data, and F that says it. */
const mean = (x: number, t: number, span: number): number =>
  span > 1e-6
    ? (x * (1 - deviation(t - span) / deviation(t))) / span
    : (x * (t - spread ** 2 * (1 - t))) / deviation(t) ** 2;
const exact = (shown: number, t: number, span: number): number => {
  const { skip, out, r } = linearPath(t);
  return (mean(shown * r, t, span) - skip * shown * r) / out;
};

/** Mean of (target - F) x over the rows that `keep` names, and its standard error. */
function bias(
  { points, target }: Regression,
  keep: (i: number) => boolean,
): { mean: number; error: number; rows: number } {
  const terms = Array.from(target)
    .map((value, j) => (value - exact(points.x[j], points.t[j >> 1], points.span![j >> 1])) * points.x[j])
    .filter((_, j) => keep(j >> 1));
  const average = terms.reduce((a, b) => a + b, 0) / terms.length;
  const variance = terms.reduce((a, b) => a + (b - average) ** 2, 0) / terms.length;
  return { mean: average, error: Math.sqrt(variance / terms.length), rows: terms.length };
}

const batchOf = (objective: BatchObjective, batchSize = 8000) =>
  nextBatch(objective, stateWith(evaluatorOf(exact), spec, { pool, batchSize })) as Regression;

describe('MeanFlow', () => {
  test('asks for the mean velocity, on average', () => {
    const batch = batchOf(meanFlow({ power: 0, still: 0.4, logit: [-0.4, 1] }));
    const { span, t } = batch.points;
    for (const keep of [
      (i: number) => span![i] === 0,
      (i: number) => span![i] > 0 && span![i] < 0.3,
      (i: number) => span![i] >= 0.3,
    ]) {
      const found = bias(batch, keep);
      expect(found.rows).toBeGreaterThan(500);
      expect(Math.abs(found.mean)).toBeLessThan(4 * found.error);
    }
    const still = span!.filter((s) => s === 0).length / 8000;
    expect(Math.abs(still - 0.4)).toBeLessThan(0.03);
    t.forEach((at, i) => expect(at - span![i]).toBeGreaterThanOrEqual(0));
    t.forEach((at, i) => expect(batch.weight[i]).toBeCloseTo(linearPath(at).out ** 2, 4));
  });

  test('takes the slope of the mean velocity along the data’s own, by the identity', () => {
    const somehow = (x: number, t: number, s: number) => Math.sin(x - t) + 0.4 * s * x;
    const state = stateWith(evaluatorOf(somehow), spec, { pool, batchSize: 100 });
    const of = (still: number) => nextBatch(meanFlow({ power: 0, still }), state) as Regression;
    const [jumping, standing] = [of(0), of(1)];
    expect(jumping.points.x).toEqual(standing.points.x);
    jumping.points.t.forEach((t, i) => {
      const { skip, out, r } = linearPath(t);
      const span = jumping.points.span![i];
      for (const j of [2 * i, 2 * i + 1]) {
        const x = r * jumping.points.x[j];
        // Where nothing is jumped the target is the pair's own velocity.
        const v = skip * x + out * standing.target[j];
        const u = (z: number, at: number, over: number) => {
          const path = linearPath(at);
          return path.skip * z + path.out * somehow(z / path.r, at, over);
        };
        const h = 1e-4;
        const slope = (u(x + h * v, t + h, span + h) - u(x - h * v, t - h, span - h)) / (2 * h);
        expect(Math.abs(skip * x + out * jumping.target[j] - (v - span * slope))).toBeLessThan(2e-3);
      }
    });
  });

  test('weighs a row by its error', () => {
    const somehow = (x: number) => 0.5 * x;
    const state = stateWith(evaluatorOf(somehow), spec, { pool, batchSize: 50 });
    const { points, target, weight } = nextBatch(meanFlow({ power: 1 }), state) as Regression;
    points.t.forEach((t, i) => {
      const { out } = linearPath(t);
      const squared = [0, 1].reduce(
        (sum, d) => sum + (out * (target[2 * i + d] - somehow(points.x[2 * i + d]))) ** 2,
        0,
      );
      expect(weight[i] / (out ** 2 / (squared + 1e-3))).toBeCloseTo(1, 3);
    });
  });
});

describe('shortcut models', () => {
  test('ask a jump to end where two of half its size do, as the exact one does', () => {
    const batch = batchOf(shortcut({ grid: 16, share: 0.5 }), 400);
    const { x, t, span } = batch.points;
    const sizes = new Set<number>();
    for (let i = 0; i < 200; i++) {
      sizes.add(span![i]);
      expect((t[i] / span![i]) % 1).toBe(0);
      // The least are two plain steps of a 16th, which are not exactly the flow.
      const { skip, out, r } = linearPath(t[i]);
      for (const j of [2 * i, 2 * i + 1]) {
        const z = r * x[j];
        const one = mean(z, t[i], 0);
        const plain = (one + mean(z - one / 16, t[i] - 1 / 16, 0)) / 2;
        const expected = span![i] * 8 === 1 ? (plain - skip * z) / out : exact(x[j], t[i], span![i]);
        expect(Math.abs(batch.target[j] - expected)).toBeLessThan(1e-5);
      }
    }
    expect([...sizes].sort()).toEqual([0.125, 0.25, 0.5, 1]);
    expect(span!.slice(200).every((s) => s === 0)).toBe(true);
  });

  test('ask for the velocity elsewhere, on average', () => {
    const found = bias(batchOf(shortcut()), (i) => i >= 2000);
    expect(Math.abs(found.mean)).toBeLessThan(4 * found.error);
  });
});

describe.each([
  ['MeanFlow', meanFlow(), 0.08],
  ['a shortcut model', shortcut({ grid: 32 }), 0.06],
] as const)('%s', (_, objective, most) => {
  test('learns the ring in one jump', { timeout: 60_000 }, async () => {
    const trainer = await learner('simd', objective, {
      ...onFlow,
      network: { width: 64, depth: 3, prediction: 'v', time: 'span' },
      batchSize: 256,
      learningRate: 8e-3,
      decaySteps: 800,
    });
    trainer.train(800);
    let end: Batch = zeros(1, 2);
    const x = normalBatch(500, 2, random(1));
    for (const step of jumps({ jumper: networkJumper(trainer.evaluator()), times: uniformTimes(1), x })) end = step.x;
    expect(energyDistance(end, heldOut())).toBeLessThan(most);
    trainer.dispose();
  });
});

test('jumps say what they need', async () => {
  for (const [name, objective] of [
    ['mean flow', meanFlow()],
    ['shortcut', shortcut()],
  ] as const) {
    await expect(learner('simd', objective, { ...onFlow, network: { ...small, time: 'slow' } })).rejects.toThrow(
      `${name} with a network that is told slow of time (expected span)`,
    );
    await expect(learner('simd', objective)).rejects.toThrow(`${name} that predicts v on the cosine schedule`);
  }
  expect(() => meanFlow({ still: 2 })).toThrow('still is 2 (expected 0 to 1)');
  expect(() => meanFlow({ power: -1 })).toThrow('power is -1 (expected 0 or more)');
  expect(() => meanFlow({ logit: [0, 0] })).toThrow('logit with deviation 0 (expected more than 0)');
  expect(() => shortcut({ grid: 12 })).toThrow('grid is 12 (expected a power of two, at least 2)');
  expect(() => shortcut({ share: 1.5 })).toThrow('share is 1.5 (expected 0 to 1)');
});
