import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { excerpt } from '../../src/site/excerpt';

const file = `import { a } from './a';

/** The first. */
export interface First {
  readonly x: number;
}

/**
 * The second,
 * in two lines.
 */
export function second(
  x: number,
): number {
  return x;
}

export const third = 3;
const fourth = {
  x: 4,
};
`;

describe('an excerpt', () => {
  it('begins with the docblock of one declaration and ends where another closes', () => {
    expect(excerpt(file, { from: 'First', to: 'First' }).split('\n')).toEqual([
      '/** The first. */',
      'export interface First {',
      '  readonly x: number;',
      '}',
    ]);
    expect(excerpt(file, { from: 'second', to: 'second' })).toMatch(/^\/\*\*\n \* The second[^]*\n {2}return x;\n\}$/);
    expect(excerpt(file, { from: 'third', to: 'third' })).toBe('export const third = 3;');
    expect(excerpt(file, { from: 'third', to: 'fourth' })).toMatch(/^export const third[^]*\n\};$/);
  });

  it('runs from the first line and to the last where it is not told', () => {
    expect(excerpt(file, {})).toBe(file);
    expect(excerpt(file, { to: 'First' })).toMatch(/^import [^]*\n\}$/);
    expect(excerpt(file, { from: 'fourth' })).toMatch(/^const fourth/);
  });

  it('says what is missing', () => {
    expect(() => excerpt(file, { from: 'fifth' })).toThrow('no declaration of fifth');
    expect(() => excerpt(file, { from: 'third', to: 'First' })).toThrow('First stands before third');
  });
});

describe('the listings of the chapters', () => {
  const listings = readdirSync('content/chapters').flatMap((name) =>
    [...readFileSync(`content/chapters/${name}`, 'utf8').matchAll(/<Code ([^>]*?)caption=/g)].map(([, given]) => {
      const attributes = Object.fromEntries(
        [...given.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      );
      return { name, ...attributes } as { name: string; file: string; from?: string; to?: string };
    }),
  );

  it('show declarations that are there, and not a whole long file', () => {
    expect(listings.length).toBeGreaterThan(15);
    for (const { name, file: path, from, to } of listings) {
      const shown = excerpt(readFileSync(path, 'utf8').trimEnd(), { from, to });
      expect(shown.split('\n').length, `${name}: ${path}`).toBeLessThan(130);
    }
  });
});

describe('an excerpt of Python', () => {
  it('ends with the last indented line of the function', () => {
    const python = 'a = 1\n\ndef first(x):\n    y = x\n\n    return y\n\n\nb = 2\n';
    expect(excerpt(python, { from: 'first', to: 'first' })).toBe('def first(x):\n    y = x\n\n    return y');
  });
});
