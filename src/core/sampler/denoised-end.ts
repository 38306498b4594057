import { zeros, type Batch } from '../batch';
import type { Sampler } from './sampler';

/**
 * A sampler with a last denoising step: where its course ends with noise left (VE and EDM keep sigma_min at t = 0), it goes on
 * to sigma = 0 in one step of order 1, x = E[x_0], for one evaluation more (t_N = 0 in Karras et al.
 * 2022, algorithm 1; Jolicoeur-Martineau et al. 2021, "Adversarial score matching", for what it does to samples). That state is reported as one more step, at
 * t = 0 and, whatever the schedule has there, without noise. A course that ends without noise is left as it is.
 */
export function withDenoisedEnd<Options>(sampler: Sampler<Options>): Sampler<Options> {
  return function* (input) {
    const { denoiser, schedule } = input;
    let last: { readonly i: number; readonly t: number; readonly x: Batch; readonly evaluations: number } | undefined;
    for (const step of sampler(input)) {
      last = step;
      yield step;
    }
    if (!last || !(schedule.sigma(last.t) > 0)) return;
    const { i, t, x, evaluations } = last;
    const x0 = denoiser.denoise(x, t, zeros(x.data.length / x.dim, x.dim));
    yield { i: i + 1, t: 0, x: x0, denoised: x0, evaluations: evaluations + 1 };
  };
}
