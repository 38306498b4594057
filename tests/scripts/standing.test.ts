import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noteBuilt, stillStands } from '../../scripts/standing.mjs';

let root = '';
const write = (name: string, text: string) => {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'standing-'));
  write('content/chapters/01.mdx', 'one');
  write('public/weights/digits.bin', 'weights');
  write('dist/index.html', '<p>one');
});
afterEach(() => void rmSync(root, { recursive: true }));

it('a book stands until something that goes in, or something that came out, has changed', () => {
  expect(stillStands(root, {})).toBe(false);
  noteBuilt(root, {});
  expect(stillStands(root, {})).toBe(true);
  write('content/chapters/01.mdx', 'two');
  expect(stillStands(root, {})).toBe(false);
  write('content/chapters/01.mdx', 'one');
  expect(stillStands(root, {})).toBe(true);
  write('src/core/new.ts', '');
  expect(stillStands(root, {})).toBe(false);
  rmSync(join(root, 'src/core/new.ts'));
  expect(stillStands(root, {})).toBe(true);
  utimesSync(join(root, 'dist/index.html'), 1, 1);
  expect(stillStands(root, {})).toBe(false);
});

it('not for another address, nor where it is to be made afresh, nor without its first page', () => {
  noteBuilt(root, {});
  expect(stillStands(root, { SITE_BASE: '/book/' })).toBe(false);
  expect(stillStands(root, { FRESH: '1' })).toBe(false);
  rmSync(join(root, 'dist/index.html'));
  expect(stillStands(root, {})).toBe(false);
});

it('what is not part of a page does not count', () => {
  noteBuilt(root, {});
  write('README.md', 'read me');
  write('tests/a.test.ts', '');
  expect(stillStands(root, {})).toBe(true);
});
