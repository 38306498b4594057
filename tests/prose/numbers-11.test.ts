import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { naive, sampled as composedSamples, wanted } from '../../components/figure/Compose/models';
import { compose, type ComposeSettings } from '../../components/figure/Compose/state';
import { flowDensity, sampled, tempered } from '../../components/figure/GuidanceScale/guide';
import { measure, type Marks } from '../../components/figure/GuidanceScale/measure';
import { extent, guidanceScale, type GuidanceSettings } from '../../components/figure/GuidanceScale/state';
import { totalVariation } from '../../src/core/data/gridded';
import { energyDistanceTo } from '../../src/core/metric/index';
import { random } from '../../src/core/random';
import { mean } from '../../src/record/words';

const run = <T>(work: Generator<unknown, T, void>): T => {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
};
const marks = (change: Partial<GuidanceSettings>): Marks => {
  const s = { ...guidanceScale.defaults, ...change };
  return measure(s, run(sampled(s)));
};
const distance = (change: Partial<ComposeSettings>): number => {
  const s = { ...compose.defaults, ...change };
  return energyDistanceTo(wanted(s).stratified(1000, random(9)))(run(composedSamples(naive(s), s)));
};

/** Numbers that stand in the text of chapter 11. Where one fails, the sentence is to be rewritten with it. */
describe('numbers in the text of chapter 11', () => {
  it('the price: agreement and coverage at each weight', () => {
    const [at0, at1, at2, at4, at8] = [0, 1, 2, 4, 8].map((w) => marks({ w }));
    expect(at0.agreement).toBeCloseTo(0.95, 2);
    [
      [at0, 0.89],
      [at1, 0.65],
      [at2, 0.43],
      [at4, 0.17],
      [at8, 0.03],
    ].forEach(([of, value]) => {
      expect(Math.abs((of as Marks).coverage - (value as number))).toBeLessThan(0.0076);
    });
    for (const of of [at1, at2, at4, at8]) expect(of.agreement).toBe(1);
    expect(at8.off).toBeCloseTo(0.31, 2);
    expect(marks({ sampler: 'sde' }).coverage).toBeCloseTo(0.62, 2);
  });

  it('the remedies', () => {
    const limited = marks({ w: 4, limited: true, from: 0.1, to: 0.4 });
    expect(limited.coverage).toBeCloseTo(0.39, 2);
    expect(limited.agreement).toBe(1);
    expect(limited.off).toBeLessThan(0.005);
    expect(marks({ w: 4, phi: 0.7 }).off).toBeLessThan(0.25 * marks({ w: 4 }).off + 0.001);
    expect(marks({ w: 8, steps: 10 }).off).toBeLessThan(0.1 * marks({ w: 8 }).off);
  });

  it('what is imperfect', () => {
    expect(marks({ method: 'clean' }).off).toBeCloseTo(0.1, 2);
    expect(marks({ fault: 0.4 }).spread).toBeLessThan(0.25);
    expect(marks({}).spread).toBeCloseTo(0.46, 2);
    expect(marks({ method: 'classifier', fault: 0.4 }).coverage).toBeCloseTo(marks({}).coverage, 2);
  });

  it('the coverage of a faithful sampler is about 1 - 1/2^3', () => {
    const coverages = [1, 2, 3, 4, 5].map((seed) => marks({ w: 0, seed }).coverage);
    expect(Math.abs(mean(coverages) - 0.875)).toBeLessThan(0.015);
  });

  it('the tempered density: agrees at 0, 0.59 of the mass elsewhere at 2', () => {
    const apart = (w: number) => {
      const s = { ...guidanceScale.defaults, w };
      return totalVariation(run(flowDensity(s)).values, tempered(s).values, extent);
    };
    expect(apart(0)).toBeLessThan(0.01);
    expect(apart(2)).toBeCloseTo(0.59, 2);
  });

  it('composition, before and after it is mended', () => {
    const rings = { operation: 'conjunction', shapes: 'rings' } as const;
    const floor = 0.0033;
    expect(distance(rings) / floor).toBeGreaterThan(7);
    expect(distance({ ...rings, corrections: 10 })).toBeLessThan(1.2 * floor);
    const [blobs, bars] = [distance({}), distance({ shapes: 'bars' })];
    expect(blobs / bars).toBeGreaterThan(3);
    const mended = distance({ corrections: 30 });
    expect(mended).toBeGreaterThan(0.007);
    expect(mended).toBeLessThan(0.025);
    const negation = { operation: 'negation' } as const;
    expect(distance(negation)).toBeCloseTo(2.4, 1);
    const better = distance({ ...negation, corrections: 30 });
    expect(better).toBeGreaterThan(0.01);
    expect(better).toBeLessThan(0.06);
    const mixture = { operation: 'mixture', shapes: 'rings' } as const;
    expect(distance({ ...mixture, corrections: 10 })).toBeGreaterThan(1.5 * distance(mixture));
    expect(distance({ ...mixture, weigh: true })).toBeLessThan(0.25 * distance(mixture));
  });

  it('the table of composition without moves: the least and the greatest of five seeds', () => {
    const text = readFileSync('content/chapters/11-asking-for-something.mdx', 'utf8');
    const range = (change: Partial<ComposeSettings>) => {
      const found = [1, 2, 3, 4, 7].map((seed) => distance({ ...change, seed }));
      const digits = (v: number) => v.toFixed(v > 1 ? 1 : 2);
      return `${digits(Math.min(...found))} to ${digits(Math.max(...found))}`;
    };
    for (const [says, change] of [
      ['two rings, A and B: conditions', { operation: 'conjunction', shapes: 'rings' }],
      ['two blobs, A and B: product', {}],
      ['two blobs, A, not B: negation', { operation: 'negation' }],
    ] as const)
      expect(text).toContain(`| ${says} | ${range(change)} |`);
  });
});
