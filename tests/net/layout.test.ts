import { expect, test } from 'vitest';
import { parameterCount, type NetworkSpec } from '../../src/core/network';
import { batchMatrix, layoutOf, stacked, unstacked } from '../../src/net/tfjs/webgl/layout';

test.each([
  [1, 8, 1],
  [2, 64, 3],
  [1, 24, 4],
])('textures give back what was laid into them: %i-D, width %i, depth %i', (dim, width, depth) => {
  const network: NetworkSpec = { width, depth, prediction: 'v' };
  const n = parameterCount(network, dim);
  const vector = (from: number) => Float32Array.from({ length: n }, (_, i) => from + i);
  const values = { weights: vector(1), ema: vector(n + 1), first: vector(2 * n + 1), second: vector(3 * n + 1) };
  const layout = layoutOf(network, dim);
  const matrix = stacked(layout, values);
  expect(matrix.length).toBe(4 * layout.rows * width);
  expect(matrix.filter((value) => value !== 0).length).toBe(4 * n);
  expect(unstacked(layout, matrix)).toEqual(values);
  for (const { row, biasRow } of layout.layers) expect([row % 2, biasRow % 2]).toEqual([0, 0]);
});

test('a batch of odd size and dim ends in zeros', () => {
  const layout = layoutOf({ width: 8, depth: 1, prediction: 'v' }, 1);
  const features = new Float32Array(3 * 19).fill(5);
  const matrix = batchMatrix(layout, 3, features, {
    target: Float32Array.of(1, 2, 3),
    weight: Float32Array.of(3, 6, 9),
  });
  const row = (i: number) => Array.from(matrix.subarray(i * 24, (i + 1) * 24));
  expect(matrix.length).toBe(4 * 24);
  expect(row(1)).toEqual([...Array<number>(19).fill(5), 0, 2, 0, 4, 0]);
  expect(row(3)).toEqual(Array(24).fill(0));
});
