import { copy, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import { ddim } from '../sampler/ddim';
import type { Schedule } from '../schedule/schedule';

/**
 * DDIM run towards the noise (Song, Meng and Ermon 2021, section 4.3 and eq. 13): the latent from which DDIM makes `x`,
 *
 *   x_t = alpha_t E[x_0 | x_s] + (sigma_t / sigma_s) (x_s - alpha_s E[x_0 | x_s]),   s < t.
 *
 * It asks the model at the end of a step that it does not know yet for what it says at the start; so a round trip by
 * `encode` and `decode` returns to x with an error of order 1 in the step, and the latent tends to the ODE's.
 *
 * @param times rising; the first is over 0, since at sigma = 0 no noise can be read off x
 */
export function encode(x: Batch, denoiser: Denoiser, schedule: Schedule, times: ArrayLike<number>): Batch {
  if (!(schedule.sigma(times[0]) > 0))
    throw new RangeError(`encoding from t = ${times[0]} (expected a time with sigma > 0)`);
  const out = copy(x);
  const x0 = zeros(x.data.length / x.dim, x.dim);
  for (let i = 1; i < times.length; i++) {
    const [s, t] = [times[i - 1], times[i]];
    if (!(t > s)) throw new RangeError(`encoding from t = ${s} to ${t} (expected rising times)`);
    denoiser.denoise(out, s, x0);
    const along = schedule.sigma(t) / schedule.sigma(s);
    const towards = schedule.alpha(t) - along * schedule.alpha(s);
    for (let j = 0; j < out.data.length; j++) out.data[j] = along * out.data[j] + towards * x0.data[j];
  }
  return out;
}

/** The way back: DDIM without noise over the same `times` (rising, as for `encode`), walked down. */
export function decode(latent: Batch, denoiser: Denoiser, schedule: Schedule, times: ArrayLike<number>): Batch {
  let out = latent;
  const down = Float64Array.from(times).reverse();
  for (const step of ddim({ denoiser, schedule, times: down, x: latent })) out = step.x;
  return copy(out);
}
