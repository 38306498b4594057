import { describe, expect, test } from 'vitest';
import { count, zeros } from '../../../src/core/batch';
import { linearPath } from '../../../src/core/flow-matching';
import { makeSchedule } from '../../../src/core/schedule';
import { explicitBatch } from '../../../src/net/batches';
import { pointFeatures } from '../../../src/net/features';
import { flowMatching } from '../../../src/net/objective/flow-matching';
import type { BatchObjective, Regression } from '../../../src/net/objective/objective';
import { pairRegression } from '../../../src/net/objective/pairs';
import { nextBatch } from '../../../src/net/objective/step';
import { createTrainer } from '../../../src/net/create';
import type { Backend } from '../../../src/net/trainer';
import { quality, ring, settings } from '../helpers';
import { apart, byLoss, firstGradient, learner, objectives, small, steady, turned } from './helpers';

const inNode: readonly Backend[] = ['simd', 'cpu', 'wasm'];
const onFlow = { schedule: { kind: 'flow' } } as const;

describe('flow matching', () => {
  const pool = Float32Array.from(ring().data);
  const chosen = settings({ ...onFlow, batchSize: 500 });
  const schedule = makeSchedule(onFlow.schedule);
  const evaluator = () => {
    throw new Error('flow matching asks no network');
  };
  const state = { settings: chosen, dim: 2, steps: 3, schedule, pool, evaluator };
  const batch = nextBatch(flowMatching, state) as Regression;

  test('is v-prediction on the flow schedule, to rounding, with the weight that makes it the error of the velocity', () => {
    const { t, x } = batch.points;
    // The data and the noise that the rows were made of.
    const [x0, epsilon] = [zeros(500, 2), zeros(500, 2)];
    x.forEach((value, i) => {
      const { alpha, sigma } = linearPath(t[i >> 1]);
      x0.data[i] = alpha * value - sigma * batch.target[i];
      epsilon.data[i] = sigma * value + alpha * batch.target[i];
    });
    const same = explicitBatch({ x0, epsilon, t }, schedule, 'v', 'uniform', 2);
    const features = pointFeatures(batch.points, 2);
    features.forEach((value, i) => expect(Math.abs(value - same.features[i])).toBeLessThan(2e-6));
    batch.target.forEach((value, i) => expect(Math.abs(value - same.target[i])).toBeLessThan(1e-6));
    batch.weight.forEach((w, i) => expect(w).toBeCloseTo(1 / ((1 - t[i]) ** 2 + t[i] ** 2), 5));
    // A wrong answer F costs the squared error of the velocity that it stands for.
    const F = 0.7;
    for (const i of [0, 400, 999]) {
      const { r, skip, out } = linearPath(t[i >> 1]);
      const velocity = skip * r * x[i] + out * F;
      const error = velocity - (epsilon.data[i] - x0.data[i]);
      expect(batch.weight[i >> 1] * (F - batch.target[i]) ** 2).toBeCloseTo(error ** 2, 4);
    }
  });

  test('takes its times from equal parts of [0, 1], its data from the pool and standard normal noise', () => {
    const { t, x } = batch.points;
    t.forEach((at, i) => expect(Math.floor(at * 500)).toBe(i));
    let sum = 0,
      squares = 0;
    for (let i = 0; i < 1000; i += 2) {
      const { alpha, sigma } = linearPath(t[i >> 1]);
      const x0 = alpha * x[i] - sigma * batch.target[i];
      expect(pool.some((value, k) => k % 2 === 0 && Math.abs(value - x0) < 1e-5)).toBe(true);
      const epsilon = sigma * x[i] + alpha * batch.target[i];
      sum += epsilon / 500;
      squares += epsilon ** 2 / 500;
    }
    expect(Math.abs(sum)).toBeLessThan(0.15);
    expect(Math.abs(squares - 1)).toBeLessThan(0.2);
    expect((nextBatch(flowMatching, state) as Regression).points.x).toEqual(x);
    expect((nextBatch(flowMatching, { ...state, steps: 4 }) as Regression).points.x).not.toEqual(x);
  });

  test('learns the ring', async () => {
    const trainer = await createTrainer('simd', settings(onFlow), flowMatching);
    trainer.setData(ring());
    trainer.train(400);
    expect(quality(trainer)).toBeLessThan(0.02);
    // What it learned is a network that predicts v on the flow schedule.
    const other = await createTrainer('simd', settings(onFlow));
    other.load(trainer.save());
    expect(quality(other)).toBeLessThan(0.02);
    trainer.dispose();
    other.dispose();
  });

  test('refuses another schedule and another prediction, also on the way', async () => {
    await expect(createTrainer('simd', settings(), flowMatching)).rejects.toThrow(
      'flow matching that predicts v on the cosine schedule (expected v on flow)',
    );
    const trainer = await learner('simd', flowMatching, onFlow);
    expect(() => trainer.configure({ schedule: settings().schedule })).toThrow('(expected v on flow)');
    trainer.dispose();
  });
});

