import { describe, expect, test } from 'vitest';
import { zeros } from '../../src/core/batch';
import { normalBatch, random } from '../../src/core/random';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule';
import { createTrainer } from '../../src/net/create';
import { supportsSimd } from '../../src/net/simd/support';
import type { Backend, Trainer, TrainerSettings } from '../../src/net/trainer';
import { quality, ring, settings, someBatch } from './helpers';

const inNode: readonly Backend[] = ['simd', 'cpu', 'wasm'];
const small = { width: 16, depth: 2, prediction: 'v' } as const;

test('this machine runs the kernel', () => expect(supportsSimd()).toBe(true));

describe('the kernel learns the eight-Gaussian ring', () => {
  test.each([1, 2, 3])('to below 0.02 in 150 steps and near the floor in 600, seed %i', async (seed) => {
    const trainer = await createTrainer('simd', settings({ seed }));
    trainer.setData(ring(seed + 100));
    const untrained = quality(trainer, seed);
    trainer.train(150);
    expect(quality(trainer, seed)).toBeLessThan(0.02);
    trainer.train(450);
    expect(quality(trainer, seed)).toBeLessThan(0.014);
    expect(untrained).toBeGreaterThan(0.1);
    trainer.dispose();
  });

  test.each(['epsilon', 'x0'] as const)('predicting %s', async (prediction) => {
    const trainer = await createTrainer('simd', settings({ network: { width: 64, depth: 3, prediction } }));
    trainer.setData(ring());
    trainer.train(400);
    expect(quality(trainer)).toBeLessThan(0.03);
    trainer.dispose();
  });

  // Their x_t is up to 80 long: without a scale on it the network would see nothing but noise of features.
  test.each(['ve', 'edm', 'flow', 'sub-vp'] as const)(
    'under the %s schedule too, though it does not keep the variance',
    async (kind) => {
      const trainer = await createTrainer('simd', settings({ schedule: scheduleDefaults[kind] }));
      trainer.setData(ring());
      trainer.train(400);
      expect(quality(trainer)).toBeLessThan(0.03);
      trainer.dispose();
    },
  );
});

test.each(['cosine', 'edm'] as const)(
  'the same weights and batches give the same losses on every backend, to float32 rounding, under %s',
  async (kind) => {
    const schedule = scheduleDefaults[kind];
    const trainers = await Promise.all(
      inNode.map((backend) => createTrainer(backend, settings({ batchSize: 64, schedule }))),
    );
    for (const trainer of trainers) trainer.setData(ring());
    for (let i = 0; i < 8; i++) {
      const explicit = trainers.map((trainer) => trainer.trainOn(someBatch(50, 2, i)));
      const own = trainers.map((trainer) => trainer.train(2));
      for (const losses of [explicit, own])
        for (const loss of losses) expect(Math.abs(loss / losses[0] - 1)).toBeLessThan(1e-4);
    }
    const x = normalBatch(300, 2, random(8));
    const [first, ...rest] = trainers.map((trainer) => trainer.denoiser('raw').denoise(x, 0.4, zeros(300, 2)));
    for (const other of rest)
      other.data.forEach((value, i) => expect(Math.abs(value - first.data[i])).toBeLessThan(5e-3));
    for (const trainer of trainers) trainer.dispose();
  },
);

