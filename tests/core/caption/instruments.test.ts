import { describe, expect, test } from 'vitest';
import { batch } from '../../../src/core/batch';
import { attributes, factsOf, isTold, measures, squaredDistances, valueOf } from '../../../src/core/caption';
import { random } from '../../../src/core/random';
import { readDigits } from '../../../scripts/train/files';

const side = 28;
/** A picture whose pixels are given by column and row. */
const drawn = (ink: (x: number, y: number) => number) =>
  batch(
    Array.from({ length: side * side }, (_, i) => ink(i % side, Math.floor(i / side))),
    side * side,
  );
const bar = (left: number, right: number, top = 4, bottom = 24) =>
  drawn((x, y) => (x >= left && x < right && y >= top && y < bottom ? 1 : 0));

describe('distances to the paper', () => {
  test('equal those of a search through all pixels, to the bit', () => {
    const draw = random(3);
    for (const [width, height] of [
      [1, 1],
      [9, 7],
      [16, 16],
    ]) {
      const mask = Uint8Array.from({ length: width * height }, () => (draw.uniform() < 0.8 ? 1 : 0));
      const nearest = mask.map(() => 0) && Float64Array.from(mask, (_, i) => slowly(mask, width, height, i));
      expect(squaredDistances(mask, width, height)).toEqual(nearest);
    }
  });

  test('all ink: the paper begins beyond the edge', () => {
    expect(Array.from(squaredDistances(new Uint8Array(9).fill(1), 3, 3))).toEqual([1, 1, 1, 1, 4, 1, 1, 1, 1]);
  });

  test('sizes that do not fit are refused', () => {
    expect(() => squaredDistances(new Uint8Array(5), 2, 2)).toThrow(/5 pixels \(expected 4, 2 by 2\)/);
    expect(() => squaredDistances(new Uint8Array(0), 0, 2)).toThrow(/expected positive integers/);
  });
});

function slowly(mask: Uint8Array, width: number, height: number, i: number): number {
  if (mask[i] === 0) return 0;
  let least = Infinity;
  for (let y = -1; y <= height; y++) {
    for (let x = -1; x <= width; x++) {
      const inside = x >= 0 && y >= 0 && x < width && y < height;
      if (inside && mask[y * width + x] !== 0) continue;
      least = Math.min(least, (x - (i % width)) ** 2 + (y - Math.floor(i / width)) ** 2);
    }
  }
  return least;
}

describe('instruments', () => {
  test('a bar of k pixels is k thick, upright, and .96 k wide', () => {
    for (const k of [1, 2, 3, 5, 8]) {
      const found = measures(bar(10, 10 + k), side);
      expect(found.thickness[0]).toBeCloseTo(k, 10);
      expect(found.slant[0]).toBeCloseTo(0, 12);
      expect(found.width[0]).toBeCloseTo(0.96 * k, 10);
    }
  });

  test('a ring is as thick as the pen', () => {
    const ring = drawn((x, y) => Math.max(0, Math.min(1, 2 - Math.abs(Math.hypot(x - 13.5, y - 13.5) - 8))));
    expect(measures(ring, side).thickness[0]).toBeGreaterThan(2.7);
    expect(measures(ring, side).thickness[0]).toBeLessThan(3.3);
  });

  test('rows pushed to the right by s columns a row up add s to the slant', () => {
    const shape = (x: number, y: number) => (x >= 12 && x < 15 && y >= 8 && y < 20 ? 1 : 0);
    const before = measures(drawn(shape), side).slant[0];
    const right = measures(
      drawn((x, y) => shape(x + (y - 14), y)),
      side,
    ).slant[0];
    const left = measures(
      drawn((x, y) => shape(x - (y - 14), y)),
      side,
    ).slant[0];
    expect(right - before).toBeCloseTo(1, 12);
    expect(left - before).toBeCloseTo(-1, 12);
  });

  test('no ink is no number, and is not told', () => {
    const found = measures(
      drawn(() => 0),
      side,
    );
    expect([found.thickness[0], found.slant[0], found.width[0]]).toEqual([NaN, NaN, NaN]);
    expect(factsOf(found, 0, 4)).toEqual({ digit: 4, thickness: null, slant: null, width: null });
  });

  test('pictures that do not fit are refused', () => {
    expect(() => measures(batch(new Float64Array(9), 9), 28)).toThrow(/expected 784, 28 a side/);
    expect(() => measures(batch(new Float64Array(784).fill(2), 784), 28)).toThrow(/pixel 0 is 2/);
  });

  test('near a border captions are silent, and its value is still the one it has', () => {
    expect(valueOf('thickness', 2.2)).toBe('thin');
    expect(isTold('thickness', 2.2)).toBe(false);
    expect(isTold('thickness', 2)).toBe(true);
    expect(valueOf('slant', 0)).toBe('upright');
    expect(valueOf('width', 20)).toBe('wide');
  });

  test('the training digits have the shares that the borders were chosen for', async () => {
    const { train } = await readDigits();
    const rows = 2000;
    const found = measures(
      batch(
        Float64Array.from(train.images.subarray(0, rows * side * side), (v) => v / 255),
        side * side,
      ),
      side,
    );
    const share = (attribute: keyof typeof attributes) =>
      attributes[attribute].map(
        (value) => found[attribute].filter((measured) => valueOf(attribute, measured) === value).length / rows,
      );
    const near = (found: readonly number[], wanted: readonly number[]) =>
      found.forEach((part, i) => expect(Math.abs(part - wanted[i])).toBeLessThan(0.03));
    near(share('thickness'), [0.3, 0.4, 0.3]);
    near(share('slant'), [0.18, 0.31, 0.51]);
    near(share('width'), [0.38, 0.25, 0.37]);
  });
});
