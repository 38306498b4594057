import { count, zeros, type Batch } from '../batch';
import type { Schedule } from '../schedule/schedule';

/** A Gaussian step of the forward process: x_t = scale x_s + sqrt(variance) epsilon. */
export interface Kernel {
  readonly scale: number;
  readonly variance: number;
}

/**
 * q(x_t | x_s) for s <= t: what is added between the two, neither more nor less (Kingma et al. 2021, appendix A):
 *
 *   scale = alpha_t / alpha_s,   variance = sigma_t^2 - scale^2 sigma_s^2.
 *
 * The variance is written with log-SNR, so that a small step is as exact as a large one.
 * With s and t a step apart this is sqrt(1 - beta_t) and beta_t of Ho et al. 2020, eq. 2.
 */
export function forwardKernel(schedule: Schedule, s: number, t: number): Kernel {
  return {
    scale: schedule.alpha(t) / schedule.alpha(s),
    variance: s === t ? 0 : schedule.sigma(t) ** 2 * -Math.expm1(schedule.logSnr(t) - schedule.logSnr(s)),
  };
}

/** One step of the chain: x_t given x_s, into `out` (may be `xs`), which is returned. */
export function chainStep(xs: Batch, epsilon: Batch, s: number, t: number, schedule: Schedule, out = like(xs)): Batch {
  const { scale, variance } = forwardKernel(schedule, s, t);
  const deviation = Math.sqrt(variance);
  for (let i = 0; i < out.data.length; i++) out.data[i] = scale * xs.data[i] + deviation * epsilon.data[i];
  return out;
}

/** The whole way in one jump: x_t = alpha_t x_0 + sigma_t epsilon (Ho et al. 2020, eq. 4), into `out` (may be `x0`). */
export function noised(x0: Batch, epsilon: Batch, t: number, schedule: Schedule, out = like(x0)): Batch {
  const alpha = schedule.alpha(t);
  const sigma = schedule.sigma(t);
  for (let i = 0; i < out.data.length; i++) out.data[i] = alpha * x0.data[i] + sigma * epsilon.data[i];
  return out;
}

function like(x: Batch): Batch {
  return zeros(count(x), x.dim);
}
