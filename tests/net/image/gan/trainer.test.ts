import { describe, expect, test } from 'vitest';
import { ganTrainingFlops } from '../../../../src/core/image-network/gan';
import { bind } from '../../../../src/core/image-network/parameters';
import { standardInk, standardPaper } from '../../../../src/core/image-network/pixels';
import { moved, opposite } from '../../../../src/net/image/gan/augment';
import { ImageGan } from '../../../../src/net/image/gan/trainer';
import { createTensorDevice } from '../../../../src/net/image/tfjs/device';
import { normals } from '../helpers';
import { data, game, narrow, settings } from './helpers';

const codes = (n: number) => normals(64 * n, 9);
const labels = [3, 1, 4, 1, 5];

describe('training', () => {
  /** Recorded on the kernel: losses of both players at the first step, and after twenty. */
  const recorded = {
    first: { generator: 0.832387, discriminator: 1.91115 },
    last: { generator: 2.074914, discriminator: 0.431583 },
  };

  test.each(['simd', 'cpu'] as const)('twenty seeded steps on %s come to the recorded losses', async (backend) => {
    const gan =
      backend === 'simd'
        ? await game()
        : new ImageGan(
            await createTensorDevice('cpu', bind(narrow.generator)),
            await createTensorDevice('cpu', bind(narrow.discriminator)),
            settings,
          );
    gan.setData(data);
    gan.train(1);
    const first = gan.losses;
    gan.train(19);
    for (const player of ['generator', 'discriminator'] as const) {
      expect(Math.abs(first[player] - recorded.first[player])).toBeLessThan(1e-5);
      expect(Math.abs(gan.losses[player] - recorded.last[player])).toBeLessThan(5e-4);
    }
    expect([gan.steps, gan.images]).toEqual([20, 160]);
    gan.dispose();
  });

  test('a discriminator that plays alone learns to tell real from fake', async () => {
    const gan = await game({ generatorRate: 0, discriminatorRate: 5e-3 });
    gan.train(60);
    expect(gan.losses.real - gan.losses.fake).toBeGreaterThan(2);
    expect(gan.losses.discriminator).toBeLessThan(0.6);
  });

  test('a generator that plays alone learns to please', async () => {
    const gan = await game({ generatorRate: 5e-3, discriminatorRate: 0 });
    gan.train(1);
    const start = gan.losses.generator;
    gan.train(60);
    expect(gan.losses.generator).toBeLessThan(0.95 * start);
  });

  test('the size of the micro-batches changes nothing but rounding', async () => {
    const [a, b] = [await game({ microBatch: 8 }), await game({ microBatch: 3 })];
    expect(Math.abs(a.train(3) - b.train(3))).toBeLessThan(1e-4);
    const slices = Array.from({ length: 6 }, () => b.slice().stepped);
    expect(slices).toEqual([false, false, false, false, false, true]);
  });

  test('saved, loaded elsewhere and trained on, it is the same game', async () => {
    const a = await game();
    a.train(4);
    const b = await game({ seed: 3 });
    b.load(a.save());
    expect([b.steps, b.images]).toEqual([4, 32]);
    expect([...b.generate(codes(5), labels)]).toEqual([...a.generate(codes(5), labels)]);
    expect(b.train(3)).toBe(a.train(3));
    expect([...b.save().ema]).toEqual([...a.save().ema]);
  });

  test('reset, it is the game of that seed', async () => {
    const a = await game(),
      b = await game({ seed: 7 });
    a.train(3);
    a.reset(7);
    expect(a.train(2)).toBe(b.train(2));
    expect([...a.save().weights]).toEqual([...b.save().weights]);
  });

  test('asked for pictures between slices, it trains as if nothing had been asked', async () => {
    const [a, b] = [await game(), await game()];
    a.slice();
    a.generate(codes(5), labels);
    a.discriminate(
      Float32Array.from({ length: 784 }, () => standardPaper),
      [2],
    );
    while (!a.slice().stepped);
    b.train(1);
    expect(a.losses).toEqual(b.losses);
  });

  test('operations and pictures are counted', async () => {
    const gan = await game();
    expect(gan.flopsPerStep).toBe(8 * ganTrainingFlops(narrow));
    gan.train(2);
    expect([gan.steps, gan.images]).toEqual([2, 16]);
  });

  test.each(['simd', 'cpu'] as const)('memory on %s stays as it is', async (backend) => {
    const gan =
      backend === 'simd'
        ? await game()
        : new ImageGan(
            await createTensorDevice('cpu', bind(narrow.generator)),
            await createTensorDevice('cpu', bind(narrow.discriminator)),
            settings,
          );
    gan.setData(data);
    gan.train(2);
    gan.generate(codes(5), labels);
    gan.discriminate(new Float32Array(784), [0]);
    const before = gan.memory();
    gan.train(6);
    gan.generate(codes(5), labels);
    gan.discriminate(new Float32Array(784), [0]);
    expect(gan.memory()).toEqual(before);
    gan.dispose();
  });
});

