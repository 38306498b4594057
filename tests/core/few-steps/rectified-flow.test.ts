import { describe, expect, test } from 'vitest';
import { batch, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { coupled, straightnessOf } from '../../../src/core/few-steps/rectified-flow';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, euler, run, uniformTimes } from '../../../src/core/sampler';
import { flow } from '../../../src/core/schedule/flow';

describe('straightness', () => {
  const times = uniformTimes(4);
  test('is 0 of straight lines at a steady pace, whatever the times', () => {
    const at = [1, 0.9, 0.4, 0];
    const states = at.map((t) => batch([3 * t - 1, 2 - 4 * t, 0.5 * t, 1], 2));
    const { straightness, cost } = straightnessOf(states, at);
    expect(straightness).toBeCloseTo(0, 12);
    expect(cost).toBeCloseTo((9 + 16 + 0.25) / 2, 12);
  });

  test('is the variance of the velocity along a path', () => {
    // Steps of a quarter with velocities 1, 3, -1, 1 (backwards in time): mean 1, variance 2.
    let x = 0;
    const states = [batch([x, 0], 2)];
    for (const v of [1, 3, -1, 1]) states.push(batch([(x -= v / 4), 0], 2));
    const { straightness, cost } = straightnessOf(states, times);
    expect(straightness).toBeCloseTo(2, 12);
    expect(cost).toBeCloseTo(1, 12);
  });

  test('refuses states without times', () => {
    expect(() => straightnessOf([batch([0], 1)], [1])).toThrow('1 states at 1 times (expected as many, at least 2)');
    expect(() => straightnessOf([batch([0], 1)], [1, 0])).toThrow('1 states at 2 times');
  });
});

test('a coupling holds each noise beside where the flow takes it', () => {
  const schedule = flow();
  const input = {
    denoiser: eightGaussians().denoiser(schedule),
    schedule,
    times: uniformTimes(12),
    x: normalBatch(40, 2, random(2)),
  };
  const { from, to } = coupled(input);
  expect(from.data).toEqual(input.x.data);
  expect(from.data).not.toBe(input.x.data);
  expect(to.data).toEqual(run(euler, input).data);
  expect(coupled(input, ddim).to.data).toEqual(run(ddim, input).data);
  const states: Batch[] = [];
  for (const { x } of euler(input)) states.push(batch(x.data.slice(), 2));
  expect(straightnessOf(states, input.times).straightness).toBeGreaterThan(0.1);
});
