import { describe, expect, it } from 'vitest';
import { doubled, halved } from '../../src/core/resample';

const numbers = (n: number) => Array.from({ length: n }, (_, i) => Math.sin(3 * i * i));
const close = (a: ArrayLike<number>, b: readonly number[]) => b.forEach((v, i) => expect(a[i]).toBeCloseTo(v, 6));

describe('pictures of fewer and of more pixels', () => {
  it('halves to the means of four', () => {
    close(halved([1, 2, 5, 6, 3, 4, 7, 8, 0, 0, 1, 1, 0, 4, 1, 1], 4), [2.5, 6.5, 1, 1]);
  });

  it('doubles between the centres', () => {
    // Along a row: 0 and 4 stand at 1/4 and 3/4 of the way; the ends are held.
    close(doubled([0, 4, 0, 4], 2), [0, 1, 3, 4, 0, 1, 3, 4, 0, 1, 3, 4, 0, 1, 3, 4]);
    close(doubled([0, 0, 4, 4], 2), [0, 0, 0, 0, 1, 1, 1, 1, 3, 3, 3, 3, 4, 4, 4, 4]);
  });

  it('both keep what is even, and treat each picture alone', () => {
    const even = new Array<number>(2 * 16).fill(0.7);
    close(doubled(even, 4), new Array<number>(2 * 64).fill(0.7));
    close(halved(even, 4), new Array<number>(2 * 4).fill(0.7));
    const [a, b] = [numbers(16), numbers(16).map((v) => 1 - v)];
    for (const change of [doubled, halved]) close(change([...a, ...b], 4), [...change(a, 4), ...change(b, 4)]);
  });

  it('doubling is linear', () => {
    const [a, b] = [numbers(9), numbers(9).reverse()];
    const sum = a.map((v, i) => 2 * v - b[i]);
    close(
      doubled(sum, 3),
      Array.from(doubled(a, 3), (v, i) => 2 * v - doubled(b, 3)[i]),
    );
  });

  it('refuses what is no square, and an odd side to halve', () => {
    expect(() => doubled([1, 2, 3], 2)).toThrow('3 pixels of pictures of side 2 (expected a multiple of 4)');
    expect(() => halved(numbers(9), 3)).toThrow('3 pixels a side to halve (expected an even number)');
  });
});
