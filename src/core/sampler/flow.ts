import { zeros } from '../batch';
import type { SamplerInput } from './sampler';

/**
 * The probability-flow ODE in the schedule's own time,
 *
 *   dx/dt = f x - g^2 / 2 score = (sigma' / sigma) x + (alpha' - alpha sigma' / sigma) E[x_0 | x_t]
 *
 * (Song et al. 2021, eq. 13; the d_i of Karras et al. 2022, algorithm 1): writes it into `out`. `slope.denoised` holds
 * the last E[x_0].
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
  return { slope, denoised };
}