describe('regression on pairs', () => {
  test('reaches each sample from its noise in one evaluation', async () => {
    const pairs = turned();
    const trainer = await learner('simd', pairRegression(pairs), { network: { ...small, width: 32 }, batchSize: 128 });
    trainer.train(600);
    const found = trainer.denoiser().denoise(pairs.from, 1, zeros(count(pairs.from), 2));
    const error = found.data.reduce((sum, value, i) => sum + (value - pairs.to.data[i]) ** 2, 0) / found.data.length;
    expect(error).toBeLessThan(0.003);
    trainer.dispose();
  });

  test('counts the error of the denoiser', async () => {
    const trainer = await learner('simd', pairRegression({ ...turned(), t: 0.5 }), { batchSize: 8 });
    const { from, to } = turned();
    const guess = trainer.denoiser('raw').denoise(from, 0.5, zeros(count(from), 2));
    const expected = guess.data.reduce((sum, value, i) => sum + (value - to.data[i]) ** 2, 0) / 2000;
    trainer.configure({ batchSize: 8000 });
    expect(Math.abs(trainer.train(1) / expected - 1)).toBeLessThan(0.04);
    trainer.dispose();
  });

  test('says what does not fit', async () => {
    const { from, to } = turned();
    expect(() => pairRegression({ from, to: zeros(3, 2) })).toThrow(
      'pairs of 1000 points of dim 2 and 3 of dim 2 (expected as many of each, at least one)',
    );
    expect(() => pairRegression({ from, to, t: 0 })).toThrow('pairs at t = 0 (expected above 0, at most 1)');
    const objective = pairRegression({ from, to });
    await expect(learner('simd', objective, { dim: 1 })).rejects.toThrow('pairs of dim 2 (expected 1)');
    await expect(learner('simd', objective, { network: { ...small, prediction: 'epsilon' } })).rejects.toThrow(
      'predicts epsilon (expected v or x0',
    );
  });
});

describe.each(objectives)('%s', (name, objective, change) => {
  test('has the same loss and gradient on every backend, as squares and as a loss of its own', async () => {
    const losses: number[] = [];
    const gradients: Float64Array[] = [];
    for (const backend of inNode) {
      for (const one of [objective, byLoss(objective)]) {
        const trainer = await learner(backend, one, change);
        gradients.push(firstGradient(trainer));
        losses.push(trainer.train(3));
        trainer.dispose();
      }
    }
    for (const gradient of gradients) expect(apart(gradient, gradients[0])).toBeLessThan(2e-5);
    for (const loss of losses) expect(Math.abs(loss / losses[0] - 1)).toBeLessThan(1e-4);
  });

  test.each(inNode)('lowers its loss on %s, and remembers it by level', async (backend) => {
    const trainer = await learner(backend, objective, { ...change, batchSize: 64 });
    const first = trainer.train(5);
    trainer.train(120);
    expect(trainer.train(20)).toBeLessThan((steady.has(name) ? 1.5 : 0.95) * first);
    expect(trainer.lossByLevel().some((loss) => loss > 0)).toBe(true);
    trainer.dispose();
  });

  test('goes on after loading as if it had not been interrupted', async () => {
    const [a, b] = [await learner('simd', objective, change), await learner('simd', objective, change)];
    a.train(4);
    b.load(a.save());
    expect(b.train(3)).toBe(a.train(3));
    a.dispose();
    b.dispose();
  });
});

describe('an objective', () => {
  const plain = (batch: BatchObjective['batch']): BatchObjective => ({ kind: 'batches', name: 'plain', batch });
  const points = { x: new Float32Array(4), t: new Float32Array(2) };

  test.each(inNode)('whose loss is no number stops %s before the step', async (backend) => {
    const broken = plain(() => ({
      points,
      loss: () => ({ terms: Float32Array.of(NaN, 0), gradient: new Float32Array(4) }),
    }));
    const trainer = await learner(backend, broken);
    const { weights } = trainer.save();
    expect(trainer.train(2)).toBeNaN();
    expect(trainer.steps).toBe(0);
    expect(trainer.save().weights).toEqual(weights);
    trainer.dispose();
  });

  test.each(inNode)('that makes a batch of no shape is refused on %s', async (backend) => {
    const short = await learner(
      backend,
      plain(() => ({ points, target: new Float32Array(3), weight: new Float32Array(2) })),
    );
    expect(() => short.train(1)).toThrow('batch of "plain" whose parts differ (expected 2 rows of dim 2)');
    const flat = await learner(
      backend,
      plain(() => ({ points, loss: () => ({ terms: new Float32Array(1), gradient: new Float32Array(4) }) })),
    );
    expect(() => flat.train(1)).toThrow('loss of 1 terms and 4 slopes (expected 2 and 4)');
    for (const trainer of [short, flat]) trainer.dispose();
  });

  test('may ask the network for its batch, but not during its loss', async () => {
    let asked: number | undefined;
    const trainer = await learner(
      'simd',
      plain(({ network }) => {
        asked = network('ema').forward(points)[0];
        return {
          points,
          loss: () => {
            network('raw').forward(points);
            return { terms: new Float32Array(2), gradient: new Float32Array(4) };
          },
        };
      }),
    );
    expect(() => trainer.train(1)).toThrow('the network was asked during its own loss');
    expect(asked).toBe(trainer.evaluator().forward(points)[0]);
    trainer.dispose();
  });

  test('that takes points needs some', async () => {
    const trainer = await createTrainer('simd', settings({ network: small, ...onFlow }), flowMatching);
    expect(() => trainer.train(1)).toThrow('there are no data to train on (expected setData first)');
    trainer.dispose();
  });
});
