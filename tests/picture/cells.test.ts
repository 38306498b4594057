import { describe, expect, it } from 'vitest';
import { cells, largest } from '../../src/picture/cells';

describe('cells', () => {
  it('draws a number as strong as it is large, apart by sign, and nothing for nothing', () => {
    expect(cells([1, -0.5, 0, 1], { across: 2, size: 10, levels: 2 })).toEqual([
      { sign: -1, strength: 0.5, d: 'M11.5,1.5h7v7h-7z' },
      { sign: 1, strength: 1, d: 'M0,0h10v10h-10zM10,10h10v10h-10z' },
    ]);
  });

  it('clips what is beyond the most, and starts where it is told', () => {
    expect(cells([9, NaN], { across: 2, x: 3, y: 4, size: 1, most: 3, levels: 4 })).toEqual([
      { sign: 1, strength: 1, d: 'M3,4h1v1h-1z' },
    ]);
  });

  it('refuses broken rows', () => {
    expect(() => cells([1, 2, 3], { across: 2, size: 1 })).toThrow('3 numbers, 2 a row (expected whole rows)');
  });

  it('knows the greatest size', () => {
    expect(largest([1, -4, 2])).toBe(4);
    expect(largest([0, 0])).toBe(1);
  });
});
