import { count, zeros, type Batch } from '../batch';
import { mixture, type Mixture } from '../data/mixture';
import type { Schedule } from '../schedule/schedule';
import { forwardKernel } from './forward';

/**
 * The true reverse step p(x_s | x_t) of a mixture of Gaussians: what a sampler would have to draw from to be exact.
 * It is a mixture again. Each component of p(x_0), noised to s, has mean alpha_s mu_k and variance
 * v_k = alpha_s^2 s_k^2 + sigma_s^2; with q(x_t | x_s) = N(a x_s, sigma_ts^2 I) and V_k = a^2 v_k + sigma_ts^2,
 *
 *   weight   = r_k(x_t), the responsibility at t
 *   mean     = alpha_s mu_k + (a v_k / V_k) (x_t - a alpha_s mu_k)
 *   variance = v_k sigma_ts^2 / V_k.
 *
 * As s approaches t the means meet and one Gaussian is left (Haussmann and Pardoux 1986): this is why small steps can be learned
 * as Gaussians. Components of no weight left in double precision are dropped.
 *
 * @param xt one point, `dim` numbers
 * @returns p(x_s | x_t) as data: ask it at alpha = 1, sigma = 0. Throws `RangeError` unless 0 <= s < t.
 */
export function reverseConditional(data: Mixture, schedule: Schedule, xt: Batch, s: number, t: number): Mixture {
  if (!(s >= 0 && s < t)) throw new RangeError(`reverse step from t = ${t} to s = ${s} (expected 0 <= s < t)`);
  const { means, scales } = data.components;
  const { dim } = means;
  const { scale: a, variance } = forwardKernel(schedule, s, t);
  const alpha = schedule.alpha(s);
  const sigma = schedule.sigma(s);
  const all = new Float64Array(count(means));
  data.responsibilities(xt, 0, schedule.alpha(t), schedule.sigma(t), all);

  const kept = Array.from(all.keys()).filter((k) => all[k] > 0);
  const shifted = zeros(kept.length, dim);
  const deviations = kept.map((k, row) => {
    const v = (alpha * scales[k]) ** 2 + sigma ** 2;
    const V = a * a * v + variance;
    for (let d = 0; d < dim; d++) {
      const start = alpha * means.data[k * dim + d];
      shifted.data[row * dim + d] = start + ((a * v) / V) * (xt.data[d] - a * start);
    }
    return Math.sqrt((v * variance) / V);
  });
  return mixture({ weights: kept.map((k) => all[k]), means: shifted, scales: deviations }, 'reverse');
}

/** Mean and variance per axis of a mixture: those of the axis-aligned Gaussian N that has the least KL(p, N). */
export function moments(p: Mixture): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const { weights, means, scales } = p.components;
  const { dim, data } = means;
  const mean = new Float64Array(dim);
  const variance = new Float64Array(dim);
  for (let k = 0; k < weights.length; k++) for (let d = 0; d < dim; d++) mean[d] += weights[k] * data[k * dim + d];
  for (let k = 0; k < weights.length; k++) {
    for (let d = 0; d < dim; d++) variance[d] += weights[k] * (scales[k] ** 2 + (data[k * dim + d] - mean[d]) ** 2);
  }
  return { mean, variance };
}
