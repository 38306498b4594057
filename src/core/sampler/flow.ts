import { zeros } from '../batch';
import type { SamplerInput } from './sampler';

/**
 * The probability-flow ODE in the schedule's own time,
 *
 *   dx/dt = f x - g^2 / 2 score = (sigma' / sigma) x + (alpha' - alpha sigma' / sigma) E[x_0 | x_t]
 *
 * (Song et al. 2021, eq. 13; the d_i of Karras et al. 2022, algorithm 1): `slope` writes it into `out`. `denoised` holds the
 * last E[x_0].
 *
 * Where a schedule stands still but no longer at the next time, no slope says where the step goes: a sigmoid's alpha falls to 0
 * like a root, and is held there. Such a step `leap` takes, by DDIM's rule, and returns true.
 */
export function flow({ denoiser, schedule, x: { data, dim } }: SamplerInput) {
  const x = zeros(data.length / dim, dim);
  const denoised = zeros(data.length / dim, dim);
  const slope = (state: Float64Array, t: number, out: Float64Array): void => {
    x.data.set(state);
    denoiser.denoise(x, t, denoised);
    const shrink = schedule.dSigma(t) / schedule.sigma(t);
    const pull = schedule.dAlpha(t) - schedule.alpha(t) * shrink;
    for (let j = 0; j < out.length; j++) out[j] = shrink * state[j] + pull * denoised.data[j];
  };
  const leap = (state: Float64Array, t: number, s: number): boolean => {
    if (
      schedule.diffusion(t) > 0 ||
      (schedule.alpha(s) === schedule.alpha(t) && schedule.sigma(s) === schedule.sigma(t))
    )
      return false;
    x.data.set(state);
    denoiser.denoise(x, t, denoised);
    const along = schedule.sigma(s) / schedule.sigma(t);
    const towards = schedule.alpha(s) - along * schedule.alpha(t);
    for (let j = 0; j < state.length; j++) state[j] = towards * denoised.data[j] + along * state[j];
    return true;
  };
  return { slope, leap, denoised };
}
