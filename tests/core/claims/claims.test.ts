import { describe, expect, it } from 'vitest';
import { batch } from '../../../src/core/batch';
import {
  claimNames,
  claims,
  judge,
  outcome,
  verdict,
  type Claim,
  type ClaimName,
  type Row,
} from '../../../src/core/claims';
import { missed } from '../../../src/core/claims/collapse';
import { copied } from '../../../src/core/claims/copying';
import { recallAt } from '../../../src/core/claims/diversity';
import { meanDistance } from '../../../src/core/claims/repeat';
import { setting } from '../../../src/core/claims/sensitivity';
import { yardstick } from '../../../src/core/claims/yardstick';
import type { Mixture } from '../../../src/core/data/mixture';
import { random } from '../../../src/core/random';
import { fakeTrainers } from './fakes';

/** Six rows about one, a per cent apart. */
const about = (row: Row): readonly Row[] =>
  Array.from({ length: 6 }, (_, i) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value * (1 + 0.01 * Math.sin(5 * i))])),
  );
/** Rows whose named numbers are spread by a factor on both sides. */
const spread = (factors: Readonly<Record<string, number>>, base: Row): readonly Row[] =>
  Array.from({ length: 10 }, (_, i) =>
    Object.fromEntries(
      Object.entries(base).map(([key, value]) => [key, value * (factors[key] ?? 1) ** Math.sin(7 * i)]),
    ),
  );

/** Rows that speak for each claim, and against it. */
const cases: Readonly<Record<ClaimName, { readonly for: readonly Row[]; readonly against: readonly Row[] }>> = {
  cost: {
    for: about({ ringDiffusion: 9, ringGan: 3, spiralDiffusion: 20, spiralGan: 10 }),
    against: about({ ringDiffusion: 2, ringGan: 9, spiralDiffusion: 3, spiralGan: 40 }),
  },
  speed: { for: about({ ringNeeded: 20, spiralNeeded: 50 }), against: about({ ringNeeded: 3, spiralNeeded: 5 }) },
  solvers: {
    for: about({ ddim5: 0.03, dpmpp2m5: 0.01, ddim10: 0.01, dpmpp2m10: 0.005 }),
    against: about({ ddim5: 0.01, dpmpp2m5: 0.03, ddim10: 0.004, dpmpp2m10: 0.006 }),
  },
  noise: {
    for: about({ full: 1.3, fullStrays: 0.08, trueStrays: 0.011 }),
    against: about({ full: 1.01, fullStrays: 0.012, trueStrays: 0.011 }),
  },
  collapse: {
    for: about({
      ringDiffusion: 0.3,
      gridDiffusion: 0.2,
      rareDiffusion: 0.5,
      ringGan: 0.3,
      gridGan: 0.2,
      rareGan: 0.5,
    }),
    against: about({
      ringDiffusion: 0,
      gridDiffusion: 0,
      rareDiffusion: 0.01,
      ringGan: 0.3,
      gridGan: 0.2,
      rareGan: 0.5,
    }),
  },
  diversity: {
    for: about({ ringDiffusion: 0.95, ringGan: 0.8, spiralDiffusion: 0.95, spiralGan: 0.7 }),
    against: about({ ringDiffusion: 0.7, ringGan: 0.9, spiralDiffusion: 0.6, spiralGan: 0.9 }),
  },
  sensitivity: {
    for: spread({ diffusion: 20, gan: 2 }, { diffusion: 0.06, gan: 0.01 }),
    against: spread({ diffusion: 2, gan: 20 }, { diffusion: 0.01, gan: 0.06 }),
  },
  stability: { for: about({ diffusion: 1.5, gan: 8 }), against: about({ diffusion: 8, gan: 1.5 }) },
  repeat: {
    for: about({ diffusion: 0.9, diffusionFactor: 4 }),
    against: about({ diffusion: 0.1, diffusionFactor: 1.2 }),
  },
  copying: {
    for: about({ diffusion20: 0.55, diffusion100: 0.52, diffusion1000: 0.5 }),
    against: about({ diffusion20: 0.99, diffusion100: 0.95, diffusion1000: 0.9 }),
  },
};

