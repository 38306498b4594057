import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreeing, data, meanGap, nested, yardstick } from '../../components/figure/GuidanceScale/data';
import { flowDensity, hasFlow, sampled, tempered } from '../../components/figure/GuidanceScale/guide';
import {
  apartText,
  extras,
  marksText,
  nestedText,
  nestedWidths,
  summary,
  weightText,
} from '../../components/figure/GuidanceScale/labels';
import { measure } from '../../components/figure/GuidanceScale/measure';
import {
  cloudKey,
  classIndex,
  extent,
  guidanceScale,
  isPlain,
  sweepKey,
  type GuidanceSettings,
} from '../../components/figure/GuidanceScale/state';
import { built, follow, fromBuilt, shownNow, weights, type Shown } from '../../components/figure/GuidanceScale/work';
import { decode, encode } from '../../components/figure/link';
import { batch, type Batch } from '../../src/core/batch';
import { cells, totalVariation } from '../../src/core/data/gridded';
import { random } from '../../src/core/random';

const start: GuidanceSettings = guidanceScale.defaults;
const run = <T>(work: Generator<unknown, T, void>): T => {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
};
const cloud = (change: Partial<GuidanceSettings>): Batch => run(sampled({ ...start, ...change }));
const marks = (change: Partial<GuidanceSettings>) => measure({ ...start, ...change }, cloud(change));
const farthest = (x: Batch, y: Batch) => x.data.reduce((most, v, i) => Math.max(most, Math.abs(v - y.data[i])), 0);
const deviation = ({ data: x }: Batch) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);

describe('guided samples', () => {
  it('are the class at weight 0 and everything at -1', () => {
    const own = marks({ w: 0 });
    expect(own.coverage).toBeGreaterThan(0.8);
    expect(own.spread).toBeGreaterThan(0.93);
    expect(own.spread).toBeLessThan(1.07);
    expect(own.off).toBeLessThan(0.03);
    const all = marks({ w: -1 });
    expect(Math.abs(all.agreement - 1 / 3)).toBeLessThan(0.08);
    expect(all.off).toBeGreaterThan(0.3);
  });

  it.each([1, 2, 3])('trade diversity for agreement, and leave the class at last, seed %i', (seed) => {
    const [at0, at2, at8] = [0, 2, 8].map((w) => marks({ w, seed }));
    expect(at2.agreement).toBeGreaterThan(at0.agreement);
    expect(at2.coverage).toBeLessThan(0.7 * at0.coverage);
    expect(at8.spread).toBeLessThan(at2.spread);
    expect(at8.off).toBeGreaterThan(0.2);
  });

  it('are the same by an exact classifier as by exact models, at every weight', () => {
    for (const w of [-1, 0, 0.5, 4]) {
      for (const letter of ['A', 'B', 'C'] as const) {
        expect(farthest(cloud({ w, class: letter, method: 'classifier' }), cloud({ w, class: letter }))).toBeLessThan(
          1e-8,
        );
      }
    }
    // With noise in the steps too, for the same noise.
    expect(farthest(cloud({ sampler: 'sde', method: 'classifier' }), cloud({ sampler: 'sde' }))).toBeLessThan(1e-8);
  });

  it('are not, when what guides is blurred, or has never seen noise', () => {
    const plain = cloud({});
    expect(farthest(cloud({ method: 'classifier', fault: 0.4 }), plain)).toBeGreaterThan(0.02);
    expect(farthest(cloud({ fault: 0.4 }), plain)).toBeGreaterThan(0.2);
    expect(farthest(cloud({ method: 'clean' }), plain)).toBeGreaterThan(1);
    // The conditional model alone takes no harm from a blurred companion.
    expect(farthest(cloud({ w: 0, fault: 0.4 }), cloud({ w: 0 }))).toBe(0);
  });

  it('keep more of the class when guided in an interval', () => {
    const [limited, everywhere] = [marks({ w: 4, limited: true, from: 0.1, to: 0.4 }), marks({ w: 4 })];
    expect(limited.coverage).toBeGreaterThan(1.3 * everywhere.coverage);
    expect(limited.agreement).toBeGreaterThan(0.97);
    expect(
      farthest(cloud({ w: 4, limited: true, from: 0.4, to: 0.1 }), cloud({ w: 4, limited: true, from: 0.1, to: 0.4 })),
    ).toBe(0);
  });

  it('of a Gaussian in a Gaussian shrink as the closed form says, not as the tempered density does', () => {
    for (const w of [0, 1, 2]) {
      const { flow, tempered: promised } = nestedWidths(w);
      const found = deviation(run(sampled({ ...start, data: 'nested', w, steps: 200 }, 4000)));
      expect(found / flow).toBeGreaterThan(0.96);
      expect(found / flow).toBeLessThan(1.04);
      if (w > 0) expect(found).toBeLessThan(0.8 * promised);
    }
  });
});

