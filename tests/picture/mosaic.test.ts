import { describe, expect, it } from 'vitest';
import { digitPixels, digitSide } from '../../src/core/data/digits';
import { mosaic } from '../../src/picture/mosaic';
import { pixels } from '../../src/picture/pixels';
import { sheet, sheetFrames } from '../../src/picture/sheet';

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

describe('a sheet of digits', () => {
  it('holds those that are there, whole ones only, and paper for the rest', () => {
    const digit = new Uint8Array(digitPixels).fill(255);
    const two = sheet([...digit, ...digit, 255], 2, 2);
    expect(two).toBe(
      mosaic(
        Uint8Array.from({ length: 4 * digitPixels }, (_, i) => (i < 2 * digitPixels ? 255 : 0)),
        { side: digitSide, across: 2, paper: 0, ink: 255 },
      ).href,
    );
  });

  it('frames what is marked, inside its cell', () => {
    expect(sheetFrames([false, true, true], 2)).toBe('M29.5,1.5h25v25h-25zM1.5,29.5h25v25h-25z');
    expect(sheetFrames([], 2)).toBe('');
  });
});
