import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveTimes, fieldError, fieldsAt } from '../../components/figure/Compose/fields';
import { doneText, samplesText, summary, wantedText, worst } from '../../components/figure/Compose/labels';
import { gridSize, naive, pointCount, sampled, schedule, wanted } from '../../components/figure/Compose/models';
import { everything, floored, pairs, shares } from '../../components/figure/Compose/shapes';
import { compose, extent, sampleKey, wantedKey, type ComposeSettings } from '../../components/figure/Compose/state';
import { built, follow, fromBuilt, isCurrent, shownNow, type Shown } from '../../components/figure/Compose/work';
import { decode, encode } from '../../components/figure/link';
import { batch, type Batch } from '../../src/core/batch';
import { cells, totalVariation } from '../../src/core/data/gridded';
import { energyDistanceTo } from '../../src/core/metric/index';
import { normalBatch, random } from '../../src/core/random';

const start: ComposeSettings = compose.defaults;
const operations = ['product', 'conjunction', 'mixture', 'negation'] as const;
const run = <T>(work: Generator<unknown, T, void>): T => {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
};
const distance = (change: Partial<ComposeSettings>): number => {
  const s = { ...start, ...change };
  return energyDistanceTo(wanted(s).stratified(1000, random(9)))(run(sampled(naive(s), s)));
};
const places = cells(gridSize, extent);
const at0 = (change: Partial<ComposeSettings>) => {
  const s = { ...start, ...change };
  const x = normalBatch(6, 2, random(3));
  const t = 1e-6;
  const denoised = naive(s).denoise(x, t, batch(new Float64Array(12), 2));
  return { x, score: denoised.data.map((v, i) => (schedule.alpha(t) * v - x.data[i]) / schedule.sigma(t) ** 2) };
};
const slope = (log: (x: Batch) => Float64Array, x: Batch): Float64Array => {
  const h = 1e-5;
  const moved = (d: number, by: number) => log({ data: x.data.map((v, i) => (i % 2 === d ? v + by : v)), dim: 2 });
  const [[rx, lx], [ry, ly]] = [0, 1].map((d) => [moved(d, h), moved(d, -h)]);
  return x.data.map((_, i) => (i % 2 === 0 ? rx[i >> 1] - lx[i >> 1] : ry[i >> 1] - ly[i >> 1]) / (2 * h));
};

describe('the exact answer', () => {
  it.each(operations)(
    'of %s has, at no noise, the score that the arithmetic gives: finite differences',
    (operation) => {
      const { a, b } = pairs.blobs;
      const la = (x: Batch) => a.logDensity(x, 1, 0);
      const lb = (x: Batch) => b.logDensity(x, 1, 0);
      const log = (x: Batch): Float64Array => {
        const [one, two] = [la(x), lb(x)];
        if (operation === 'product') return one.map((v, i) => v + two[i]);
        if (operation === 'mixture') return one.map((v, i) => Math.log(0.5 * Math.exp(v) + 0.5 * Math.exp(two[i])));
        const third = (operation === 'negation' ? floored(pairs.blobs) : everything(pairs.blobs)).logDensity(x, 1, 0);
        return operation === 'negation'
          ? one.map((v, i) => v - start.gamma * third[i])
          : one.map((v, i) => v + two[i] - third[i]);
      };
      const { x, score } = at0({ operation, weigh: true });
      slope(log, x).forEach((value, i) =>
        expect(Math.abs(value - score[i])).toBeLessThan(1e-3 * (1 + Math.abs(value))),
      );
    },
  );

  it('in closed form agrees with quadrature', () => {
    for (const operation of ['product', 'mixture'] as const) {
      for (const shapes of ['blobs', 'rings', 'bars'] as const) {
        const { mixture, values } = wanted({ ...start, operation, shapes });
        expect(totalVariation(mixture.logDensity(places, 1, 0).map(Math.exp), values, extent)).toBeLessThan(0.01);
      }
    }
  });

  it('by quadrature noises as its samples do', () => {
    for (const operation of ['conjunction', 'negation'] as const) {
      const { mixture, sample } = wanted({ ...start, operation, shapes: 'rings' });
      const apart = energyDistanceTo(mixture.stratified(1000, random(1)))(sample(1000, random(2)));
      expect(apart).toBeLessThan(0.01);
    }
  });

  it('of a conjunction has posteriors that are probabilities', () => {
    for (const pair of Object.values(pairs)) {
      const whole = everything(pair).logDensity(places, 1, 0);
      for (const [of, share] of [
        [pair.a, shares.a],
        [pair.b, shares.b],
      ] as const) {
        of.logDensity(places, 1, 0).forEach((log, k) => expect(log + Math.log(share) - whole[k]).toBeLessThan(1e-9));
      }
    }
  });
});

