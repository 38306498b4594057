import { describe, expect, test } from 'vitest';
import type { ImageNetwork } from '../../../src/core/image-network/description';
import { digitClassifier, shippedUNet } from '../../../src/core/image-network/digits';
import { bind } from '../../../src/core/image-network/parameters';
import { dequantise, fromHalf, quantise, quantisedBytes, toHalf } from '../../../src/core/image-network/quantised';
import {
  checkManifest,
  packWeights,
  readWeights,
  WeightsFileError,
  type TrainingRecord,
} from '../../../src/core/image-network/weights-file';
import { random } from '../../../src/core/random';

const draw = random(3);
const bound = bind(digitClassifier);
const values = Float32Array.from({ length: bound.size }, () => 0.1 * draw.normal());
const training: TrainingRecord = {
  command: 'none',
  seed: 1,
  steps: 2,
  images: 3,
  flops: 4,
  dataHash: 'abcd',
  machine: 'a test',
  seconds: 5,
  settings: {},
};
const packed = packWeights(digitClassifier, values, training, { accuracy: 0.5 });
const json = (change: object = {}): unknown => JSON.parse(JSON.stringify({ ...packed.manifest, ...change }));

describe('half precision', () => {
  test.each([
    [0, 0],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [2 ** -24, 1],
    [2 ** -14, 0x0400],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [1 / 3, 0x3555],
  ])('%f', (value, half) => {
    expect(toHalf(value)).toBe(half);
  });

  test('every finite half comes back as itself', () => {
    for (let half = 0; half < 0x7c00; half++) {
      expect(toHalf(fromHalf(half))).toBe(half);
      expect(toHalf(-fromHalf(half))).toBe(half | 0x8000);
    }
    expect(fromHalf(toHalf(NaN))).toBeNaN();
  });
});

describe('quantised weights', () => {
  test('are off by half a step of their channel at most, vectors by a share of 2^-11', () => {
    const back = dequantise(bound, quantise(bound, values));
    for (const p of bound.parameters) {
      for (let j = 0; j < p.columns; j++) {
        let most = 0;
        for (let i = 0; i < p.rows; i++) most = Math.max(most, Math.abs(values[p.at + i * p.columns + j]));
        for (let i = 0; i < p.rows; i++) {
          const at = p.at + i * p.columns + j;
          const bound = p.matrix ? 0.502 * (most / 127) : Math.abs(values[at]) * 2 ** -11 + 2 ** -25;
          expect(Math.abs(back[at] - values[at])).toBeLessThanOrEqual(bound);
        }
      }
    }
  });

  test('of the shipped U-Net take 362 kB; zeros stay zeros', () => {
    const big = bind(shippedUNet);
    expect(quantisedBytes(big)).toBeLessThan(365_000);
    expect(Array.from(dequantise(big, quantise(big, new Float32Array(big.size)))).every((v) => v === 0)).toBe(true);
  });
});

describe('weights with their manifest', () => {
  test('round trip', () => {
    const manifest = checkManifest(json(), digitClassifier, 'abcd');
    expect(Array.from(readWeights(manifest, packed.bytes))).toEqual(Array.from(dequantise(bound, packed.bytes)));
    expect(manifest.metrics).toEqual({ accuracy: 0.5 });
  });

  const other: ImageNetwork = { ...digitClassifier, layers: digitClassifier.layers.slice(1) };
  test.each([
    ['nothing', null, 'is no object (expected a JSON object)'],
    ['a list', [], 'is no object'],
    ['another format', json({ format: 'x' }), 'has the format "x" (expected "diffusion-live weights")'],
    ['another version', json({ version: 2 }), 'is of version 2 (expected 1)'],
    ['another network', json({ network: shippedUNet }), 'describes "shipped digit U-Net"'],
    ['other layers', json({ network: other }), 'describes other layers'],
    ['no network', json({ network: undefined }), 'describes no network'],
    ['other digits', json({ training: { ...training, dataHash: 'ffff' } }), 'names the digits ffff (expected abcd)'],
    ['another encoding', json({ weights: { ...packed.manifest.weights, encoding: 'gif' } }), 'has the encoding gif'],
    [
      'another size',
      json({ weights: { ...packed.manifest.weights, bytes: 7 } }),
      `speaks of 7 bytes (expected ${packed.bytes.length})`,
    ],
    ['no hash', json({ weights: { ...packed.manifest.weights, hash: undefined } }), 'has no hash'],
  ])('%s is refused', (_, value, message) => {
    expect(() => checkManifest(value, digitClassifier, 'abcd')).toThrow(WeightsFileError);
    expect(() => checkManifest(value, digitClassifier, 'abcd')).toThrow(message);
  });

  test('truncated, longer and altered bytes are refused', () => {
    const { manifest, bytes } = packed;
    expect(() => readWeights(manifest, bytes.subarray(0, 100))).toThrow(
      `are cut short: 100 bytes (expected ${bytes.length})`,
    );
    expect(() => readWeights(manifest, new Uint8Array(bytes.length + 1))).toThrow('are too long');
    const altered = bytes.slice();
    altered[1000] ^= 1;
    expect(() => readWeights(manifest, altered)).toThrow(
      /are not those of their manifest: their hash is [0-9a-f]{8} \(expected [0-9a-f]{8}\)/,
    );
  });
});
