import { describe, expect, it } from 'vitest';
import { count, zeros, type Batch } from '../../../src/core/batch';
import type { Denoiser } from '../../../src/core/denoiser';
import {
  boxOf,
  cutWindows,
  laid,
  matrixOf,
  nearestWindows,
  pseudoInverse,
  stripDenoiser,
  windowClasses,
  windowsOf,
} from '../../../src/core/inverse';
import { columnChanges, columnMeans, cutBorders, seamRatio, windowBorders } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { expectClose } from '../golden';

const side = 4;

describe('classes of windows', () => {
  it('are those of the region that the middle is in, and none on a border, or near one where that is asked', () => {
    const windows = windowsOf(12, side, 2);
    expect(windowClasses(windows, [3, 8, 1])).toEqual([3, -1, 8, -1, 1]);
    expect(windowClasses(windowsOf(12, side, 3), [3, 8, 1])).toEqual([3, 8, -1, 1]);
    expect(windowClasses(windowsOf(12, side, 3), [3, 8, 1], 0.3)).toEqual([3, -1, -1, 1]);
    expect(windowClasses(windows, [5])).toEqual([5, 5, 5, 5, 5]);
  });
});

describe('a strip as one denoiser', () => {
  /** Answers a window with its class everywhere; remembers what it was told. */
  const told: (readonly number[])[] = [];
  const model = (classes: readonly number[]): Denoiser => {
    told.push(classes);
    return {
      denoise(x, _, out) {
        expect(count(x)).toBe(classes.length);
        for (let i = 0; i < out.data.length; i++) out.data[i] = classes[Math.floor(i / x.dim)];
        return out;
      },
    };
  };
  const windows = windowsOf(8, side, 2);
  const paper = { paper: -1, noise: new Float64Array(side * side), at: () => ({ alpha: 1, sigma: 1 }) };
  const answered = (rule: 'mean' | 'tapered' | 'collage'): Batch =>
    stripDenoiser(model, side, windows, { rule, classes: [3, 3, 9], rows: 2, paper }).denoise(
      zeros(2, side * 8),
      0.5,
      zeros(2, side * 8),
    );

  it('tells every window of every strip its class, and takes the mean', () => {
    told.length = 0;
    const { data } = answered('mean');
    expect(told).toEqual([[3, 3, 9, 3, 3, 9]]);
    expectClose(data.slice(0, 8), [3, 3, 3, 3, 6, 6, 9, 9], 1e-12);
    expectClose(data.slice(7 * 8), [3, 3, 3, 3, 6, 6, 9, 9], 1e-12);
  });

  it('leans to the window whose middle is near', () => {
    const { data } = answered('tapered');
    expect(data[4]).toBeLessThan(6);
    expect(data[5]).toBeGreaterThan(6);
  });

  it('takes overlaps away, told the class that both sides are told or none', () => {
    told.length = 0;
    const { data } = answered('collage');
    expect(told).toEqual([
      [3, 3, 9, 3, 3, 9],
      [3, -1, 3, -1],
    ]);
    // 3 + 3 - 3, and 3 + 9 - (-1).
    expectClose(data.slice(0, 8), [3, 3, 3, 3, 13, 13, 9, 9], 1e-12);
  });
});

describe('windows cut and laid', () => {
  it('come back as they were', () => {
    const windows = windowsOf(10, side, 3);
    const strip = normalBatch(1, side * 10, random(4)).data;
    const cut = cutWindows(strip, side, windows);
    expect(cut).toHaveLength(windows.starts.length * side * side);
    expect(Array.from(laid(cut, side, windows, new Float64Array(side * 10)))).toEqual(Array.from(strip));
  });

  it('give each column to the window whose middle is nearest, the left one of two', () => {
    const nearest = nearestWindows(windowsOf(8, side, 2));
    expect(nearest.map(({ window }) => window)).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
    expect(nearest.map(({ column }) => column)).toEqual([0, 1, 2, 1, 2, 1, 2, 3]);
    expect(cutBorders(nearest)).toEqual([2, 4]);
  });
});

describe('seams', () => {
  it('are where columns change, and told from the rest', () => {
    const picture = [0, 0, 4, 4, 0, 0, 2, 2];
    expect(Array.from(columnChanges(picture, 2))).toEqual([0, 3, 0]);
    expect(Array.from(columnMeans(picture, 2))).toEqual([0, 0, 3, 3]);
    expect(windowBorders(windowsOf(12, 4, 4))).toEqual([3, 7]);
    expect(windowBorders(windowsOf(8, 4, 2))).toEqual([1, 3, 5]);
    expect(
      seamRatio(
        [
          [1, 6, 1],
          [3, 2, 3],
        ],
        [1],
      ),
    ).toBe(2);
    expect(seamRatio([[1, 1, 1]], [])).toBeNaN();
    expect(() => columnChanges([1, 2, 3], 2)).toThrow('a picture of 3 numbers in 2 rows (expected whole columns');
  });
});

describe('blocks of a strip', () => {
  const box = boxOf(4, 8, 2);

  it('are means, whose adjoint is theirs', () => {
    const x = normalBatch(2, 32, random(8));
    const y = normalBatch(2, 8, random(9));
    const dot = (a: Batch, b: Batch) => a.data.reduce((sum: number, v, i) => sum + v * b.data[i], 0);
    expect(Math.abs(dot(box.apply(x), y) - dot(x, box.adjoint(y)))).toBeLessThan(1e-12);
    const ones = { data: new Float64Array(32).fill(1), dim: 32 };
    expectClose(box.apply(ones).data, new Float64Array(8).fill(1), 1e-14);
  });

  it('have the singular values that they say, and a pseudo-inverse that is measured as it was', () => {
    const matrix = matrixOf(box);
    for (let a = 0; a < 8; a++)
      for (let b = 0; b < 8; b++) {
        let sum = 0;
        for (let k = 0; k < 32; k++) sum += matrix[a * 32 + k] * matrix[b * 32 + k];
        expect(sum).toBeCloseTo(a === b ? box.spectrum.values[a] ** 2 : 0, 14);
      }
    const y = normalBatch(1, 8, random(1));
    expectClose(box.apply(pseudoInverse(box, y)).data, y.data, 1e-12);
    expect(() => boxOf(4, 9, 2)).toThrow('blocks of 2 in 4 by 9 pixels (expected a divisor of both)');
  });
});
