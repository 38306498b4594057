/** The errors that are put into models of every D, and how all of them are sampled. */
import type { Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import { poissonPrior } from '../electrostatics/kernel';
import { random } from '../random';
import { dpmpp2m } from '../sampler/dpmpp-2m';
import { karrasTimes } from '../sampler/times';
import type { Schedule } from '../schedule/index';

/** What is done to a model that was trained as well as it could be. Sizes were chosen on the tuning seeds, so that each hurts diffusion and does not destroy it. */
export const errors = ['noise', 'steps', 'small', 'coarse'] as const;
export type ErrorKind = (typeof errors)[number];
/** Noise in every answer, in units of the network's own output, whose size is about 1. */
export const noiseSize = 2;
/** Evaluations, and how many are left of them. */
export const evaluations = { all: 20, few: 6 } as const;
/** Width of the network, and what is left of it. */
export const widths = { all: 64, small: 8 } as const;
/** Bits of a weight. */
export const coarseBits = 3;

export const nameOf = (what: string, extra: number): string => `${what}D${extra}`;

/** Noise of `size` times the network's own output (v, of size 1) in every answer: sigma times that in x_0, where alpha^2 + sigma^2 = 1. */
export function withNoise(denoiser: Denoiser, schedule: Schedule, size: number, seed: number): Denoiser {
  const draw = random(seed).split('errors');
  return {
    denoise(x, t, out) {
      denoiser.denoise(x, t, out);
      const scale = (size * schedule.sigma(t)) / Math.hypot(schedule.alpha(t), schedule.sigma(t));
      for (let i = 0; i < out.data.length; i++) out.data[i] += scale * draw.normal();
      return out;
    },
  };
}

export interface RobustDraw {
  readonly denoiser: Denoiser;
  readonly schedule: Schedule;
  readonly extra: number;
  readonly dim: number;
  readonly count: number;
  readonly seed: number;
  readonly evaluations: number;
}

/** The noise ratios where sampling starts and where its last step to the data does: those of the book's digits. */
const ratios = { first: 30, last: 0.03 } as const;

/** Samples from the prior of D by DPM-Solver++ (2M), on steps as the book's digits have them, equal in (sigma / alpha)^(1/5): of the same seed, the same directions and shares of the kernel at every D. */
export function drawn({ denoiser, schedule, extra, dim, count, seed, evaluations: n }: RobustDraw): Batch {
  const at = (ratio: number) => schedule.timeOfLogSnr(-2 * Math.log(ratio));
  const times = karrasTimes(schedule, n, { from: at(ratios.first), to: at(ratios.last), rho: 5 });
  const x = poissonPrior(count, dim, schedule.sigma(times[0]), extra, random(seed).split('start'));
  let last = x;
  for (const step of dpmpp2m({ denoiser, schedule, times, x })) last = step.x;
  return last;
}