describe('densities', () => {
  it('of the guided flow are the class at 0 and the whole at -1', () => {
    for (const w of [0, -1])
      expect(
        totalVariation(run(flowDensity({ ...start, w })).values, tempered({ ...start, w }).values, extent),
      ).toBeLessThan(0.01);
    const whole = data.three.whole.logDensity(cells(52, extent), 1, 0).map(Math.exp);
    expect(totalVariation(tempered({ ...start, w: -1 }).values, whole, extent)).toBeLessThan(0.01);
  });

  it('of the guided flow are not the tempered one, and are where the samples are', () => {
    const own = run(flowDensity(start));
    expect(Math.abs(own.logMass)).toBeLessThan(0.01);
    expect(totalVariation(own.values, tempered(start).values, extent)).toBeGreaterThan(0.4);
    const mean = (d: number) =>
      cells(52, extent).data.reduce((sum, v, i) => sum + (i % 2 === d ? v * own.values[i >> 1] : 0), 0) *
      ((2 * extent) / 52) ** 2;
    const points = run(sampled({ ...start, steps: 200 }, 2000));
    for (const d of [0, 1])
      expect(Math.abs(mean(d) - points.data.reduce((sum, v, i) => sum + (i % 2 === d ? v : 0), 0) / 2000)).toBeLessThan(
        0.05,
      );
  });

  it('of a Gaussian in a Gaussian are Gaussians of the widths in closed form', () => {
    const own = run(flowDensity({ ...start, data: 'nested', w: 1 }));
    const variance =
      cells(52, extent).data.reduce((sum, v, i) => sum + v * v * own.values[i >> 1], 0) * ((2 * extent) / 52) ** 2;
    expect(Math.sqrt(variance / 2)).toBeCloseTo(nestedWidths(1).flow, 3);
    expect(nestedWidths(1).flow).toBe(nested.inner ** 2 / nested.outer);
  });

  it('go through an interval piece by piece', () => {
    const nothing = run(flowDensity({ ...start, limited: true, from: 0.3, to: 0.3 }));
    expect(totalVariation(nothing.values, tempered({ ...start, w: 0 }).values, extent)).toBeLessThan(0.01);
    const all = run(flowDensity({ ...start, limited: true, from: 0, to: 1 }));
    expect(totalVariation(all.values, run(flowDensity(start)).values, extent)).toBeLessThan(1e-9);
    expect(() => run(flowDensity({ ...start, phi: 0.5 }))).toThrow('without a closed field');
    expect(
      [
        start,
        { ...start, phi: 0.5 },
        { ...start, sampler: 'sde' as const },
        { ...start, method: 'clean' as const },
      ].map(hasFlow),
    ).toEqual([true, false, false, false]);
  });
});

