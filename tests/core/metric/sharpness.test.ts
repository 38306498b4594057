import { expect, test } from 'vitest';
import { edgeEnergy } from '../../../src/core/metric/index';

/** Columns of 4 x 4. */
const columns = (...grey: readonly number[]) => Float64Array.from({ length: 16 }, (_, i) => grey[i % 4]);

test('an edge from 0 to 1 across one pair of 4 x 4 counts 4 squares of 24 pairs; over two pairs it has half of that, and one grey nothing', () => {
  expect(edgeEnergy({ data: columns(0, 0, 1, 1), dim: 16 }, 4)).toBeCloseTo(4 / 24, 12);
  expect(edgeEnergy({ data: columns(0, 0.5, 1, 1), dim: 16 }, 4)).toBeCloseTo(2 / 24, 12);
  expect(edgeEnergy({ data: columns(3, 3, 3, 3), dim: 16 }, 4)).toBe(0);
});

test('edges lying count as edges standing, and a picture’s end is no edge', () => {
  const lying = Float64Array.from({ length: 16 }, (_, i) => (i < 8 ? 0 : 1));
  expect(edgeEnergy({ data: lying, dim: 16 }, 4)).toBeCloseTo(4 / 24, 12);
  // One black picture before one white: nothing between them.
  const two = Float64Array.from({ length: 32 }, (_, i) => (i < 16 ? 0 : 1));
  expect(edgeEnergy({ data: two, dim: 16 }, 4)).toBe(0);
  const both = Float64Array.from([...columns(0, 0, 1, 1), ...columns(0, 0, 0, 0)]);
  expect(edgeEnergy({ data: both, dim: 16 }, 4)).toBeCloseTo(2 / 24, 12);
});

test('says what it expected', () => {
  expect(() => edgeEnergy({ data: new Float64Array(16), dim: 16 }, 5)).toThrow(/expected pictures of 25/);
  expect(() => edgeEnergy({ data: new Float64Array(0), dim: 16 }, 4)).toThrow(/at least one of them/);
  expect(() => edgeEnergy({ data: new Float64Array(1), dim: 1 }, 1)).toThrow(/at least 2/);
});
