import { describe, expect, test } from 'vitest';
import { shippedUNet } from '../../../src/core/image-network/digits';
import { forwardFlops } from '../../../src/core/image-network/flops';
import {
  DIGIT_LATENT,
  digitGan,
  ganParameterCount,
  ganTrainingFlops,
  liveGan,
  shippedGan,
} from '../../../src/core/image-network/gan';
import { bind, parameterCount } from '../../../src/core/image-network/parameters';
import { outputShape } from '../../../src/core/image-network/shapes';

/** By hand, layer by layer. */
const affine = (from: number, to: number) => from * to + to;
const convolution = (size: number, from: number, to: number) => affine(size * size * from, to);
/** Norm's gain and bias, and FiLM's map of an embedding of 32. */
const told = (channels: number) => 2 * channels + affine(32, 2 * channels);

describe('the shipped game', () => {
  test('parameters of the generator, added up by hand', () => {
    const classes = 11 * 32;
    const dense = affine(64, 236) + affine(32, 2 * 236) + affine(236, 49 * 16);
    const at7 = convolution(3, 16, 32) + told(32) + convolution(3, 32, 32) + told(32);
    const at14 = convolution(1, 32, 96) + convolution(3, 24, 24) + told(24) + convolution(3, 24, 4);
    expect([classes, dense, at7, at14]).toEqual([352, 216_724, 18_240, 10_876]);
    expect(parameterCount(shippedGan.generator)).toBe(classes + dense + at7 + at14);
  });

  test('parameters of the discriminator, added up by hand', () => {
    const at14 = convolution(3, 4, 16) + convolution(3, 16, 16);
    const at7 = convolution(1, 64, 48) + convolution(3, 48, 48) + convolution(1, 48, 12);
    expect(parameterCount(shippedGan.discriminator)).toBe(at14 + at7 + affine(49 * 12, 128) + affine(128, 10));
  });

  test('together as many as the shipped U-Net, to a hundredth', () => {
    expect(Math.abs(ganParameterCount(shippedGan) / parameterCount(shippedUNet) - 1)).toBeLessThan(0.01);
  });

  test('operations: two for each weight and place', () => {
    const generator =
      2 *
      (64 * 236 +
        32 * 472 +
        236 * 784 +
        49 * (144 * 32 + 288 * 32 + 32 * 96) +
        2 * 32 * 64 +
        196 * (216 * 24 + 216 * 4) +
        32 * 48);
    expect(forwardFlops(shippedGan.generator)).toBe(generator);
    const discriminator = 2 * (196 * (36 * 16 + 144 * 16) + 49 * (64 * 48 + 432 * 48 + 48 * 12) + 588 * 128 + 128 * 10);
    expect(forwardFlops(shippedGan.discriminator)).toBe(discriminator);
    // Made once (1) and gone back through (2); judged for the generator (1) and back to the pictures (1); judged real and fake (2) and back to weights and inputs (4).
    expect(ganTrainingFlops(shippedGan)).toBe(generator * (1 + 2) + discriminator * (1 + 1 + 2 + 4));
  });
});

describe.each([
  ['shipped', shippedGan],
  ['live', liveGan],
])('%s', (_, { generator, discriminator }) => {
  test('codes become pictures, and those one output a class', () => {
    expect([generator.side ** 2 * generator.channels, outputShape(generator)]).toEqual([
      DIGIT_LATENT,
      { extent: [28, 28], channels: 1 },
    ]);
    expect([discriminator.side, discriminator.channels, outputShape(discriminator)]).toEqual([
      28,
      1,
      { extent: [], channels: 10 },
    ]);
  });

  test('a network that is told the class alone has a table and no map of the noise', () => {
    const { embedding } = bind(generator);
    expect(embedding.map(({ rows, columns }) => [rows, columns])).toEqual([[11, generator.embedding!.width]]);
  });
});

test('widths that do not fit are refused with what was expected', () => {
  const wrong = digitGan({
    name: 'wrong',
    embedding: 8,
    dense: { hidden: 8, channels: 4 },
    channels: [8, 6],
    judge: { channels: [4, 4], squeeze: 4, hidden: 8 },
  });
  expect(() => outputShape(wrong.generator)).toThrow(/multiple of 4/);
});