describe('reverse diffusion with the composed score', () => {
  it.each(['product', 'conjunction', 'negation'] as const)(
    'misses the answer for %s, and Langevin moves mend it',
    (operation) => {
      const [none, many] = [distance({ operation }), distance({ operation, corrections: 20, steps: 120 })];
      expect(none).toBeGreaterThan(0.03);
      expect(many).toBeLessThan(0.45 * none);
    },
  );

  it('misses a mixture by averaging, more with Langevin moves, and finds it by weighing', () => {
    const [none, some, weighed] = [{}, { corrections: 10 }, { weigh: true }].map((change) =>
      distance({ operation: 'mixture', shapes: 'rings', ...change }),
    );
    expect(none).toBeGreaterThan(0.02);
    expect(some).toBeGreaterThan(1.3 * none);
    expect(weighed).toBeLessThan(0.015);
  });

  it('finds a product along two axes that do not speak of each other better than one of blobs', () => {
    expect(distance({ shapes: 'bars' })).toBeLessThan(0.4 * distance({}));
  });
});

describe('the two fields', () => {
  it('agree for weighed mixtures at every noise', () => {
    for (const t of [0.02, 0.2, 0.7, 1])
      expect(fieldError({ ...start, operation: 'mixture', weigh: true }, t)).toBeLessThan(1e-9);
  });

  it('part in the middle for a conjunction, and meet at both ends', () => {
    const errors = curveTimes.map((t) => fieldError({ ...start, operation: 'conjunction', shapes: 'rings' }, t));
    const most = Math.max(...errors);
    expect(most).toBeGreaterThan(0.3);
    expect(curveTimes[errors.indexOf(most)]).toBeGreaterThan(0.05);
    expect(curveTimes[errors.indexOf(most)]).toBeLessThan(0.4);
    expect(errors[errors.length - 1]).toBeLessThan(0.01);
    expect(errors[0]).toBeLessThan(most / 4);
  });

  it('part for good for a product, whose scores do not weigh one: noise alone is counted twice', () => {
    const [early, late] = [0.02, 1].map((t) => fieldError(start, t));
    expect(early).toBeLessThan(0.05);
    // At t = 1 both scores are -x, their sum -2x, the truth -x: an error of x, sqrt(2) in root mean square.
    expect(Math.abs(late - Math.SQRT2)).toBeLessThan(0.12);
  });

  it('are laid out over the square', () => {
    const { at, exact, composed, apart, t } = fieldsAt({ ...start, t: 0.3 });
    expect([at, exact, composed].map(({ data }) => data.length / 2)).toEqual([169, 169, 169]);
    const middle = Math.floor(apart.values.length / 2);
    const k = 84;
    expect(at.data[2 * k]).toBeCloseTo(0, 12);
    const sigma = schedule.sigma(t);
    const gap =
      Math.hypot(composed.data[2 * k] - exact.data[2 * k], composed.data[2 * k + 1] - exact.data[2 * k + 1]) / sigma;
    expect(10 ** apart.values[middle]).toBeCloseTo(gap, 4);
  });
});

