import { describe, expect, it } from 'vitest';
import { claims } from '../../src/core/claims';
import { parseExperimentSpec } from '../../src/engine/kinds/claims/parse';
import { mostSeeds } from '../../src/engine/kinds/claims/types';
import { backendFor, tested } from '../../src/engine/kinds/claims/worker';
import { fakeTrainers } from '../core/claims/fakes';

describe('a claim put to the test in the worker', () => {
  it('trusts nothing that it is asked', () => {
    expect(parseExperimentSpec({ claim: 'solvers', seeds: [1, 2] })).toEqual({ claim: 'solvers', seeds: [1, 2] });
    expect(() => parseExperimentSpec(null)).toThrow('an experiment is null (expected an object with claim, seeds)');
    expect(() => parseExperimentSpec({ claim: 'solvers', seeds: [] })).toThrow(
      `seeds is a list of 0 (expected 1 to ${mostSeeds} entries)`,
    );
    expect(() => parseExperimentSpec({ claim: 'solvers', seeds: [1.5] })).toThrow(
      'seeds[0] is 1.5 (expected a whole number from 0 to 4294967295)',
    );
  });

  it('gives a row for each seed, in order, and tells of each', async () => {
    const told: number[] = [];
    const { rows, backend } = await tested({ claim: 'solvers', seeds: [5, 6] }, fakeTrainers(), backendFor([]), {
      tell: ({ rows }) => void told.push(rows.length),
      gone: () => false,
    });
    expect(rows).toHaveLength(2);
    expect(backend).toBe('simd');
    expect(Object.keys(rows[0]).sort()).toEqual(claims.solvers.series.map(({ key }) => key).sort());
    expect(rows[0]).not.toEqual(rows[1]);
    expect(told.at(-1)).toBe(2);
    expect([...told].sort()).toEqual(told);
  });

  it('takes another backend where the page does without the kernel', () => {
    expect(backendFor(['simd'])).toBe('wasm');
    expect(backendFor(['simd', 'wasm'])).toBe('cpu');
  });

  it('stops when nobody wants the answer, and leaves no trainer behind', async () => {
    const trainers = fakeTrainers();
    const answer = tested({ claim: 'collapse', seeds: [5, 6, 7, 8] }, trainers, backendFor([]), {
      tell: () => {},
      gone: () => true,
    });
    await expect(answer).rejects.toThrow('Cancelled.');
    expect(trainers.alive()).toBe(0);
  });
});