describe('measures', () => {
  it('count the points that the posterior gives to the class', () => {
    const points = batch([-1.6, -1.1, 1.7, -1.2, 0.3, 1.6], 2);
    expect([0, 1, 2].map((c) => [...agreeing(data.three, c, points)])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    // In the nested data a point is of the class when that is more likely than not: within a circle.
    const rim = Math.sqrt(Math.log(0.8 / 0.5) / (0.5 / 0.6 ** 2 - 0.5 / 1.2 ** 2));
    expect([...agreeing(data.nested, 0, batch([rim - 0.01, 0, rim + 0.01, 0], 2))]).toEqual([1, 0]);
  });

  it('take the true points for the yardstick', () => {
    const { real } = yardstick('three', 0);
    expect(measure(start, real).coverage).toBe(1);
    expect(Math.abs(measure(start, real).spread - 1)).toBeLessThan(0.06);
    expect(
      Math.abs(yardstick('three', 0).spread - meanGap(data.three.classes[0].sample(3000, random(1)))),
    ).toBeLessThan(0.03);
    expect(meanGap(batch([0, 0, 3, 4, 0, 0], 2))).toBeCloseTo(10 / 3, 12);
  });
});

describe('the figure', () => {
  const whole = shownNow(start);

  it('computes in pieces, keeps the curve while the weight moves, and ends with the same', () => {
    const told: string[] = [];
    let have: Partial<Shown> = whole;
    const work = follow({ ...start, w: 3 }, have, (change) => {
      told.push(...Object.keys(change));
      have = { ...have, ...change };
    });
    let yields = 0;
    while (!work.next().done) yields += 1;
    expect(told).toEqual(['cloud', 'densities']);
    expect(yields).toBeGreaterThan(80);
    expect(have.cloud?.marks).toEqual(whole.sweep.set[weights.indexOf(3)]);
    expect(have.sweep).toBe(whole.sweep);
    expect(sweepKey({ ...start, w: 3 })).toBe(sweepKey(start));
    expect(cloudKey({ ...start, diversity: 'spread' })).toBe(cloudKey(start));
    expect(
      run(
        follow(start, whole, () => {
          throw new Error('told');
        }),
      ),
    ).toBeUndefined();
  });

  it('measures the set way beside the plain one where they differ', () => {
    let have: Partial<Shown> = whole;
    run(
      follow({ ...start, limited: true }, have, (change) => {
        have = { ...have, ...change };
      }),
    );
    expect(have.sweep?.plain).toEqual(whole.sweep.set);
    expect(have.sweep?.set[2]).toEqual(whole.sweep.set[2]);
    expect(have.sweep?.set[11].coverage).toBeGreaterThan(whole.sweep.set[11].coverage);
  });

  it('counts samples that have left the square as in the wrong place', () => {
    const variation = (change: Partial<GuidanceSettings>) => {
      let have: Partial<Shown> = { sweep: { ...whole.sweep, key: sweepKey({ ...start, ...change }) } };
      run(
        follow({ ...start, ...change }, have, (news) => {
          have = { ...have, ...news };
        }),
      );
      return have.densities?.apart ?? NaN;
    };
    const flown = cloud({ method: 'clean', w: 8 }).data;
    const outside =
      flown.filter((v, i) => i % 2 === 0 && !(Math.max(Math.abs(v), Math.abs(flown[i + 1])) <= extent)).length / 400;
    expect(outside).toBeGreaterThan(0.2);
    expect(variation({ method: 'clean', w: 8 })).toBeGreaterThan(outside - 0.05);
    // Estimated where it is also known: the conditional model by noisy steps.
    expect(variation({ sampler: 'sde', w: 0 })).toBeLessThan(0.12);
  });

  it('travels in the page', () => {
    const again = fromBuilt(start, JSON.parse(JSON.stringify(built(whole))) as ReturnType<typeof built>);
    expect(again.sweep).toEqual(whole.sweep);
    expect(farthest(again.cloud.points, whole.cloud.points)).toBeLessThan(1e-6);
    expect(again.densities.apart).toBe(whole.densities.apart);
    expect(summary(start, again)).toBe(summary(start, whole));
  });

  it('says what it shows', () => {
    expect(summary(start, whole)).toMatch(
      /^Samples of class A of three classes, guidance weight 2: 100\s% are A; coverage 0\.\d\d, spread 0\.\d\d .*\. The tempered density .*\d/,
    );
    expect(weightText(-0.5)).toBe('−0.5');
    expect(marksText({ w: 1, agreement: 0.5, coverage: 0.25, spread: 1, off: 0 }, 'B')).toBe(
      '50\u00a0% are B; coverage 0.25, spread 1.00',
    );
    expect(
      extras({ ...start, method: 'clean', fault: 0.2, limited: true, from: 0.5, to: 0.1, phi: 0.7, sampler: 'sde' }),
    ).toEqual([
      'guided by a classifier of clean data, blurred by 0.20',
      'guided for t from 0.10 to 0.50 only',
      'rescaled by φ = 0.70',
      'sampled with noise',
    ]);
    const shown = { ...whole.cloud, settings: { ...start, method: 'classifier' as const } };
    expect(apartText({ ...shown, apart: 1e-12 })).toMatch(/the two are one/);
    expect(apartText({ ...shown, apart: 0.3 })).toMatch(/^The farthest point ends 0\.30 from/);
    expect(nestedText(whole.cloud)).toBeNull();
    expect(nestedText({ ...whole.cloud, settings: { ...start, data: 'nested', w: 1 } })).toMatch(
      /0\.300 of the guided flow, in closed form; 0\.454 of the tempered density/,
    );
  });

  it('goes through a link and back, and comes out usable whatever comes in', () => {
    const s: GuidanceSettings = {
      ...start,
      data: 'nested',
      w: -0.5,
      method: 'clean',
      fault: 0.3,
      limited: true,
      from: 0.2,
      to: 0.9,
      phi: 1,
      sampler: 'sde',
      steps: 9,
      diversity: 'spread',
      seed: 3,
    };
    expect(guidanceScale.parse(decode(encode(guidanceScale.encode(s))).values).settings).toEqual(s);
    expect(guidanceScale.parse({ w: 9, method: 'magic', steps: 1.5 }).problems).toHaveLength(3);
    expect(classIndex({ data: 'nested', class: 'C' })).toBe(0);
    expect(isPlain(s)).toBe(false);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { settings } = guidanceScale.parse(value);
        expect(settings.w).toBeLessThanOrEqual(8);
      }),
    );
  });

  it('gives finite numbers at the ends of every setting', () => {
    for (const change of [
      { w: 8, method: 'clean' },
      { w: 8, phi: 1 },
      { w: 8, data: 'nested' },
      { w: -1, phi: 1, method: 'classifier' },
      { w: 8, fault: 1, method: 'clean', sampler: 'sde', steps: 4 },
      { limited: true, from: 1, to: 1 },
      { limited: true, from: 0, to: 1, w: 8 },
    ] as const) {
      const found = marks(change);
      for (const value of Object.values(found)) expect(value).toSatisfy(Number.isFinite);
    }
  });
});