describe('the figure', () => {
  const whole = shownNow(start);

  it('is above the floor as set, and the steps alone are not', () => {
    expect(whole.truth.floor).toBeLessThan(0.01);
    expect(whole.samples.distance).toBeGreaterThan(4 * whole.truth.floor);
    expect(whole.ideal.distance).toBeLessThan(3 * whole.truth.floor);
    expect(worst(whole)?.error).toBeGreaterThan(1);
  });

  it('computes only what a change asks for', () => {
    const told = (change: Partial<ComposeSettings>) => {
      const names: string[] = [];
      run(follow({ ...start, ...change }, whole, (news) => names.push(...Object.keys(news))));
      return [...new Set(names)];
    };
    expect(told({})).toEqual([]);
    expect(told({ t: 0.8 })).toEqual([]);
    expect(told({ corrections: 1 })).toEqual(['samples']);
    expect(told({ seed: 2 })).toEqual(['samples', 'ideal']);
    expect(told({ operation: 'mixture' })).toEqual(['truth', 'samples', 'curve', 'ideal']);
    expect(wantedKey({ ...start, gamma: 0.1 })).toBe(wantedKey(start));
    expect(sampleKey({ ...start, weigh: true })).toBe(sampleKey(start));
  });

  it('travels in the page', () => {
    const again = fromBuilt(start, JSON.parse(JSON.stringify(built(whole))) as ReturnType<typeof built>);
    expect(again.truth.points).toEqual(whole.truth.points);
    expect(
      Math.max(...again.samples.points.data.map((v, i) => Math.abs(v - whole.samples.points.data[i]))),
    ).toBeLessThan(1e-6);
    expect(summary(start, again)).toBe(summary(start, whole));
    expect(isCurrent(start, again)).toEqual({ truth: true, samples: true, ideal: true, curve: true });
  });

  it('says what it shows', () => {
    expect(summary(start, whole)).toMatch(
      /^A and B: product, of blobs\. .* score of A \+ score of B; no corrections\. .* energy distance 0\.0\d+/,
    );
    expect(summary({ ...start, seed: 1 }, whole)).toMatch(/The samples are being made\.$/);
    expect(doneText({ ...start, operation: 'negation' })).toBe('Score of A − 0.80 score of B');
    expect(wantedText({ ...start, operation: 'negation', gamma: 0.5 })).toMatch(/to the power 0\.50/);
    const partly: Shown = { ...whole, curve: { ...whole.curve, errors: [1] } };
    expect(worst(partly)).toBeNull();
    expect(samplesText({ ...whole.samples, settings: { ...start, corrections: 1 }, outside: 3 })).toMatch(
      /^1 Langevin move a level: energy distance .*; 3 outside the picture$/,
    );
  });

  it('goes through a link and back, and comes out usable whatever comes in', () => {
    const s: ComposeSettings = {
      operation: 'negation',
      shapes: 'rings',
      corrections: 4,
      weigh: true,
      gamma: 0.3,
      t: 0.9,
      steps: 20,
      seed: 5,
    };
    expect(compose.parse(decode(encode(compose.encode(s))).values).settings).toEqual(s);
    expect(compose.parse({ t: 0, corrections: 0.5, operation: 'sum' }).problems).toHaveLength(3);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(compose.parse(value).settings.steps).toBeGreaterThan(7);
      }),
    );
  });

  it('gives finite points at the ends of every setting', () => {
    for (const change of [
      { gamma: 1, operation: 'negation', corrections: 30, steps: 8 },
      { operation: 'mixture', weigh: true, corrections: 30, steps: 8 },
      { operation: 'negation', gamma: 0 },
    ] as const) {
      const s = { ...start, ...change };
      expect(run(sampled(naive(s), s)).data.every(Number.isFinite)).toBe(true);
    }
    expect(pointCount).toBe(400);
  });
});