describe('what it makes and says', () => {
  test('pictures lie within paper and ink, and differ by code and by class', async () => {
    const gan = await game();
    const one = gan.generate(codes(5), labels);
    expect(Math.min(...one)).toBeGreaterThanOrEqual(standardPaper - 1e-6);
    expect(Math.max(...one)).toBeLessThanOrEqual(standardInk + 1e-6);
    expect([...gan.generate(codes(5), [0, 1, 4, 1, 5])].slice(0, 784)).not.toEqual([...one].slice(0, 784));
    expect([...one].slice(0, 784)).not.toEqual([...one].slice(784, 2 * 784));
  });

  test('many at once are each what they are alone', async () => {
    const gan = await game();
    const many = codes(40),
      classes = Array.from({ length: 40 }, (_, i) => i % 10);
    const all = gan.generate(many, classes);
    const alone = gan.generate(many.slice(35 * 64, 36 * 64), [5]);
    expect([...all.slice(35 * 784, 36 * 784)].every((v, i) => Math.abs(v - alone[i]) < 1e-5)).toBe(true);
  });

  test('a code of the wrong length is refused', async () => {
    const gan = await game();
    expect(() => gan.generate(codes(2), [1])).toThrow('128 numbers of latent code for 1 pictures (expected 64)');
  });
});

describe('settings', () => {
  test.each([
    [{ batchSize: 0 }, /batchSize is 0/],
    [{ shift: 1.5 }, /shift is 1.5/],
    [{ generatorRate: 2 }, /generatorRate is 2/],
    [{ loss: 'kind' as 'hinge' }, /loss is kind/],
  ])('%o is refused and nothing changes', async (change, message) => {
    const gan = await game();
    const before = gan.settings;
    expect(() => gan.configure(change)).toThrow(message);
    expect(gan.settings).toBe(before);
  });

  test('players that do not fit are refused', async () => {
    await expect(
      game({ networks: { ...narrow, discriminator: { ...narrow.discriminator, side: 24 } } }),
    ).rejects.toThrow(RangeError);
  });

  test("another network's weights are refused", async () => {
    const gan = await game();
    expect(() => gan.load({ ...gan.save(), network: 'other' })).toThrow('weights of "other"');
    expect(() => gan.load({ weights: new Float32Array(7) })).toThrow(/7 weights/);
  });
});

test('a picture moved, and back with paper in place of what was lost', () => {
  const x = normals(784, 4),
    y = normals(784, 5);
  const move = { dx: 2, dy: -3 };
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + v * b[i], 0);
  // <M x, y> = <x, M' y>: the opposite move is the way back.
  expect(Math.abs(dot(moved(x, 28, [move], 0), y) - dot(x, moved(y, 28, [opposite(move)], 0)))).toBeLessThan(1e-3);
  const shifted = moved(x, 28, [move], standardPaper);
  expect(shifted[10 * 28 + 12]).toBe(x[13 * 28 + 10]);
  expect(shifted[27 * 28]).toBeCloseTo(standardPaper, 6);
});
