import { describe, expect, test } from 'vitest';
import { digitSubset, subsetRows } from '../../../src/core/data/digit-subset';

const labels = [1, 0, 1, 2, 1, 0];

describe('fewer digits', () => {
  test('classes take turns, in the order in which their digits lie; who has no more is passed over', () => {
    expect(subsetRows(labels, {})).toEqual([1, 0, 3, 5, 2, 4]);
    expect(subsetRows(labels, { count: 4 })).toEqual([1, 0, 3, 5]);
    expect(subsetRows(labels, { count: 100 })).toHaveLength(6);
  });

  test('a larger subset begins with the smaller one', () => {
    expect(subsetRows(labels, { count: 5 }).slice(0, 3)).toEqual(subsetRows(labels, { count: 3 }));
  });

  test('one class alone', () => {
    expect(subsetRows(labels, { only: 1 })).toEqual([0, 2, 4]);
    expect(subsetRows(labels, { only: 1, count: 2 })).toEqual([0, 2]);
  });

  test('pictures go with their classes', () => {
    const images = Uint8Array.from({ length: 6 * 4 }, (_, i) => Math.floor(i / 4));
    expect(digitSubset({ images, labels: Uint8Array.from(labels) }, { only: 0 }, { side: 2 })).toEqual({
      images: Uint8Array.of(1, 1, 1, 1, 5, 5, 5, 5),
      labels: Uint8Array.of(0, 0),
    });
  });

  test('none, or a class that is not there, is refused', () => {
    expect(() => subsetRows(labels, { count: 0 })).toThrow('0 digits (expected a whole number, at least 1)');
    expect(() => subsetRows(labels, { only: 7 })).toThrow('no digits of class 7');
  });
});
