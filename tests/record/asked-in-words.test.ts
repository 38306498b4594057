import { describe, expect, it } from 'vitest';
import { askedInWords, bestRow, groupSpread, partSpread, type WordsSet } from '../../src/record/asked-in-words';

const set = (seed: number, value: number, left: number): WordsSet => ({
  seed,
  parts: { value, class: 1 },
  groups: { 'value: slant left': left },
});
const rows = [
  { guidance: 0, sets: [set(1, 0.5, 0.4), set(2, 0.6, 0.2)] },
  { guidance: 2, sets: [set(1, 0.9, 0.8), set(2, 0.7, 1)] },
  { guidance: 4, sets: [set(1, 0.7, 1), set(2, 0.8, 1)] },
];

describe('the record of prompts', () => {
  it('has its best guidance where most attributes come as asked', () => {
    expect(bestRow({ rows }).guidance).toBe(2);
  });

  it('tells means and deviations over sets, of parts and of groups', () => {
    expect(partSpread(rows[1], 'value').mean).toBeCloseTo(0.8, 12);
    expect(partSpread(rows[1], 'value').deviation).toBeCloseTo(Math.SQRT2 / 10, 12);
    expect(groupSpread(rows[0], 'value: slant left').mean).toBeCloseTo(0.3, 12);
    expect(() => partSpread(rows[0], 'weather')).toThrow(/no part weather \(expected value, class\)/);
  });

  it('refuses a file that is not whole', () => {
    expect(() => askedInWords.parse({ command: 'x' })).toThrow(/^words/);
  });
});
