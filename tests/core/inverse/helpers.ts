import { batch, zeros, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { mixtureWithBack, planeOperator, type GuidedInput, type InverseStep } from '../../../src/core/inverse';
import { normalBatch, random } from '../../../src/core/random';
import { uniformTimes } from '../../../src/core/sampler';
import { cosine } from '../../../src/core/schedule';

export const schedule = cosine();

/** The last state. */
export const end = (steps: Iterable<InverseStep>): Batch => {
  let x = zeros(0, 1);
  for (const step of steps) x = step.x;
  return x;
};

export const plane = eightGaussians();
export const line = planeOperator({ kind: 'line', angle: 0.4 });

/** Samples of the ring of eight, of which the place along a line was measured. */
export function onPlane(n: number, seed: number, y = 0.9, noise = 0.3): GuidedInput {
  return {
    denoiser: mixtureWithBack(plane, schedule),
    schedule,
    times: uniformTimes(60),
    x: normalBatch(n, 2, random(seed)),
    random: random(seed).split('noise'),
    measurement: { operator: line, y: batch([y], 1), noise },
  };
}

/** The first row of every group. */
export const firstOf = (x: Batch, particles: number): Batch => ({
  data: x.data.filter((_, i) => Math.floor(i / x.dim) % particles === 0),
  dim: x.dim,
});
