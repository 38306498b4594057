import { expect, test } from 'vitest';
import { eightGaussians } from '../../../src/core/data';
import { normalBatch, random } from '../../../src/core/random';
import { run, samplers, uniformTimes, type Sampler, type SamplerName } from '../../../src/core/sampler';
import { farthest, hasStrayed } from '../../../src/core/sampler/outcome';
import { edm } from '../../../src/core/schedule';

const schedule = edm();
const x = { data: normalBatch(100, 2, random(1)).data.map((v) => 80 * v), dim: 2 };
const end = (name: SamplerName, steps: number) => {
  const sampler: Sampler = samplers[name].sampler;
  return run(sampler, {
    denoiser: eightGaussians().denoiser(schedule),
    schedule,
    times: uniformTimes(steps),
    x,
    random: random(2),
  }).data;
};

test('Euler–Maruyama over few even steps of EDM’s time leaves the data, and says so; over many it does not', () => {
  for (const steps of [2, 3, 5]) {
    expect(farthest(end('eulerMaruyama', steps))).toBeGreaterThan(100);
    expect(hasStrayed(end('eulerMaruyama', steps))).toBe(true);
  }
  expect(hasStrayed(end('eulerMaruyama', 100))).toBe(false);
  for (const steps of [2, 5, 20]) expect(hasStrayed(end('ddim', steps))).toBe(false);
});

test('what is no number has left the data', () => {
  expect(farthest([0, NaN, 1])).toBe(Infinity);
  expect(farthest([0, -Infinity, 1])).toBe(Infinity);
  expect(farthest([0.5, -2, 1])).toBe(2);
  expect(hasStrayed([NaN])).toBe(true);
  expect(hasStrayed([9.9, -9.9])).toBe(false);
});
