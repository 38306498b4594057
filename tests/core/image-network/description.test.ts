import { describe, expect, test } from 'vitest';
import {
  digitClassifier,
  digitUNet,
  liveUNet,
  liveUNetWithNorms,
  noisyDigitClassifier,
  shippedUNet,
} from '../../../src/core/image-network/digits';
import { forwardFlops, layerFlops, trainingFlops } from '../../../src/core/image-network/flops';
import { bind, parameterCount } from '../../../src/core/image-network/parameters';
import { outputShape, shapeAfter } from '../../../src/core/image-network/shapes';

/** By hand, layer by layer. */
const convolution = (size: number, from: number, to: number) => size * size * from * to + to;
const affine = (from: number, to: number) => from * to + to;

describe('parameters', () => {
  test('of the shipped U-Net, added up by hand', () => {
    const residual = (c: number) => 2 * convolution(3, c, c) + 2 * c + affine(64, 2 * c);
    const dense = convolution(1, 48, 6) + affine(294, 192) + affine(64, 384) + affine(192, 294) + convolution(1, 6, 48);
    const embedding = affine(32, 64) + 11 * 64;
    expect([embedding, residual(16), dense, residual(48)]).toEqual([2816, 6752, 138_972, 47_904]);
    const sum =
      embedding +
      convolution(3, 4, 16) +
      residual(16) +
      convolution(1, 64, 48) +
      dense +
      residual(48) +
      dense +
      convolution(1, 48, 64) +
      residual(16) +
      32 +
      convolution(3, 16, 4);
    expect(sum).toBe(349_628);
    expect(parameterCount(shippedUNet)).toBe(sum);
  });

  test('of the live one: narrower, without norms', () => {
    expect(parameterCount(liveUNet)).toBe(315_384);
    // Gain and bias: two blocks and the end at 12 channels, one block at 32.
    expect(parameterCount(liveUNetWithNorms) - parameterCount(liveUNet)).toBe(2 * (3 * 12 + 32));
  });

  test('of the classifiers', () => {
    const stages = convolution(3, 1, 16) + convolution(3, 16, 32) + convolution(3, 32, 64);
    const plain = stages + 2 * (16 + 32 + 64) + affine(576, 64) + affine(64, 10);
    expect(parameterCount(digitClassifier)).toBe(plain);
    expect(parameterCount(noisyDigitClassifier)).toBe(
      plain + affine(32, 32) + affine(32, 32) + affine(32, 64) + affine(32, 128),
    );
  });

  test('lie one after the other and leave no gap', () => {
    const { parameters, size } = bind(shippedUNet);
    let at = 0;
    parameters.forEach((p, i) => {
      expect([p.index, p.at]).toEqual([i, at]);
      at += p.rows * p.columns;
    });
    expect(at).toBe(size);
  });
});

describe('operations', () => {
  test('of the shipped U-Net, added up by hand: 9.42 million', () => {
    const at14 = 196,
      at7 = 49;
    const macs =
      32 * 64 +
      at14 * 9 * 4 * 16 +
      2 * (2 * at14 * 9 * 16 * 16 + 64 * 32) +
      at7 * 64 * 48 +
      2 * (2 * at7 * 48 * 6 + 2 * 294 * 192 + 64 * 384) +
      (2 * at7 * 9 * 48 * 48 + 64 * 96) +
      at7 * 48 * 64 +
      at14 * 9 * 16 * 4;
    expect(forwardFlops(shippedUNet)).toBe(2 * macs);
    expect(2 * macs).toBe(9_417_984);
    expect(trainingFlops(shippedUNet)).toBe(6 * macs);
  });

  test('of the live one: 5.12 million', () => expect(forwardFlops(liveUNet)).toBe(5_121_792));

  test('a convolution costs 2 per weight and pixel', () => {
    expect(layerFlops({ kind: 'convolution', size: 3, from: 4, to: 8 }, { extent: [14, 14], channels: 4 })).toBe(
      2 * 196 * 9 * 4 * 8,
    );
    expect(layerFlops({ kind: 'activation', function: 'relu' }, { extent: [14, 14], channels: 4 })).toBe(0);
  });
});

describe('shapes', () => {
  test("the book's networks end where they should", () => {
    for (const network of [shippedUNet, liveUNet, liveUNetWithNorms, digitUNet({ channels: [8, 16] })]) {
      expect(outputShape(network)).toEqual({ extent: [28, 28], channels: 1 });
    }
    for (const network of [digitClassifier, noisyDigitClassifier])
      expect(outputShape(network)).toEqual({ extent: [], channels: 10 });
  });

  test('a layer that does not fit says what it wants', () => {
    expect(() =>
      shapeAfter({ kind: 'convolution', size: 3, from: 4, to: 8 }, { extent: [14, 14], channels: 3 }),
    ).toThrow('convolution after 14 x 14 x 3 (expected a picture of 4 channels)');
    expect(() => shapeAfter({ kind: 'to-depth' }, { extent: [7, 7], channels: 4 })).toThrow(
      'expected a picture of an even side',
    );
    expect(() => shapeAfter({ kind: 'norm', channels: 12, groups: 5 }, { extent: [7, 7], channels: 12 })).toThrow(
      'expected 5 equal groups',
    );
    expect(() =>
      shapeAfter({ kind: 'residual', name: 'r', inner: [{ kind: 'to-depth' }] }, { extent: [8, 8], channels: 4 }),
    ).toThrow('expected inner layers that return it, not 4 x 4 x 16');
  });
});
