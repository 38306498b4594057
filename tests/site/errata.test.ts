import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errata } from '../../content/errata';

const chapters = readdirSync(new URL('../../content/chapters', import.meta.url)).map((name) => parseInt(name, 10));

describe('errata', () => {
  it.each(errata.map((one) => [`${one.chapter}, ${one.where}`, one] as const))('%s', (_, one) => {
    expect([0, ...chapters]).toContain(one.chapter);
    expect(new Date(one.mended).toISOString().slice(0, 10)).toBe(one.mended);
    for (const text of [one.where, one.said, one.right]) {
      // The page adds the full stop.
      expect(text).toMatch(/^\S(.*[^\s.])?$/);
    }
    expect(one.said).not.toBe(one.right);
  });

  it('lists nothing twice', () => {
    const keys = errata.map(({ chapter, where, said }) => `${chapter} ${where} ${said}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
