import { expect, test } from 'vitest';
import { batch, copy, count, zeros } from '../../src/core/batch';

test('a batch is rows of dim numbers; a typed array is wrapped, a list copied', () => {
  const data = Float64Array.of(1, 2, 3, 4, 5, 6);
  const b = batch(data, 3);
  expect(b.data).toBe(data);
  expect(count(b)).toBe(2);
  expect(batch([1, 2], 1).data).toEqual(Float64Array.of(1, 2));
  expect(count(zeros(5, 784))).toBe(5);
});

test('a copy shares nothing', () => {
  const b = batch([1, 2], 2);
  const c = copy(b);
  c.data[0] = 9;
  expect(b.data[0]).toBe(1);
});

test('refuses ragged rows and impossible widths', () => {
  expect(() => batch([1, 2, 3], 2)).toThrow('batch of 3 numbers (expected a multiple of dim = 2)');
  expect(() => batch([1], 0)).toThrow('batch dimension is 0 (expected a positive integer)');
});
