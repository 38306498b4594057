/**
 * The terms of the variational bound (Sohl-Dickstein et al. 2015; Ho et al. 2020, eq. 5):
 *
 *   -ln p(x_0) <= KL(q(x_T | x_0), p(x_T)) + sum of KL(q(x_s | x_t, x_0), p(x_s | x_t)) - ln p(x_0 | x_1),
 *
 * the last two in the mean over q. All are sums over the numbers of a row, in nats; divide by dim ln 2 for bits per dimension.
 */
import { count, zeros, type Batch } from './batch';
import type { Denoiser } from './denoiser';
import { normalCdf } from './normal';
import { forwardKernel, noised } from './process/forward';
import { posterior } from './process/posterior';
import type { Random } from './random';
import type { Schedule } from './schedule/schedule';

export interface Normal {
  readonly mean: number;
  readonly variance: number;
}

/** KL(p, q) of two normals: ln(sigma_q / sigma_p) + (sigma_p^2 + (mu_p - mu_q)^2) / (2 sigma_q^2) - 1/2. */
export function normalKl(p: Normal, q: Normal): number {
  const ratio = p.variance / q.variance;
  return (ratio - 1 - Math.log(ratio) + (p.mean - q.mean) ** 2 / q.variance) / 2;
}

/** L_T of every row: KL of q(x_1 | x_0) from the noise that sampling starts with, N(0, alpha^2 + sigma^2) at t = 1. */
export function priorKl(x0: Batch, schedule: Schedule, t = 1): Float64Array {
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const start = { mean: 0, variance: alpha * alpha + sigma * sigma };
  return byRow(x0, (i) => normalKl({ mean: alpha * x0.data[i], variance: sigma * sigma }, start));
}

/**
 * L_(t-1) of every row: KL of q(x_s | x_t, x_0) from p(x_s | x_t), which has `predicted` for x_0 and the variance of q
 * (`small`) or that of the forward step (`large`), as `ddpm`. With the small one it is
 * (alpha_s^2 / sigma_s^2 - alpha_t^2 / sigma_t^2) / 2 times the squared error of x_0 (Kingma et al. 2021, eq. 13).
 * Throws `RangeError` at s = 0, where q has no width: `decoderLogLikelihood` takes its place.
 */
export function stepKl(
  x0: Batch,
  predicted: Batch,
  schedule: Schedule,
  s: number,
  t: number,
  variance: 'small' | 'large' = 'small',
): Float64Array {
  const q = posterior(schedule, s, t);
  if (!(q.variance > 0 && s < t)) {
    throw new RangeError(`a step from t = ${t} to ${s} (expected one that ends where there is noise)`);
  }
  const spread = variance === 'small' ? q.variance : forwardKernel(schedule, s, t).variance;
  return byRow(x0, (i) =>
    normalKl(
      { mean: q.data * x0.data[i], variance: q.variance }, // x_t adds the same to both means
      { mean: q.data * predicted.data[i], variance: spread },
    ),
  );
}

export interface Bins {
  /** Width of a bin: 2 / 255 for bytes scaled to [-1, 1]. */
  readonly bin?: number;
  /** The least and the greatest value, whose bins reach to infinity. */
  readonly low?: number;
  readonly high?: number;
}

/**
 * ln p(x_0 | x_1) of every row where the data are whole numbers scaled, by the mass of N(mean, variance) in each one's bin
 * (Ho et al. 2020, eq. 13). Masses below 1e-12 count as that, as in the authors' code.
 */
export function decoderLogLikelihood(x0: Batch, mean: Batch, variance: number, bins: Bins = {}): Float64Array {
  const { bin = 2 / 255, low = -1, high = 1 } = bins;
  if (!(variance > 0 && bin > 0 && low < high)) {
    throw new RangeError(`variance ${variance}, bins of ${bin} from ${low} to ${high} (expected above 0, low < high)`);
  }
  const deviation = Math.sqrt(variance);
  return byRow(x0, (i) => {
    const x = x0.data[i];
    let above = x >= high - bin / 4 ? Infinity : (x + bin / 2 - mean.data[i]) / deviation;
    let below = x <= low + bin / 4 ? -Infinity : (x - bin / 2 - mean.data[i]) / deviation;
    if (below > 0) [above, below] = [-below, -above]; // the lower tail has the digits
    return Math.log(Math.max(normalCdf(above) - normalCdf(below), 1e-12));
  });
}

/** The bound of every row, and its parts. */
export interface Bound {
  readonly total: Float64Array;
  readonly prior: Float64Array;
  /** By step, from noise to data. */
  readonly steps: readonly Float64Array[];
  readonly decoder: Float64Array;
}

/**
 * The bound with one draw of x_t for each step of a course that falls to a last time with noise, x_1. The decoder is what a
 * last step to no noise has: E[x_0 | x_1] with the variance of x_0 given x_1 under a flat prior, sigma^2 / alpha^2. With
 * `bins` the data are whole numbers scaled and the decoder's term is a mass, else a density.
 */
export function variationalBound(
  x0: Batch,
  denoiser: Denoiser,
  schedule: Schedule,
  times: ArrayLike<number>,
  random: Random,
  { variance = 'small', bins }: { readonly variance?: 'small' | 'large'; readonly bins?: Bins } = {},
): Bound {
  const [xt, predicted, noise] = [0, 1, 2].map(() => zeros(count(x0), x0.dim));
  const ask = (t: number): void => {
    random.normals(noise.data);
    denoiser.denoise(noised(x0, noise, t, schedule, xt), t, predicted);
  };
  const prior = priorKl(x0, schedule, times[0]);
  const steps: Float64Array[] = [];
  for (let i = 1; i < times.length; i++) {
    ask(times[i - 1]);
    steps.push(stepKl(x0, predicted, schedule, times[i], times[i - 1], variance));
  }
  const last = times[times.length - 1];
  ask(last);
  const width = (schedule.sigma(last) / schedule.alpha(last)) ** 2;
  const decoder = bins
    ? decoderLogLikelihood(x0, predicted, width, bins)
    : byRow(x0, (i) => -((x0.data[i] - predicted.data[i]) ** 2 / width + Math.log(2 * Math.PI * width)) / 2);
  const total = prior.map((v, row) => v + steps.reduce((sum, step) => sum + step[row], 0) - decoder[row]);
  return { total, prior, steps, decoder };
}

function byRow(x: Batch, term: (i: number) => number): Float64Array {
  const sums = new Float64Array(count(x));
  for (let i = 0; i < x.data.length; i++) sums[Math.floor(i / x.dim)] += term(i);
  return sums;
}
