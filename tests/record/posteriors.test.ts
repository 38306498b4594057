import { describe, expect, it } from 'vitest';
import { defined, measurementNames, measurements } from '../../src/core/inverse/experiment';
import { methodNames, methods } from '../../src/core/inverse/registry';
import { recorded, said } from '../../src/record/index';
import { posteriors, rowsOf } from '../../src/record/posteriors';
import { mean } from '../../src/record/words';

const record = recorded('posteriors');

describe('the record of methods beside the exact posterior', () => {
  it('has every method that is defined, in every case, by ten seeds', () => {
    expect(record.seeds.length).toBeGreaterThanOrEqual(10);
    for (const method of methodNames) {
      for (const steps of record.steps) {
        const cases = measurementNames.filter((name) => defined(method, measurements[name]));
        const rows = rowsOf(record, method, steps);
        expect(rows).toHaveLength(cases.length * record.noises.length);
        for (const row of rows) {
          expect(row.runs).toHaveLength(record.seeds.length);
          expect(row.evaluations).toBe(methods[method].cost(steps, row.free, record.particles));
        }
      }
    }
    expect(record.truth).toHaveLength(measurementNames.length * record.noises.length);
  });

  it('gave every method the same search, on seeds of its own, and took what it found', () => {
    expect(record.search).toHaveLength(methodNames.length * record.steps.length);
    for (const { method, steps, values, distances, chosen } of record.search) {
      const { free } = methods[method];
      expect(values).toEqual(free ? [...free.values] : [1]);
      if (free) expect(values).toHaveLength(5);
      expect(distances[values.indexOf(chosen)]).toBe(Math.min(...distances));
      for (const row of rowsOf(record, method, steps)) expect(row.free).toBe(chosen);
    }
    for (const seed of record.tuningSeeds) expect(record.seeds).not.toContain(seed);
  });

  it('says what is so by construction: true samples are right, and what is put in has no noise', () => {
    const spreads = record.truth.flatMap(({ runs }) => runs.map(({ spread }) => spread));
    expect(Math.abs(mean(spreads) - 1)).toBeLessThan(0.02);
    for (const method of ['replacement', 'repaint'] as const) {
      for (const steps of record.steps)
        for (const { runs } of rowsOf(record, method, steps))
          for (const run of runs) expect(run.residual).toBeLessThan(1e-6);
    }
  });

  it('has a sentence for every name', () => {
    for (const name of Object.keys(posteriors.sentences)) expect(said('posteriors', name)).toMatch(/^[\d.e−-]+$/);
  });
});
