import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { energyDistance } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, run as runToEnd, uniformTimes } from '../../../src/core/sampler/index';
import { cosine, linear, type Schedule } from '../../../src/core/schedule/index';

/** Energy distance to true samples after DDIM with the exact denoiser, linear against cosine, at 5 and at 20 steps. */
export function run(): Promise<{ answer: number; finding: string }> {
  const five = { linear: distance(linear(), 5), cosine: distance(cosine(), 5) };
  const twenty = { linear: distance(linear(), 20), cosine: distance(cosine(), 20) };
  const ratio = five.linear / five.cosine;
  return Promise.resolve({
    answer: ratio < 0.8 ? 3 : ratio < 1.25 ? 0 : ratio < 2 ? 1 : 2,
    finding:
      `In five steps the energy distance was ${five.linear.toFixed(4)} under linear and ${five.cosine.toFixed(4)} under cosine; ` +
      `in twenty, ${twenty.linear.toFixed(4)} and ${twenty.cosine.toFixed(4)}.`,
  });
}

function distance(schedule: Schedule, steps: number): number {
  const seed = random(5);
  const target = eightGaussians();
  const samples = runToEnd(ddim, {
    denoiser: target.denoiser(schedule),
    schedule,
    times: uniformTimes(steps),
    x: normalBatch(500, 2, seed.split('start')),
  });
  return energyDistance(samples, target.sample(1000, seed.split('truth')));
}
