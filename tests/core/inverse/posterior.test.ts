import { describe, expect, it } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { mixture } from '../../../src/core/data/mixture';
import {
  alignedMixture,
  dense,
  gridPosterior,
  linearPosterior,
  logLikelihood,
  mask,
  mixtureWithBack,
  planeOperator,
  ring,
  withDifferences,
} from '../../../src/core/inverse';
import { totalVariation } from '../../../src/core/data/gridded';
import { energyDistance } from '../../../src/core/metric';
import { normalBatch, random } from '../../../src/core/random';
import { ddpm, heun, karrasTimes, run, uniformTimes } from '../../../src/core/sampler';
import { cosine } from '../../../src/core/schedule';
import { expectClose } from '../golden';

const schedule = cosine();
const prior = eightGaussians();
const line = planeOperator({ kind: 'line', angle: 0.4 });

describe('the exact posterior', () => {
  it('is the prior times the likelihood, cell by cell', () => {
    const exact = linearPosterior(prior, line, [0.6], 0.3);
    const grid = gridPosterior(prior, line, [0.6], 0.3, { extent: 3.5, n: 140 });
    const centres = zeros(140 * 140, 2);
    for (let k = 0; k < 140 * 140; k++) {
      centres.data[2 * k] = 3.5 * ((2 * (k % 140) + 1) / 140 - 1);
      centres.data[2 * k + 1] = 3.5 * ((2 * Math.floor(k / 140) + 1) / 140 - 1);
    }
    expectClose(exact.logDensity(centres, 1, 0).map(Math.exp), grid.values, 1e-9);
    expect(exact.logEvidence).toBeCloseTo(grid.logMass, 8);
  });

  it('has the score and the denoiser of its own noised density', () => {
    const exact = linearPosterior(prior, planeOperator({ kind: 'blur', amount: 0.3 }), [0.6, 1], 0.3);
    const [alpha, sigma, e] = [0.8, 0.6, 1e-5];
    const x = normalBatch(6, 2, random(1));
    const score = exact.score(x, alpha, sigma);
    const mean = exact.denoise(x, alpha, sigma);
    for (let i = 0; i < x.data.length; i++) {
      const [up, down] = [e, -e].map((by) => {
        const moved = batch(x.data.slice(), 2);
        moved.data[i] += by;
        return exact.logDensity(moved, alpha, sigma)[i >> 1];
      });
      expect(score.data[i]).toBeCloseTo((up - down) / (2 * e), 5);
      expect(mean.data[i]).toBeCloseTo((x.data[i] + sigma * sigma * score.data[i]) / alpha, 10);
    }
    expectClose(
      exact.denoise(x, 0.5, 0).data,
      x.data.map((value) => value / 0.5),
      1e-14,
    );
  });

  it('counts what no point could have said', () => {
    // Two readings of one coordinate: the same as one of their mean with half the variance, and a constant.
    const twice = linearPosterior(prior, dense('twice', Float64Array.of(1, 0, 1, 0), 2, 2), [0.9, 0.5], 0.4);
    const once = linearPosterior(prior, mask([1, 0]), [0.7], 0.4 / Math.SQRT2);
    expectClose(twice.components.weights, once.components.weights, 1e-10);
    expectClose(twice.covariance, once.covariance, 1e-10);
    const grid = gridPosterior(prior, dense('twice', Float64Array.of(1, 0, 1, 0), 2, 2), [0.9, 0.5], 0.4, {
      extent: 3.5,
      n: 140,
    });
    expect(twice.logEvidence).toBeCloseTo(grid.logMass, 8);
  });

  it('of no noise lies on the line, and is the limit of little noise', () => {
    const exact = linearPosterior(prior, line, [1.1], 0);
    const x = exact.sample(200, random(2));
    for (const value of line.apply(x).data) expect(value).toBeCloseTo(1.1, 12);
    const near = linearPosterior(prior, line, [1.1], 1e-6);
    expectClose(near.components.weights, exact.components.weights, 1e-8);
    expect(near.logEvidence).toBeCloseTo(exact.logEvidence, 8);
    expect(() => exact.logDensity(x, 1, 0)).toThrow(
      'density of a distribution that is flat along an axis (expected sigma above 0)',
    );
    expect(exact.logDensity(x, 1, 0.1).every(Number.isFinite)).toBe(true);
    const end = run(ddpm, {
      denoiser: exact.denoiser(schedule),
      schedule,
      times: uniformTimes(200),
      x: normalBatch(300, 2, random(3)),
      random: random(4),
    });
    for (const value of line.apply(end).data) expect(Math.abs(value - 1.1)).toBeLessThan(1e-3);
  });

  it('sampled by its denoiser is the posterior: as far as true samples are', () => {
    const exact = linearPosterior(prior, line, [0.2], 0.25);
    const yardstick = exact.stratified(3000, random(5));
    const x = normalBatch(1500, 2, random(6));
    const common = { denoiser: exact.denoiser(schedule), schedule, x };
    const truth = energyDistance(exact.sample(1500, random(7)), yardstick);
    const end = run(ddpm, { ...common, times: uniformTimes(250), random: random(8) });
    expect(energyDistance(end, yardstick)).toBeLessThan(2.5 * truth + 0.001);
    const flow = run(heun, { ...common, times: karrasTimes(schedule, 60, { from: 1 }) });
    expect(energyDistance(flow, yardstick)).toBeLessThan(2.5 * truth + 0.001);
    expect(energyDistance(prior.sample(1500, random(9)), yardstick)).toBeGreaterThan(0.2);
  });

  it('gives the noise of the measurement back', () => {
    // (x', y) with x' from p(x | y) is distributed as (x, y): what is left of y has the noise's variance.
    const noise = 0.3;
    const n = 4000;
    const draws = random(10);
    const x = prior.sample(n, draws);
    let squares = 0;
    for (let row = 0; row < n; row++) {
      const at = batch(x.data.slice(2 * row, 2 * row + 2), 2);
      const y = line.apply(at).data[0] + noise * draws.normal();
      squares += (y - line.apply(linearPosterior(prior, line, [y], noise).sample(1, draws)).data[0]) ** 2;
    }
    // The deviation of a variance from n normals: noise^2 sqrt(2 / n).
    expect(Math.abs(squares / n - noise ** 2)).toBeLessThan(4 * noise ** 2 * Math.sqrt(2 / n));
  });

  it('of a ring lies around it, alike where prior and ring turn alike', () => {
    const of = ring([0, 0]);
    const grid = gridPosterior(prior, of, [1.8], 0.1, { extent: 3.5, n: 160 });
    const x = grid.sample(4000, random(11));
    const mean = of.apply(x).data.reduce((sum, value) => sum + value, 0) / 4000;
    // Radius 2 with deviation 0.15 against 1.8 with 0.1, where curvature counts for little.
    expect(Math.abs(mean - (1.8 / 0.01 + 2 / 0.0225) / (1 / 0.01 + 1 / 0.0225))).toBeLessThan(0.02);
    const turned = Float64Array.from(
      { length: 160 * 160 },
      (_, k) => grid.values[(k % 160) * 160 + Math.floor(k / 160)],
    );
    expect(totalVariation(turned, grid.values, 3.5)).toBeLessThan(1e-9);
    expectClose(logLikelihood(of, batch([2, 0], 2), [1.8], 0.1), [-2 - Math.log(0.1 * Math.sqrt(2 * Math.PI))], 1e-12);
  });

  it.each([
    ['a noise below 0', () => linearPosterior(prior, line, [0], -1), 'a measurement noise of -1 (expected 0 or more)'],
    [
      'a wrong number of readings',
      () => linearPosterior(prior, line, [0, 1], 1),
      'a measurement of 2 numbers (expected 1)',
    ],
    [
      'another dimension',
      () => linearPosterior(prior, mask([1, 0, 0]), [0], 1),
      'mask of 3 numbers (expected 2, as the mixture)',
    ],
    [
      'a condition that may be impossible',
      () => linearPosterior(prior, dense('twice', Float64Array.of(1, 0, 1, 0), 2, 2), [1, 2], 0),
      'a measurement without noise that no point may satisfy (expected a noise above 0)',
    ],
    [
      'a grid without noise',
      () => gridPosterior(prior, line, [0], 0, { extent: 3, n: 20 }),
      'a posterior on a grid without noise (expected a noise above 0)',
    ],
    [
      'weights of 0',
      () =>
        alignedMixture({
          weights: [0],
          means: zeros(1, 2),
          variances: zeros(1, 2),
          basis: Float64Array.of(1, 0, 0, 1),
        }),
      'weights that sum to 0 (expected more than 0)',
    ],
    [
      'parts that do not fit',
      () =>
        alignedMixture({
          weights: [1],
          means: zeros(1, 2),
          variances: zeros(2, 2),
          basis: Float64Array.of(1, 0, 0, 1),
        }),
      '1 means in 2 dimensions with 1 weights and 4 variances',
    ],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(new RangeError(message));
  });
});