describe('the rule', () => {
  it('decides only where the whole interval is on one side', () => {
    const test = { threshold: 1, holds: 'above' } as const;
    expect(outcome(test, { value: 2, low: 1.1, high: 3 })).toBe('for');
    expect(outcome(test, { value: 0.5, low: 0.2, high: 0.9 })).toBe('against');
    expect(outcome(test, { value: 2, low: 0.9, high: 3 })).toBe('open');
    expect(outcome(test, { value: 1, low: 1, high: 1 })).toBe('open');
    expect(outcome({ threshold: 1, holds: 'below' }, { value: 2, low: 1.1, high: 3 })).toBe('against');
    expect(outcome(test, { value: 2, low: -Infinity, high: Infinity })).toBe('open');
  });

  it('makes one verdict of several answers', () => {
    expect(verdict(['for', 'for'])).toBe('supported');
    expect(verdict(['for', 'open'])).toBe('undecided at this size');
    expect(verdict(['open'])).toBe('undecided at this size');
    expect(verdict(['against', 'open'])).toBe('not supported');
    expect(verdict(['for', 'against', 'open'])).toBe('supported in part');
  });
});

describe.each(claimNames)('the claim %s', (name) => {
  const claim: Claim = claims[name];

  it('could have come out either way, or neither', () => {
    expect(judge(claim, cases[name].for).verdict).toBe('supported');
    expect(judge(claim, cases[name].against).verdict).toBe('not supported');
    expect(judge(claim, cases[name].for.slice(0, 1)).verdict).toBe('undecided at this size');
    const torn = [...cases[name].for.slice(0, 2), ...cases[name].against.slice(0, 2)];
    expect(judge(claim, torn).verdict).toBe('undecided at this size');
  });

  it('measures what it draws and asks for, the same for the same seed, and gives its trainers back', async () => {
    const trainers = fakeTrainers();
    const measured = async (seed: number) => {
      const work = claim.measure(seed, trainers);
      let last = 0;
      for (;;) {
        const { value, done } = await work.next();
        if (done) return value;
        expect(value).toBeGreaterThanOrEqual(last - 1e-9);
        expect(value).toBeLessThanOrEqual(1 + 1e-9);
        last = value;
      }
    };
    const row = await measured(3);
    expect(trainers.alive()).toBe(0);
    expect(Object.values(row).filter((v) => !Number.isFinite(v))).toEqual([]);
    for (const { key } of claim.series) expect(row).toHaveProperty(key);
    for (const { of } of claim.tests) if (of) expect(of(row)).not.toBeNaN();
    expect(await measured(3)).toEqual(row);
  });

  it('says what it would take', () => {
    for (const words of [claim.said, claim.test, claim.counts.for, claim.counts.against, claim.change])
      expect(words).toMatch(/^[A-Z].*\.$/);
    expect(claim.seeds.recorded).toBeGreaterThanOrEqual(10);
    expect(claim.name).toBe(name);
  });
});

describe('what claims measure by', () => {
  it('counts a mode as missed below a quarter of its own weight', () => {
    const rare = yardstick('rare').target as Mixture;
    expect(missed(rare.stratified(2000, random(1)), rare)).toBe(0);
    const heavy = [0, 2, 4, 6].flatMap((k) =>
      Array.from({ length: 25 }, () => [rare.modes.data[2 * k], rare.modes.data[2 * k + 1]]).flat(),
    );
    expect(missed(batch(heavy, 2), rare)).toBe(0.5);
  });

  it('tells copies from fresh samples', () => {
    const { target } = yardstick('spiral');
    const training = target.sample(100, random(1));
    const fresh = [2, 3, 4, 5].map((seed) => target.sample(100, random(seed)));
    expect(copied(training, training, fresh)).toBe(1);
    const share = copied(target.sample(2000, random(9)), training, fresh);
    expect(share).toBeGreaterThan(0.42);
    expect(share).toBeLessThan(0.58);
  });

  it('takes the most recall at a precision not below the one asked for', () => {
    const points = [
      { scale: 0.8, precision: 0.95, recall: 0.6 },
      { scale: 1, precision: 0.9, recall: 0.8 },
      { scale: 1.2, precision: 0.7, recall: 0.9 },
    ];
    expect(recallAt(0.9, points)).toBe(0.8);
    expect(recallAt(0.6, points)).toBe(0.9);
    expect(recallAt(0.99, points)).toBe(0);
  });

  it('draws the same settings for the same seed, within their bounds', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const { rate, width, batch: size } = setting(seed);
      expect(setting(seed)).toEqual({ rate, width, batch: size });
      expect(rate).toBeGreaterThanOrEqual(1 / 8);
      expect(rate).toBeLessThanOrEqual(8);
      expect([16, 32, 64]).toContain(width);
      expect([64, 128, 256]).toContain(size);
    }
  });

  it('means distances row by row', () => {
    expect(meanDistance(batch([0, 0, 1, 1], 2), batch([3, 4, 1, 1], 2))).toBe(2.5);
  });
});
