import type { Schedule } from '../schedule/schedule';
import { forwardKernel } from './forward';

/** q(x_s | x_t, x_0) = N(x_s; noised x_t + data x_0, variance I). */
export interface Posterior {
  readonly noised: number;
  readonly data: number;
  readonly variance: number;
}

/**
 * Where x_s was, given where the chain stands at t and where it began: Ho et al. 2020, eq. 6 and 7, for any
 * 0 <= s < t of a continuous schedule. By Bayes' rule on two Gaussians, with a = alpha_t / alpha_s and
 * q(x_t | x_s) = N(a x_s, sigma_ts^2 I),
 *
 *   mean     = (a sigma_s^2 / sigma_t^2) x_t + (alpha_s sigma_ts^2 / sigma_t^2) x_0
 *   variance = sigma_s^2 sigma_ts^2 / sigma_t^2.
 */
export function posterior(schedule: Schedule, s: number, t: number): Posterior {
  const { scale, variance } = forwardKernel(schedule, s, t);
  const before = schedule.sigma(s) ** 2;
  const after = schedule.sigma(t) ** 2;
  return {
    noised: (scale * before) / after,
    data: (schedule.alpha(s) * variance) / after,
    variance: (before * variance) / after,
  };
}
