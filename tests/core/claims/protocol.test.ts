import { describe, expect, it } from 'vitest';
import { claimNames, claims, type Claim } from '../../../src/core/claims';
import {
  decayedOver,
  entrantNames,
  entrants,
  flopsOf,
  ganNames,
  ganNetworksOf,
  searched,
} from '../../../src/core/claims/entrants';
import {
  budget,
  compared,
  finalists,
  firstSeed,
  goal,
  level,
  questions,
  ranked,
  score,
  setting,
  settingCount,
  shapes,
  space,
  tuningSeeds,
  type Shape,
  type Trial,
} from '../../../src/core/claims/protocol';
import { looks, reaching } from '../../../src/core/claims/reaching';
import { ganParameters } from '../../../src/core/gan/networks';
import { parameterCount } from '../../../src/core/network';
import { batch } from '../../../src/core/batch';
import { rankFor } from '../../../src/core/statistics';

const all = Array.from({ length: settingCount }, (_, k) => setting(k));
const trained = (networks: (typeof entrants)['gan']['networks']) => {
  const { generator, discriminator } = ganParameters(networks);
  return generator + discriminator;
};

describe('the entrants', () => {
  it('train as many parameters on either side, whatever the width', () => {
    for (const width of [32, 64, 96, 128]) {
      const parameters = parameterCount({ ...searched.diffusion.network, width }, 2);
      expect(Math.abs(trained(ganNetworksOf(parameters)) / parameters - 1)).toBeLessThan(0.2);
    }
    const own = parameterCount(entrants.diffusion.network, 2);
    for (const who of ganNames) expect(Math.abs(trained(entrants[who].networks) / own - 1)).toBeLessThan(0.03);
    expect(entrants.gan.networks).toEqual(entrants.r3gan.networks);
  });

  it('have rates that fall over the same operations', () => {
    for (const who of entrantNames) {
      const { decaySteps } = decayedOver(entrants[who], budget);
      expect(Math.abs((decaySteps * flopsOf(entrants[who])) / budget - 1)).toBeLessThan(0.01);
    }
  });

  it('play by their rules: one penalty at most, or pairs with two', () => {
    const { gan, r3gan } = entrants;
    expect(gan.relativistic).toBe(false);
    expect([gan.gradientPenalty, gan.r1, gan.r2].filter((weight) => weight > 0).length).toBeLessThanOrEqual(1);
    expect(r3gan).toMatchObject({ relativistic: true, loss: 'non-saturating', gradientPenalty: 0 });
    expect(r3gan.r1).toBe(r3gan.r2);
    expect(r3gan.r1).toBeGreaterThan(0);
  });
});

