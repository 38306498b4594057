import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import { movingCost, spareOf } from '../../../src/core/coupling';
import { normalBatch, random } from '../../../src/core/random';

describe('what another pairing would spare', () => {
  test('is nothing where points are moved by an increasing map, the optimal one', () => {
    // x -> 0.5 x + (1, 0): the gradient of a convex function.
    const x = normalBatch(60, 2, random(1));
    const y = batch(
      x.data.map((v, i) => 0.5 * v + (i % 2 === 0 ? 1 : 0)),
      2,
    );
    expect(spareOf(x, y)).toBeLessThan(1e-12);
    expect(movingCost(x, y)).toBeCloseTo(
      x.data.reduce((sum, v, i) => sum + (0.5 * v - (i % 2 === 0 ? 1 : 0)) ** 2, 0) / 60,
      12,
    );
  });

  test('is all where two points are exchanged, and half where the first pair alone is', () => {
    const x = batch([0, 0, 1, 0, 5, 5, 6, 5], 2);
    expect(spareOf(x, batch([1, 0, 0, 0, 6, 5, 5, 5], 2))).toBe(1);
    // Moves of 1, 1, 1, 1: the first two exchanged, the other two shifted.
    expect(spareOf(x, batch([1, 0, 0, 0, 5, 6, 6, 6], 2))).toBeCloseTo(0.5, 12);
    expect(spareOf(x, batch([1, 0, 0, 0, 5, 6, 6, 6], 2), 2)).toBe(1);
    expect(spareOf(x, x)).toBe(0);
  });
});
