import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { methods, type VerifiedMethod } from '../../src/record/methods';
import { fileOf } from '../../src/record/record';
import { measureMethods } from './methods';

/**
 * The second table of the verification page, held against a fresh measurement. `npm run record -- methods` runs this with UPDATE_VERIFICATION set, which writes
 * it anew.
 */
const file = fileOf(methods);
const fresh = await measureMethods();
if (process.env['UPDATE_VERIFICATION']) writeFileSync(file, `${JSON.stringify(fresh, rounded, 1)}\n`);
const page = methods.parse(JSON.parse(readFileSync(file, 'utf8')));

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value;
}

/** Rounding in double precision, but for the limit, which is one over D, and single precision. */
const bounds: Readonly<Record<string, number>> = { infinite: 1e-4, tangents: 0.02 };

describe('the methods of the verification page', () => {
  it('are those that are measured, in their order', () => {
    const words = ({ name, label, against, source, cases }: VerifiedMethod) => [name, label, against, source, cases];
    expect(page.map(words)).toEqual(fresh.map(words));
  });

  it.each(fresh.map((row, i) => [row.name, row, page[i]] as const))('%s is what is measured now', (name, now, then) => {
    expect(now.cases).toBeGreaterThan(1);
    expect(now.largestError).toBeLessThan(bounds[name] ?? 1e-6);
    // Errors of rounding differ from one machine's exponential function to another's; none at all has no logarithm.
    const digits = (error: number) => Math.log10(Math.max(error, 1e-16));
    expect(Math.abs(digits(then.largestError) - digits(now.largestError))).toBeLessThan(1.5);
  });
});
