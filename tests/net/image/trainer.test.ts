import { describe, expect, test } from 'vitest';
import { bind } from '../../../src/core/image-network/parameters';
import { digitSchedule } from '../../../src/core/image-network/sampling';
import { normalBatch, random } from '../../../src/core/random';
import { createTensorDevice } from '../../../src/net/image/tfjs/device';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { data, narrow, settings, trainer } from './digits';

describe('training', () => {
  /** Recorded on the kernel: loss of the first step, and the mean of steps 16 to 20. */
  const recorded = { first: 1.1648844, last: 0.8387868 };

  test.each(['simd', 'cpu'] as const)(
    'twenty seeded steps on %s lower the loss to what was recorded',
    async (backend) => {
      const one =
        backend === 'simd'
          ? await trainer({ network: narrow })
          : new ImageTrainer(await createTensorDevice('cpu', bind(narrow)), { ...settings, network: narrow });
      one.setData(data);
      const start = one.train(1);
      one.train(14);
      const end = one.train(5);
      one.dispose();
      expect(Math.abs(start - recorded.first)).toBeLessThan(1e-5);
      expect(Math.abs(end - recorded.last)).toBeLessThan(2e-3);
      expect(end).toBeLessThan(0.9 * start);
    },
  );

  test('the size of the micro-batches changes nothing but rounding', async () => {
    const [a, b] = [await trainer({ microBatch: 8 }), await trainer({ microBatch: 3 })];
    const [la, lb] = [a.train(3), b.train(3)];
    expect(Math.abs(la - lb)).toBeLessThan(1e-5);
    const slices = [];
    while (slices.length < 3) slices.push(b.slice());
    expect(slices.map(({ stepped }) => stepped)).toEqual([false, false, true]);
    expect(b.steps).toBe(4);
  });

  test('saved, loaded elsewhere and trained on, it is the same run', async () => {
    const a = await trainer();
    a.train(4);
    const saved = a.save();
    const b = await trainer({ seed: 3 });
    b.load(saved);
    expect([b.steps, b.images]).toEqual([4, 32]);
    expect(b.train(2)).toBe(a.train(2));
    expect(Array.from(b.save().ema)).toEqual(Array.from(a.save().ema));
  });

  test('memory is flat over 500 steps', async () => {
    const one = await trainer({ batchSize: 2, microBatch: 2 });
    one.train(1);
    const { bytes } = one.memory();
    one.train(499);
    expect(one.memory().bytes).toBe(bytes);
  });

  test('tensors are given back', async () => {
    const one = new ImageTrainer(await createTensorDevice('cpu', bind(narrow)), {
      ...settings,
      network: narrow,
      batchSize: 2,
      microBatch: 1,
    });
    one.setData(data);
    one.train(1);
    const before = one.memory().tensors;
    one.train(2);
    one
      .denoiser({ schedule: digitSchedule(), guidance: 1 })
      .denoise(normalBatch(2, 784, random(1)), 0.5, normalBatch(2, 784, random(1)));
    one.train(1);
    expect(one.memory().tensors).toBe(before);
    one.dispose();
    expect(one.memory().tensors).toBe(0);
  });

  test('a loss that is not finite comes back without a step', async () => {
    const one = await trainer();
    const { weights } = one.save();
    one.device.load({ weights: weights.fill(NaN) });
    expect(one.train(3)).toBeNaN();
    expect(one.steps).toBe(0);
  });

  test('what does not fit is refused in words', async () => {
    const one = await trainer();
    expect(() => one.setData({ images: new Uint8Array(784), labels: [11] })).toThrow(
      'class 11 of picture 0 (expected 0 to 9, or 10 for none)',
    );
    expect(() => one.setData({ images: new Uint8Array(783), labels: [1] })).toThrow(
      '783 pixels for 1 pictures (expected 784, 784 each)',
    );
    expect(() => one.load({ weights: new Float32Array(3) })).toThrow(`3 weights (expected ${one.parameters})`);
    expect(() => one.load({ ...one.save(), network: 'other' })).toThrow(
      'weights of "other" (expected "live digit U-Net")',
    );
    expect(() => one.configure({ batchSize: 0 })).toThrow('batch size is 0 (expected an integer from 1 to 1024)');
    expect(one.settings.batchSize).toBe(8);
  });
});
