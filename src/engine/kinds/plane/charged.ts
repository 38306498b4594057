/**
 * PFGM++ in the place of denoising, as plain data, and how its samples come down. The page follows the exact field and the worker the network, with this
 * very code, so that both can be held against each other.
 */
import type { Batch } from '../../../core/batch';
import { makeTarget } from '../../../core/data/index';
import type { TargetSpec } from '../../../core/data/target';
import type { Denoiser } from '../../../core/denoiser';
import { poissonPrior } from '../../../core/electrostatics/index';
import { random } from '../../../core/random';
import { ddim, edm, karrasTimes } from '../../../core/sampler/index';
import { makeSchedule, scheduleDefaults } from '../../../core/schedule/index';
import { choice, number, object } from '../../../core/schema';

/** Data are as many points of the target, each a charge. */
export interface ChargedSpec {
  /** log2 of D; `limitPower` stands for infinitely many extra dimensions, diffusion. */
  readonly power: number;
  readonly points: number;
  /** How samples come down: Heun's method of EDM, or DDIM. */
  readonly sampler: 'edm' | 'ddim';
}

/** D is 2 to a power, up to 2,048; the last one stands for infinity. */
export const limitPower = 12;
export const mostCharges = 2000;

export function dimensionsOf(power: number): number {
  return power >= limitPower ? Infinity : 2 ** power;
}

export const chargedField = object({
  power: number(0, { min: 0, max: limitPower, integer: true }),
  points: number(160, { min: 1, max: mostCharges, integer: true }),
  sampler: choice(['edm', 'ddim'], 'edm'),
});

/** The cloud: the same for every D and every seed, and a larger one begins with the smaller. */
export function cloudOf(target: TargetSpec, points: number): Batch {
  return makeTarget(target).sample(points, random(12));
}

/** Samples come down in EDM's schedule, from sigma = 80. */
export const chargedSchedule = makeSchedule(scheduleDefaults.edm);

export interface DownSpec extends Pick<ChargedSpec, 'power' | 'sampler'> {
  readonly steps: number;
  readonly count: number;
  readonly seed: number;
}

/** Where samples begin: the prior of this D at the schedule's greatest sigma. */
export function beginning({ power, steps, count, seed }: DownSpec): Batch {
  const [first] = karrasTimes(chargedSchedule, steps);
  return poissonPrior(count, 2, chargedSchedule.sigma(first), dimensionsOf(power), random(seed));
}

/** From there down to the data, a step a piece. `from`: some rows of it. */
export function* comingDown(
  spec: DownSpec,
  denoiser: Denoiser,
  from: Batch = beginning(spec),
): Generator<void, { readonly x: Batch; readonly evaluations: number }, void> {
  const times = karrasTimes(chargedSchedule, spec.steps);
  let x = from;
  let evaluations = 0;
  for (const step of (spec.sampler === 'edm' ? edm : ddim)({ denoiser, schedule: chargedSchedule, times, x })) {
    x = step.x;
    evaluations = step.evaluations;
    yield;
  }
  return { x, evaluations };
}
