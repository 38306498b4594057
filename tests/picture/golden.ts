import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const folder = fileURLToPath(new URL('./golden/', import.meta.url));

/** Numbers rounded to one decimal: a golden picture does not depend on the last bit of a sine. */
export function rounded(text: string): string {
  return text.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10 || 0));
}

/** A whole SVG around marks, one element a line, so that a golden file can be opened and looked at. */
export function svg(width: number, height: number, marks: readonly string[]): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`;
  return [open, ...marks, '</svg>', ''].join('\n');
}

export const stroke = (d: string, style = 'fill="none" stroke="black"') => `<path d="${d}" ${style}/>`;

/**
 * Compares a picture with `golden/name.svg`, numbers rounded. On a mismatch the picture is left beside it as
 * `name.actual.svg`. Run with UPDATE_GOLDEN=1 to accept.
 */
export function expectGolden(name: string, picture: string): void {
  const [wanted, actual] = [`${folder}${name}.svg`, `${folder}${name}.actual.svg`];
  const text = rounded(picture);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(wanted, text);
  }
  const golden = existsSync(wanted) ? readFileSync(wanted, 'utf8') : `no golden file ${name}.svg`;
  if (golden === text) rmSync(actual, { force: true });
  else writeFileSync(actual, text);
  expect(text, `${name}.svg differs: compare it with ${name}.actual.svg`).toBe(golden);
}