describe.each(inNode)('a trainer on %s', (backend) => {
  const make = async (change: Partial<TrainerSettings> = {}): Promise<Trainer> => {
    const trainer = await createTrainer(backend, settings({ network: small, batchSize: 32, ...change }));
    trainer.setData(ring());
    return trainer;
  };

  test('is decided by its seed', async () => {
    const [a, b, c] = [await make(), await make(), await make({ seed: 2 })];
    const losses = [a, b, c].map((trainer) => trainer.train(5));
    expect(losses[0]).toBe(losses[1]);
    expect(losses[0]).not.toBe(losses[2]);
    a.reset(1);
    expect(a.steps).toBe(0);
    expect(a.train(5)).toBe(losses[0]);
    for (const trainer of [a, b, c]) trainer.dispose();
  });

  test('saves and takes up again exactly where it was', async () => {
    const a = await make();
    a.train(7);
    const saved = a.save();
    const b = await make({ seed: 9 });
    b.load(saved);
    expect(b.steps).toBe(7);
    for (let i = 0; i < 4; i++) expect(b.trainOn(someBatch(9, 2, i))).toBeCloseTo(a.trainOn(someBatch(9, 2, i)), 6);
    const weights = b.save().weights;
    a.save().weights.forEach((value, i) => expect(Math.abs(value - weights[i])).toBeLessThan(1e-5));
    a.dispose();
    b.dispose();
  });

  test('refuses weights of another shape, cut short or not finite, and keeps its own', async () => {
    const trainer = await make();
    const saved = trainer.save();
    const wide = await make({ network: { ...small, width: 24 } });
    expect(() => wide.load(saved)).toThrow(
      'saved network has 2 layers of 16 predicting v in 2-D (expected 2 layers of 24',
    );
    expect(() => trainer.load({ ...saved, weights: saved.weights.slice(1) })).toThrow(/saved weights hold \d+ numbers/);
    const broken = saved.ema.slice();
    broken[3] = NaN;
    expect(() => trainer.load({ ...saved, ema: broken })).toThrow(
      'saved averaged weights hold a number that is not finite',
    );
    expect(trainer.save().weights).toEqual(saved.weights);
    trainer.dispose();
    wide.dispose();
  });

  test('keeps the loss by noise level: on one batch its mean is the loss', async () => {
    const trainer = await make();
    expect(Array.from(trainer.lossByLevel())).toEqual(Array(16).fill(0));
    const loss = trainer.trainOn(someBatch(64, 2));
    const levels = trainer.lossByLevel();
    expect(levels.length).toBe(16);
    expect(levels.reduce((a, b) => a + b) / 16).toBeCloseTo(loss, 5);
    trainer.dispose();
  });

  test('changes settings while it trains, and refuses wrong ones whole', async () => {
    const trainer = await make();
    trainer.train(3);
    trainer.configure({ schedule: { kind: 'linear', betaMin: 0.1, betaMax: 20 }, batchSize: 48, learningRate: 0.001 });
    expect(trainer.train(3)).toBeGreaterThan(0);
    expect(trainer.steps).toBe(6);
    expect(() => trainer.configure({ batchSize: 0, learningRate: 0.5 })).toThrow('batchSize is 0');
    expect(trainer.settings.learningRate).toBe(0.001);
    trainer.configure({}, { restartClock: true });
    expect(trainer.save().moments?.step).toBe(0);
    trainer.dispose();
  });

  test('says what is missing or wrong', async () => {
    const trainer = await createTrainer(backend, settings({ network: small }));
    expect(() => trainer.train(1)).toThrow('no data');
    expect(() => trainer.setData({ data: new Float64Array(0), dim: 2 })).toThrow('at least one of dim 2');
    expect(() => trainer.setData({ data: Float64Array.of(1, NaN), dim: 2 })).toThrow('NaN');
    trainer.setData(ring());
    expect(() => trainer.train(0)).toThrow('train(0)');
    trainer.dispose();
    expect(() => trainer.train(1)).toThrow('disposed');
  });

  test('guesses nothing wild for epsilon where no signal is left', async () => {
    const trainer = await make({ network: { ...small, prediction: 'epsilon' } });
    const x = normalBatch(100, 2, random(1));
    const guess = trainer.denoiser().denoise(x, 1, zeros(100, 2));
    expect(makeSchedule(trainer.settings.schedule).alpha(1)).toBeLessThan(1e-4);
    expect(guess.data.every((value) => Math.abs(value) < 0.5)).toBe(true);
    trainer.dispose();
  });
});

test.each(['cpu', 'wasm'] as const)('no tensor is left behind by 500 steps on %s', async (backend) => {
  const trainer = await createTrainer(backend, settings({ network: small, batchSize: 8 }));
  trainer.setData(ring());
  trainer.train(1);
  const before = trainer.memory().tensors;
  for (let i = 0; i < 50; i++) trainer.train(10);
  trainer.denoiser().denoise(zeros(10, 2), 0.5, zeros(10, 2));
  trainer.save();
  for (let i = 0; i < 10; i++) {
    trainer.reset(i);
    trainer.train(1);
    trainer.configure({ batchSize: 8 + i }, { restartClock: true });
  }
  trainer.load(trainer.save());
  expect(trainer.memory().tensors).toBe(before);
  trainer.dispose();
  expect(trainer.memory().tensors).toBe(before - 4);
});

describe('construction names what was expected', () => {
  const wrong: [Partial<TrainerSettings>, string][] = [
    [{ network: { width: 20, depth: 3, prediction: 'v' } }, 'width is 20 (expected a multiple of 8 from 8 to 256)'],
    [{ network: { width: 512, depth: 3, prediction: 'v' } }, 'width is 512'],
    [{ network: { width: 64, depth: 5, prediction: 'v' } }, 'depth is 5 (expected an integer from 1 to 4)'],
    [
      { network: { width: 64, depth: 3, prediction: 'noise' as 'v' } },
      'unknown prediction: noise (expected epsilon, x0, v)',
    ],
    [{ weighting: 'snr' as 'x0' }, 'unknown weighting: snr'],
    [{ learningRate: 0 }, 'learningRate is 0'],
    [{ batchSize: 2.5 }, 'batchSize is 2.5'],
    [{ emaDecay: 1 }, 'emaDecay is 1'],
    [{ seed: 0.5 }, 'seed is 0.5'],
    [{ dim: 3 }, 'dim is 3'],
    [{ schedule: { kind: 'linear', betaMin: 0, betaMax: 0.01 } }, 'more signal than noise'],
  ];
  test.each(wrong)('%j', async (change, message) => {
    await expect(createTrainer('simd', settings(change))).rejects.toThrow(message);
  });
  test('and the backends there are', async () => {
    await expect(createTrainer('gpu' as 'cpu', settings())).rejects.toThrow(
      'unknown backend: gpu (expected simd, webgl, wasm, cpu)',
    );
  });
});
