import { describe, expect, it } from 'vitest';
import { mosaic } from '../../src/picture/mosaic';
import { pixels } from '../../src/picture/pixels';

describe('mosaic', () => {
  it('lays tiles in reading order with paper between and after them', () => {
    const tiles = [1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1];
    const { href, width, height } = mosaic(tiles, { side: 2, across: 2, gap: 1, paper: -1, ink: 1 });
    expect([width, height]).toEqual([5, 5]);
    const p = -1;
    expect(href).toBe(pixels([1, 1, p, 0, 0, 1, 1, p, 0, 0, p, p, p, p, p, 1, 0, p, p, p, 0, 1, p, p, p], 5));
  });

  it('refuses broken tiles', () => {
    expect(() => mosaic([1, 2, 3], { side: 2, across: 1 })).toThrow(
      '3 values for tiles of 2 x 2 (expected whole tiles)',
    );
  });
});
