import { afterEach, expect, test, vi } from 'vitest';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { normalBatch, random } from '../../../src/core/random';
import { samplerNames, samplers, uniformTimes, type SamplerName } from '../../../src/core/sampler';
import { cosine } from '../../../src/core/schedule';

afterEach(() => void vi.unstubAllGlobals());

/** Arrays of numbers made during a run of so many steps, and its denoiser calls. */
function memory(name: SamplerName, steps: number): { readonly arrays: number; readonly evaluations: number } {
  const schedule = cosine();
  const input = {
    denoiser: eightGaussians().denoiser(schedule),
    schedule,
    times: uniformTimes(steps),
    x: normalBatch(8, 2, random(1)),
    random: random(2),
  };
  let arrays = 0;
  const sliced = vi.spyOn(Float64Array.prototype, 'slice');
  vi.stubGlobal(
    'Float64Array',
    new Proxy(Float64Array, {
      construct(target, given, newTarget) {
        arrays++;
        return Reflect.construct(target, given, newTarget) as object;
      },
    }),
  );
  let evaluations = 0;
  for (const step of samplers[name].sampler(input)) ({ evaluations } = step);
  arrays += sliced.mock.calls.length;
  sliced.mockRestore();
  vi.unstubAllGlobals();
  return { arrays, evaluations };
}

test.each(samplerNames)('%s takes its memory once, however many steps it goes', (name) => {
  const [few, many] = [memory(name, 10), memory(name, 30)];
  // An adaptive one may take fewer between more times.
  expect(many.evaluations).not.toBe(few.evaluations);
  expect(few.arrays).toBeGreaterThan(0);
  expect(many.arrays).toBe(few.arrays);
});
