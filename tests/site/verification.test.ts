import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileOf } from '../../src/record/record';
import { verification, type Verified } from '../../src/record/verification';
import { differences } from '../../src/site/verification';
import { measure } from '../core/sampler/verification';

/**
 * The numbers of the verification page, held against a fresh measurement. `npm run record -- verification` runs this with
 * UPDATE_VERIFICATION set, which writes them anew.
 */
const file = fileOf(verification);
const fresh = measure();
if (process.env['UPDATE_VERIFICATION']) writeFileSync(file, `${JSON.stringify(fresh, rounded, 1)}\n`);
const page = verification.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Three digits are shown; five are kept. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value;
}

const near = (found: number, expected: number) => expect(Math.abs(found / expected - 1)).toBeLessThan(0.01);

describe('the numbers of the verification page', () => {
  it('has a row for every sampler, in the registry’s order', () => {
    expect(page.map((row) => row.name)).toEqual(fresh.map((row) => row.name));
    const names: readonly string[] = fresh.map((row) => row.name);
    expect(Object.keys(differences).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(fresh.map((row, i) => [row.name, row, page[i]] as const))('%s is what is measured now', (_, now, then) => {
    const words = ({ label, citation, source, stochastic, evaluationsPerStep, statedOrder, gap, options }: Verified) =>
      JSON.stringify({ label, citation, source, stochastic, evaluationsPerStep, statedOrder, gap, options });
    expect(words(then)).toBe(words(now));
    expect(then.convergence?.steps).toEqual(now.convergence?.steps);
    if (now.convergence) {
      expect(then.convergence!.order).toBeCloseTo(now.convergence.order, 2);
      now.convergence.errors.forEach((error, i) => near(then.convergence!.errors[i], error));
    }
    expect(then.references.map(({ name, runs }) => [name, runs])).toEqual(
      now.references.map(({ name, runs }) => [name, runs]),
    );
    // Errors of rounding differ from one machine's exponential function to another's.
    now.references.forEach(({ largestError }, i) => {
      expect(Math.abs(Math.log10(then.references[i].largestError) - Math.log10(largestError))).toBeLessThan(1.5);
    });
    near(then.marginal.energy, now.marginal.energy);
    expect(then.marginal.evaluations).toBe(now.marginal.evaluations);
  });
});