describe('the search', () => {
  it('has spaces of one size', () => {
    const size = (own: object) =>
      Object.values(own as Record<string, readonly unknown[]>).map((values) => values.length);
    expect(size(space.diffusion)).toEqual([3, 2]);
    expect(size(space.gan)).toEqual([3, 2]);
    expect(size(space.r3gan)).toEqual([3, 2]);
  });

  it('draws within them, the same rate and batch for all, and each value of each at least once', () => {
    const [least, most] = space.rate;
    for (const { diffusion, gan, r3gan } of all) {
      expect(diffusion.learningRate).toBeGreaterThanOrEqual(least);
      expect(diffusion.learningRate).toBeLessThanOrEqual(most);
      for (const one of [gan, r3gan]) {
        expect([one.generatorRate, one.discriminatorRate]).toEqual([diffusion.learningRate, diffusion.learningRate]);
        expect(one.batchSize).toBe(diffusion.batchSize);
      }
    }
    const seen = (of: (one: (typeof all)[number]) => unknown) => new Set(all.map(of)).size;
    expect(seen(({ diffusion }) => diffusion.batchSize)).toBe(4);
    expect(seen(({ diffusion }) => diffusion.network.prediction)).toBe(3);
    expect(seen(({ diffusion }) => diffusion.weighting)).toBe(2);
    expect(seen(({ gan }) => `${gan.r1} ${gan.gradientPenalty}`)).toBe(3);
    expect(seen(({ gan }) => gan.loss)).toBe(2);
    expect(seen(({ r3gan }) => r3gan.r1)).toBe(3);
    expect(seen(({ r3gan }) => r3gan.beta1)).toBe(2);
    expect(setting(5)).toEqual(setting(5));
  });

  it('uses seeds that no claim has', () => {
    const most = Math.max(...claimNames.map((name) => claims[name].seeds.recorded));
    for (const seed of tuningSeeds) expect(seed < firstSeed || seed >= firstSeed + most).toBe(true);
    expect(tuningSeeds.length % 2).toBe(1); // a middle one
    expect(finalists).toBeLessThan(settingCount);
  });

  const trials = (costs: Readonly<Record<Shape, readonly (number | null)[]>>, distance = 0.01): readonly Trial[] =>
    shapes.flatMap((shape) =>
      costs[shape].map((cost, i) => ({ shape, seed: i, gflops: cost ?? budget / 1e9, held: cost !== null, distance })),
    );

  it('puts what was cut off after all that was not, whatever it is written as', () => {
    const there = score(trials({ ring: [4, 4, null], spiral: [9, 15, 15.9] }));
    expect(there.cutOff).toBe(0);
    expect(there.gflops).toBeCloseTo(Math.sqrt(4 * 15), 12);
    const half = score(trials({ ring: [1, 1, 1], spiral: [1, null, null] }));
    expect(half).toMatchObject({ cutOff: 1, gflops: null });
    expect(compared(there, half)).toBeLessThan(0);
    const near = score(trials({ ring: [1, 1, 1], spiral: [null, null, null] }, 0.03));
    const far = score(trials({ ring: [1, 1, 1], spiral: [null, null, null] }, 0.3));
    expect(compared(near, far)).toBeLessThan(0);
    const equal = score(trials({ ring: [4, 4, 4], spiral: [15, 15, 15] }, 0.001));
    expect(compared(equal, there)).toBeLessThan(0); // a tie goes by the distance
    const order = ranked(
      [trials({ ring: [1], spiral: [null] }), trials({ ring: [9], spiral: [9] })].map((one, i) => ({ i, trials: one })),
    );
    expect(order.map((one) => one.setting.i)).toEqual([1, 0]);
  });
});

describe('the criterion', () => {
  const learner = {
    steps: 0,
    flopsPerStep: 1e7,
    setData() {},
    dispose() {},
    train: (n: number) => (learner.steps += n),
  };
  async function reached(distances: readonly number[]) {
    learner.steps = 0;
    let look = 0;
    const work = reaching(
      { learner } as never,
      () => batch([0, 0], 2),
      () => distances[look++] ?? 1,
    );
    for (;;) {
      const { value, done } = await work.next();
      if (done) return value;
    }
  }

  it('is the first of two looks in a row at which the goal is held; else cut off at the budget', async () => {
    expect(looks.at(-1)).toBe(budget);
    const found = await reached([1, goal, 1, goal / 2, goal, 1]);
    expect(found).toMatchObject({ held: true, distance: goal });
    expect(found.flops).toBeCloseTo(looks[3], -8);
    expect(await reached([])).toEqual({ flops: budget, held: false, distance: 1 });
    // Held at the last look alone is not held.
    expect((await reached([...looks.slice(1).map(() => 1), 0])).held).toBe(false);
  });
});

describe('the level of every interval', () => {
  it('is corrected for all questions that are asked', () => {
    const asked = claimNames.reduce((sum, name) => sum + claims[name].tests.length, 0);
    expect(questions).toBe(asked);
    expect(level).toBeCloseTo(1 - 0.05 / asked, 12);
  });

  it('can be reached by a median of as many seeds as are recorded', () => {
    for (const name of claimNames) expect(rankFor(claims[name].seeds.recorded, level)).toBeGreaterThan(0);
  });

  it('judges by medians whatever may be cut off', () => {
    for (const name of claimNames) {
      const claim: Claim = claims[name];
      for (const test of claim.tests)
        expect([test.of, test.statistic, test.bounds].filter((one) => one !== undefined)).toHaveLength(1);
      if (claim.tests.some(({ bounds }) => bounds)) expect(claim.medians).toBe(true);
    }
  });
});
