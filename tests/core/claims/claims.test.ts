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
import { boundsOf, ratioOf } from '../../../src/core/claims/cut-off';
import { recallAt } from '../../../src/core/claims/diversity';
import { meanDistance } from '../../../src/core/claims/repeat';
import { setting, spread as spreadOf } from '../../../src/core/claims/sensitivity';
import { yardstick } from '../../../src/core/claims/yardstick';
import type { Mixture } from '../../../src/core/data/mixture';
import { random } from '../../../src/core/random';
import { fakeTrainers } from './fakes';

/** Twelve rows about one, a per cent apart. */
const about = (row: Row): readonly Row[] =>
  Array.from({ length: 12 }, (_, i) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value * (1 + 0.01 * Math.sin(5 * i))])),
  );
/** Rows whose named numbers are spread by a factor on both sides. */
const spread = (factors: Readonly<Record<string, number>>, base: Row): readonly Row[] =>
  Array.from({ length: 24 }, (_, i) =>
    Object.fromEntries(
      Object.entries(base).map(([key, value]) => [key, value * (factors[key] ?? 1) ** Math.sin(7 * i)]),
    ),
  );

/** The same number for either GAN. */
const both = (prefix: string, value: number): Row => ({ [`${prefix}Gan`]: value, [`${prefix}R3gan`]: value });
const modes = (share: number): Row => ({
  ringDiffusion: share,
  gridDiffusion: share / 2,
  rareDiffusion: share,
  ...both('ring', 0.3),
  ...both('grid', 0.2),
  ...both('rare', 0.5),
});
const recalls = (own: number, theirs: number): Row => ({
  ...both('ringDiffusion', own),
  ...both('spiralDiffusion', own),
  ...both('ring', theirs),
  ...both('spiral', theirs),
});

/** Rows that speak for each claim, and against it. */
const cases: Readonly<Record<ClaimName, { readonly for: readonly Row[]; readonly against: readonly Row[] }>> = {
  cost: {
    for: about({ ringDiffusion: 9, spiralDiffusion: 20, ...both('ring', 3), ...both('spiral', 10) }),
    against: about({ ringDiffusion: 2, spiralDiffusion: 3, ...both('ring', 9), ...both('spiral', 40) }),
  },
  speed: {
    for: about({ ...both('ringNeeded', 20), ...both('spiralNeeded', 50) }),
    against: about({ ...both('ringNeeded', 3), ...both('spiralNeeded', 5) }),
  },
  solvers: {
    for: about({ ddim5: 0.03, dpmpp2m5: 0.01, ddim10: 0.01, dpmpp2m10: 0.005 }),
    against: about({ ddim5: 0.01, dpmpp2m5: 0.03, ddim10: 0.004, dpmpp2m10: 0.006 }),
  },
  noise: {
    for: about({ full: 1.3, fullStrays: 0.08, trueStrays: 0.011 }),
    against: about({ full: 1.01, fullStrays: 0.012, trueStrays: 0.011 }),
  },
  collapse: { for: about(modes(0.4)), against: about(modes(0.002)) },
  diversity: { for: about(recalls(0.95, 0.75)), against: about(recalls(0.65, 0.9)) },
  sensitivity: {
    for: spread({ diffusion: 20, gan: 2, r3gan: 2 }, { diffusion: 0.06, gan: 0.01, r3gan: 0.01 }),
    against: spread({ diffusion: 2, gan: 20, r3gan: 20 }, { diffusion: 0.01, gan: 0.06, r3gan: 0.06 }),
  },
  stability: {
    for: about({ diffusion: 1.5, gan: 8, r3gan: 8 }),
    against: about({ diffusion: 8, gan: 1.5, r3gan: 1.5 }),
  },
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
    for (const { of, bounds } of claim.tests) {
      if (of) expect(of(row)).not.toBeNaN();
      if (bounds) expect(bounds(row).least).toBeLessThanOrEqual(bounds(row).most);
    }
    expect(await measured(3)).toEqual(row);
  });

  it('says what it would take', () => {
    for (const words of [claim.said, claim.test, claim.counts.for, claim.counts.against, claim.change])
      expect(words).toMatch(/^[A-Z].*\.$/);
    expect(claim.seeds.recorded).toBeGreaterThanOrEqual(10);
    expect(claim.name).toBe(name);
  });
});

describe('what was cut off', () => {
  it('is known as more than the cut, and so is a ratio with it', () => {
    expect(boundsOf({ ringGan: 3, ringGanHeld: 1 }, 'ringGan')).toEqual({ least: 3, most: 3 });
    const cut = boundsOf({ ringGan: 16, ringGanHeld: 0 }, 'ringGan');
    expect(cut).toEqual({ least: 16, most: Infinity });
    expect(ratioOf({ least: 4, most: 4 }, cut)).toEqual({ least: 0, most: 0.25 });
    expect(ratioOf(cut, { least: 4, most: 4 })).toEqual({ least: 4, most: Infinity });
    expect(ratioOf(cut, cut)).toEqual({ least: 0, most: Infinity });
  });

  it('changes no verdict by the number that stands for it', () => {
    const row = (stands: number) => ({
      ringDiffusion: 2,
      spiralDiffusion: 2,
      ...both('ring', stands),
      ...both('spiral', stands),
    });
    const held = { ringGanHeld: 0, spiralGanHeld: 0, ringR3ganHeld: 0, spiralR3ganHeld: 0 };
    const rows = (stands: number) => Array.from({ length: 12 }, () => ({ ...row(stands), ...held }));
    expect(judge(claims.cost, rows(16)).verdict).toBe('not supported');
    // A goal that neither side reached tells nothing.
    const neither = rows(16).map((one) => ({
      ...one,
      ringDiffusion: 16,
      ringDiffusionHeld: 0,
      spiralDiffusion: 16,
      spiralDiffusionHeld: 0,
    }));
    expect(judge(claims.cost, neither).verdict).toBe('undecided at this size');
    const lost = (stands: number) =>
      Array.from({ length: 24 }, (_, i) => ({ diffusion: i < 4 ? stands : 0.01 * (1 + (i % 5)) }));
    expect(spreadOf(lost(10), 'diffusion')).toBe(spreadOf(lost(1e6), 'diffusion'));
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