describe('a denoiser with its way back', () => {
  it('of a mixture is exact, and what differences say', () => {
    const uneven = mixture({
      weights: [1, 2, 0.5],
      means: batch([-1, 0.5, 1, 1, 0.4, -1.4], 2),
      scales: [0.3, 0.6, 0.1],
    });
    const exact = mixtureWithBack(uneven, schedule);
    const other = withDifferences(uneven.denoiser(schedule));
    for (const t of [0.1, 0.4, 0.8]) {
      const x = normalBatch(20, 2, random(12));
      const v = normalBatch(20, 2, random(13));
      const [a, b] = [zeros(20, 2), zeros(20, 2)];
      const [back, differences] = [exact.withBack(x, t, a), other.withBack(x, t, b)];
      expect(a.data).toEqual(b.data);
      expectClose(back(v, zeros(20, 2)).data, differences(v, zeros(20, 2)).data, 1e-5);
    }
  });

  it('by differences turns the Jacobian the right way round', () => {
    // E = (x + 3 y, y): J' v = (v_0, 3 v_0 + v_1).
    const of = withDifferences({
      denoise(x, _, out) {
        for (let i = 0; i < x.data.length; i += 2) out.data.set([x.data[i] + 3 * x.data[i + 1], x.data[i + 1]], i);
        return out;
      },
    });
    const back = of.withBack(batch([0.2, 0.5], 2), 0.5, zeros(1, 2));
    expectClose(back(batch([2, 5], 2), zeros(1, 2)).data, [2, 11], 1e-8);
  });
});
