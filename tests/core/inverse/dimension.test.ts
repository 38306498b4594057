import { describe, expect, it } from 'vitest';
import { batch, type Batch } from '../../../src/core/batch';
import { mixtureWithBack } from '../../../src/core/inverse/back';
import { answer, firstHalf, problem, setting, twoModes } from '../../../src/core/inverse/dimension';
import { schedule } from '../../../src/core/inverse/experiment';
import { dps } from '../../../src/core/inverse/dps';
import { pigdm } from '../../../src/core/inverse/pigdm';
import { random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler/times';

/** Where a path without fresh noise ends in `dim` dimensions, from the same two numbers and 0.5 everywhere else. */
function end(of: typeof pigdm | typeof dps, dim: number): readonly number[] {
  const x = new Float64Array(dim).fill(0.5);
  [x[0], x[dim / 2]] = [0.7, -0.3];
  const input = {
    denoiser: mixtureWithBack(twoModes(dim), schedule),
    schedule,
    times: uniformTimes(20, { from: 0.95 }),
    measurement: { operator: firstHalf(dim), y: batch(new Float64Array(dim / 2).fill(0.3), dim / 2), noise: 0.1 },
    x: batch(x, dim),
    eta: 0,
  };
  let last: Batch = input.x;
  for (const step of of(input)) last = step.x;
  return [last.data[0], last.data[dim / 2]];
}

describe('the plane’s question in more dimensions', () => {
  it('has the posterior of the plane in the two coordinates of the modes, and independent ones beside it', () => {
    const [plane, more] = [problem(2, 5, 50), problem(8, 5, 50)];
    expect(more.measurement.y.data[0]).toBe(plane.measurement.y.data[0]);
    plane.exact.components.weights.forEach((w, k) => expect(more.exact.components.weights[k]).toBeCloseTo(w, 12));
    expect(more.exact.mean[0]).toBeCloseTo(plane.exact.mean[0], 12);
    expect(more.exact.mean[4]).toBeCloseTo(plane.exact.mean[1], 12);
    const { scale, noise } = setting;
    const left = (scale * noise) ** 2 / (scale ** 2 + noise ** 2);
    const gain = scale ** 2 / (scale ** 2 + noise ** 2);
    expect(more.exact.covariance[1 * 8 + 1]).toBeCloseTo(left, 12);
    expect(more.exact.mean[1]).toBeCloseTo(gain * more.measurement.y.data[1], 12);
    expect(more.exact.covariance[5 * 8 + 5]).toBeCloseTo(scale ** 2, 12);
    expect(() => twoModes(3)).toThrow('two modes in 3 dimensions (expected an even number from 2 on)');
  });

  it('judges true samples as right', () => {
    const one = problem(8, 6, 400);
    const found = one.judge(one.exact.sample(4000, random(3)));
    expect(found.mean).toBeLessThan(0.04);
    expect(Math.abs(found.spread - 1)).toBeLessThan(0.03);
    expect(found.modes).toBeLessThan(0.03);
  });

  it('is the same for a method that acts on each coordinate, and another for one that takes all misfits together', () => {
    const here = end(pigdm, 2);
    end(pigdm, 32).forEach((value, i) => expect(value).toBeCloseTo(here[i], 10));
    expect(Math.abs(end(dps, 32)[0] - end(dps, 2)[0])).toBeGreaterThan(1e-3);
  });

  it('gives as many samples as were asked for, one of each group of particles', () => {
    const one = problem(4, 7, 50);
    const asked = { steps: 5, samples: 6, seed: 1, free: 1 };
    for (const [method, particles] of [
      ['score', 1],
      ['replacement', 1],
      ['twisted', 3],
    ] as const)
      expect(answer(one, { ...asked, method, particles }).data).toHaveLength(24);
  });
});
