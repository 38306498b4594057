import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { symbols } from '../../content/symbols';
import { sources } from '../../src/site/architecture/imports';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('figures name symbols by their terms, not by their macros', () => {
  const named = sources(root, 'components').flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bterm="([^"]+)"/g)].map(([, term]) => ({ file, term })),
  );
  expect(named.length).toBeGreaterThan(50);
  const terms = new Set(symbols.map(({ term }) => term));
  const macros = new Set(symbols.map(({ macro }) => macro));
  expect(named.filter(({ term }) => macros.has(term) && !terms.has(term))).toEqual([]);
});
