import { describe, expect, test } from 'vitest';
import {
  digitAutoencoder,
  digitCritic,
  latentDenoiser,
  spatialAutoencoder,
} from '../../../../src/core/image-network/autoencoder';
import { forwardFlops } from '../../../../src/core/image-network/flops';
import { parameterCount } from '../../../../src/core/image-network/parameters';
import { outputShape } from '../../../../src/core/image-network/shapes';
import { random } from '../../../../src/core/random';
import { codesFrom, divergences, encoderGradient, ratesByNumber } from '../../../../src/net/image/autoencoder/codes';
import { AutoencoderTrainer } from '../../../../src/net/image/autoencoder/trainer';
import { data, narrowSpatial, plainTrainer, settings, trainer } from './helpers';

describe('the networks of the latent digits', () => {
  test('fit each other at every latent size, and cost what the recipe says', () => {
    for (const latent of [2, 16, 32, 64]) {
      const { encoder, decoder } = digitAutoencoder(latent);
      expect(outputShape(encoder)).toEqual({ extent: [], channels: 2 * latent });
      expect(outputShape(decoder)).toEqual({ extent: [28, 28], channels: 1 });
      expect(outputShape(latentDenoiser(latent))).toEqual({ extent: [], channels: latent });
    }
    const { encoder, decoder } = digitAutoencoder(32);
    expect(Math.abs(forwardFlops(encoder) / 1e6 - 2.5)).toBeLessThan(0.06);
    expect(Math.abs(forwardFlops(decoder) / 1e6 - 5.35)).toBeLessThan(0.06);
    expect(parameterCount(encoder) + parameterCount(decoder)).toBeGreaterThan(270_000);
    expect(outputShape(digitCritic)).toEqual({ extent: [], channels: 1 });
  });

  test('a code that is a small picture has the size of a quarter, whatever the picture', () => {
    for (const extent of [
      [28, 28],
      [28, 56],
      [56, 56],
    ] as const) {
      const { code, encoder, decoder } = spatialAutoencoder(4, extent);
      expect(code).toEqual({ extent: [extent[0] / 4, extent[1] / 4], channels: 4 });
      expect(outputShape(encoder)).toEqual({ ...code, channels: 8 });
      expect(outputShape(decoder)).toEqual({ extent, channels: 1 });
    }
    const { encoder, decoder } = spatialAutoencoder(4);
    expect(Math.abs(forwardFlops(encoder) / 1e6 - 2.3)).toBeLessThan(0.06);
    expect(Math.abs(forwardFlops(decoder) / 1e6 - 5.12)).toBeLessThan(0.06);
  });

  test('a latent of no numbers is refused', () => {
    expect(() => digitAutoencoder(0)).toThrow(/expected a positive integer/);
    expect(() => spatialAutoencoder(0)).toThrow(/expected a positive integer/);
    expect(() => spatialAutoencoder(4, [28, 30])).toThrow(/30 pixels to encode \(expected a multiple of 4/);
  });
});

describe('codes', () => {
  // Two rows of two: means, then ln of variances.
  const out = Float32Array.from([1, -2, 0, Math.log(4), 0, 0, 0, 0]);

  test('are the mean plus the deviation times the noise', () => {
    expect(Array.from(codesFrom(out, 2))).toEqual([1, -2, 0, 0]);
    expect(Array.from(codesFrom(out, 2, [0.5, 0.5, 1, 2]))).toEqual([1.5, -1, 1, 2]);
  });

  test('diverge from the standard normal by the closed form: 0 where they are it', () => {
    const [first, second] = divergences(out, 2);
    expect(first).toBeCloseTo((1 + 4 + (4 - 1 - Math.log(4))) / 2, 6);
    expect(second).toBe(0);
  });

  test('say so many nats by each number, which add up to the divergence', () => {
    const codes = { means: codesFrom(out, 2), deviations: Float32Array.from([1, 2, 1, 1]) };
    const rates = ratesByNumber(codes, 2);
    // The second row says nothing: the mean over rows is half of the first's.
    expect(rates[0]).toBeCloseTo(1 / 4, 6);
    expect(rates[1]).toBeCloseTo((4 + 4 - 1 - Math.log(4)) / 4, 6);
    const all = divergences(out, 2);
    expect(rates[0] + rates[1]).toBeCloseTo((all[0] + all[1]) / 2, 6);
  });

  test('have the gradient of differences', () => {
    const draw = random(2);
    const at = Float32Array.from({ length: 8 }, () => draw.normal());
    const noise = Float64Array.from({ length: 4 }, () => draw.normal());
    const slope = Float32Array.from({ length: 4 }, () => draw.normal());
    const value = (values: Float32Array) =>
      codesFrom(values, 2, noise).reduce((sum, v, i) => sum + slope[i] * v, 0) +
      0.3 * divergences(values, 2).reduce((a, b) => a + b, 0);
    const gradient = encoderGradient(at, 2, { atCodes: slope, noise, weight: 0.3 });
    const h = 1e-2;
    gradient.forEach((g, i) => {
      const moved = (by: number) => at.map((v, j) => (j === i ? v + by : v));
      expect((value(moved(h)) - value(moved(-h))) / (2 * h)).toBeCloseTo(g, 3);
    });
  });
});

describe('training an autoencoder', () => {
  test.each([{}, { drawn: false }, { klWeight: 0 }, { batchSize: 6, microBatch: 4 }, { networks: narrowSpatial }])(
    'what both halves are given against central differences of the loss: %o',
    (change) => {
      for (const half of ['encoder', 'decoder'] as const) {
        const along = (direction: Float64Array | null, h: number) => {
          const made = plainTrainer(change);
          if (direction) made[half].weights.forEach((w, i) => (made[half].weights[i] = w + h * direction[i]));
          return { loss: made.trainer.train(1), given: made[half].given };
        };
        const { given } = along(null, 0);
        const size = Math.hypot(...given);
        const draw = random(6).split(half);
        const direction = given.map((g) => g / size + (0.3 * draw.normal()) / Math.sqrt(given.length));
        const slope = given.reduce((sum, g, i) => sum + g * direction[i], 0);
        const h = 1e-3;
        const difference = (along(direction, h).loss - along(direction, -h).loss) / (2 * h);
        expect(Math.abs(difference / slope - 1)).toBeLessThan(0.01);
      }
    },
  );

  test('the kernel gives the plain loops’ loss, however a batch is cut', async () => {
    const plain = plainTrainer().trainer.train(1);
    for (const microBatch of [1, 3, 4]) {
      const kernel = await trainer({ microBatch });
      expect(Math.abs(kernel.train(1) / plain - 1)).toBeLessThan(1e-5);
      kernel.dispose();
    }
  });

  test('brings the loss down, and pictures come back', async () => {
    const made = await trainer({ klWeight: 0.001, batchSize: 20, microBatch: 20, learningRate: 4e-3, emaDecay: 0.9 });
    const before = made.train(1);
    made.train(120);
    expect(made.losses.distortion).toBeLessThan(0.8 * before);
    const codes = made.encode(new Float32Array(2 * 784));
    expect(codes.means.length).toBe(6);
    expect(codes.deviations.every((d) => d > 0)).toBe(true);
    expect(made.decode(codes.means).length).toBe(2 * 784);
    made.dispose();
  });

  test('goes on where it was saved', async () => {
    const first = await trainer();
    first.train(3);
    const saved = first.save();
    first.train(2);
    const second = await trainer();
    second.load(saved);
    second.train(2);
    expect(second.save().weights).toEqual(first.save().weights);
    first.dispose();
    second.dispose();
  });

  test('says what it expected', () => {
    const { encoder, decoder } = plainTrainer();
    expect(() => new AutoencoderTrainer(encoder, decoder, { ...settings, klWeight: -1 })).toThrow(/klWeight is -1/);
    const odd = { ...settings.networks, code: { extent: [], channels: 5 } };
    expect(() => new AutoencoderTrainer(encoder, decoder, { ...settings, networks: odd })).toThrow(
      /puts out is 6 numbers \(expected 10 numbers/,
    );
    const made = new AutoencoderTrainer(encoder, decoder, settings);
    expect(() => made.train(1)).toThrow(/no pictures/);
    expect(() => made.decode(new Float32Array(4))).toThrow(/expected a multiple of 3/);
    made.setData(data);
    expect(() => made.load({ weights: new Float32Array(2) })).toThrow(/2 weights/);
  });
});
