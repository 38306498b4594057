import { expect, test } from 'vitest';
import {
  forwardFlops,
  inputCount,
  layerSizes,
  parameterCount,
  stepFlops,
  type NetworkSpec,
} from '../../src/core/network';
import { spaceFeatures, timeFeatures } from '../../src/net/features';
import { initialWeights, layers } from '../../src/net/shape';

const network: NetworkSpec = { width: 64, depth: 3, prediction: 'v' };

test('the counts of the network that the book uses, by hand', () => {
  expect(inputCount(2)).toBe(24);
  expect(layerSizes(network, 2).map(({ fanIn, fanOut }) => [fanIn, fanOut])).toEqual([
    [24, 64],
    [64, 64],
    [64, 64],
    [64, 2],
  ]);
  expect(parameterCount(network, 2)).toBe(25 * 64 + 65 * 64 + 65 * 64 + 65 * 2);
  expect(forwardFlops(network, 2)).toBe(2 * (24 * 64 + 64 * 64 + 64 * 64 + 64 * 2));
  expect(forwardFlops(network, 2, 500)).toBe(500 * forwardFlops(network, 2));
  expect(stepFlops(network, 2, 256)).toBe(2 * 256 * (2 * 24 * 64 + 3 * (2 * 64 * 64 + 64 * 2)));
});

test.each([
  [1, 8, 1],
  [2, 24, 4],
  [1, 64, 2],
])('counts are those of what is built: %i-D, width %i, depth %i', (dim, width, depth) => {
  const spec: NetworkSpec = { width, depth, prediction: 'x0' };
  const features = new Float32Array(100).fill(NaN);
  timeFeatures(0.3, features, spaceFeatures([0.1, 0.2], 0, dim, features, 0));
  expect(features.findIndex(Number.isNaN)).toBe(inputCount(dim));
  const placed = layers(spec, dim);
  const last = placed[placed.length - 1];
  expect(placed.length).toBe(depth + 1);
  expect(last.biases + last.fanOut).toBe(parameterCount(spec, dim));
  expect(initialWeights(spec, dim, 1).length).toBe(parameterCount(spec, dim));
});
