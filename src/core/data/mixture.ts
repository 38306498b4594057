import { count, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { Random } from '../random';
import type { Schedule } from '../schedule/schedule';
import type { Target } from './target';

/** A mixture of isotropic Gaussians, p(x_0) = sum_k w_k N(x_0; mu_k, s_k^2 I). */
export interface MixtureSpec {
  /** w_k: positive; normalised to sum to 1. */
  readonly weights: ArrayLike<number>;
  /** mu_k, one row each. */
  readonly means: Batch;
  /** s_k: standard deviations, 0 or more. */
  readonly scales: ArrayLike<number>;
}

/**
 * A target whose every noised marginal is known. At x_t = alpha x_0 + sigma epsilon the mixture stays a mixture,
 *
 *   p_t(x) = sum_k w_k N(x; alpha mu_k, v_k I),   v_k = alpha^2 s_k^2 + sigma^2,
 *
 * so density, score and denoiser follow from the responsibilities r_k(x) = w_k N(x; alpha mu_k, v_k I) / p_t(x).
 * alpha = 1, sigma = 0 is the data itself. Where a formula needs v_k > 0 (density, score), a component of scale 0
 * needs sigma > 0.
 */
export interface Mixture extends Target {
  readonly components: { readonly weights: Float64Array; readonly means: Batch; readonly scales: Float64Array };
  readonly modes: Batch;
  stratified(n: number, random: Random): Batch;
  /** ln p_t of every row of `x` into `out` (one number a row), which is returned. */
  logDensity(x: Batch, alpha: number, sigma: number, out?: Float64Array): Float64Array;
  /** grad ln p_t(x) = sum_k r_k (alpha mu_k - x) / v_k of every row of `x` into `out`, which is returned. */
  score(x: Batch, alpha: number, sigma: number, out?: Batch): Batch;
  /**
   * div score = sum_k r_k (|alpha mu_k - x|^2 / v_k^2 - dim / v_k) - |score|^2, the Laplacian of ln p_t, of every row of
   * `x` into `out` (one number a row), which is returned.
   */
  divergence(x: Batch, alpha: number, sigma: number, out?: Float64Array): Float64Array;
  /** E[x_0 | x_t = x] = sum_k r_k (mu_k + alpha s_k^2 (x - alpha mu_k) / v_k) of every row into `out`. */
  denoise(x: Batch, alpha: number, sigma: number, out?: Batch): Batch;
  /** r_k(x) of one row (`x.data` from `row * dim`) into `out`, one number a component; returns ln p_t(x). */
  responsibilities(x: Batch, row: number, alpha: number, sigma: number, out: Float64Array): number;
  /** The exact denoiser under a schedule. */
  denoiser(schedule: Schedule): Denoiser;
}

/**
 * `name` is the registry's, as in links. Throws `RangeError` where the lengths disagree, a weight is not positive or a
 * scale is negative.
 */
export function mixture({ weights, means, scales }: MixtureSpec, name = 'mixture'): Mixture {
  const { dim, data: mu } = means;
  const K = count(means);
  if (K === 0 || weights.length !== K || scales.length !== K) {
    throw new RangeError(
      `mixture of ${K} means, ${weights.length} weights and ${scales.length} scales` +
        ' (expected as many of each, at least 1)',
    );
  }
  const w = Float64Array.from(weights);
  const s = Float64Array.from(scales);
  if (!w.every((x) => x > 0 && x < Infinity)) throw new RangeError('mixture weights must be positive and finite');
  if (!s.every((x) => x >= 0 && x < Infinity)) throw new RangeError('mixture scales must be 0 or more and finite');
  const total = w.reduce((sum, x) => sum + x, 0);
  for (let k = 0; k < K; k++) w[k] /= total;

  const cumulative = Float64Array.from(w);
  for (let k = 1; k < K; k++) cumulative[k] += cumulative[k - 1];
  const logWeights = w.map(Math.log);
  const r = new Float64Array(K);
  const coefficients = new Float64Array(K);

  const responsibilities: Mixture['responsibilities'] = (x, row, alpha, sigma, out) => {
    let most = -Infinity;
    let v = 0;
    let constant = 0;
    for (let k = 0; k < K; k++) {
      if (k === 0 || s[k] !== s[k - 1]) {
        v = (alpha * s[k]) ** 2 + sigma * sigma;
        constant = (dim / 2) * Math.log(2 * Math.PI * v);
      }
      let squared = 0;
      for (let d = 0; d < dim; d++) squared += (x.data[row * dim + d] - alpha * mu[k * dim + d]) ** 2;
      out[k] = logWeights[k] - squared / (2 * v) - constant;
      if (out[k] > most) most = out[k];
    }
    let sum = 0;
    for (let k = 0; k < K; k++) sum += out[k] = Math.exp(out[k] - most);
    for (let k = 0; k < K; k++) out[k] /= sum;
    return most + Math.log(sum);
  };

  const score: Mixture['score'] = (x, alpha, sigma, out = zeros(count(x), dim)) => {
    for (let row = 0; row < count(x); row++) {
      responsibilities(x, row, alpha, sigma, r);
      for (let k = 0; k < K; k++) coefficients[k] = r[k] / ((alpha * s[k]) ** 2 + sigma * sigma);
      for (let d = 0; d < dim; d++) {
        const i = row * dim + d;
        const here = x.data[i];
        let sum = 0;
        for (let k = 0; k < K; k++) sum += coefficients[k] * (alpha * mu[k * dim + d] - here);
        out.data[i] = sum;
      }
    }
    return out;
  };

  const divergence: Mixture['divergence'] = (x, alpha, sigma, out = new Float64Array(count(x))) => {
    const sums = new Float64Array(dim);
    for (let row = 0; row < count(x); row++) {
      responsibilities(x, row, alpha, sigma, r);
      sums.fill(0);
      let total = 0;
      for (let k = 0; k < K; k++) {
        const v = (alpha * s[k]) ** 2 + sigma * sigma;
        let squared = 0;
        for (let d = 0; d < dim; d++) {
          const pull = (alpha * mu[k * dim + d] - x.data[row * dim + d]) / v;
          squared += pull * pull;
          sums[d] += r[k] * pull;
        }
        total += r[k] * (squared - dim / v);
      }
      for (let d = 0; d < dim; d++) total -= sums[d] * sums[d];
      out[row] = total;
    }
    return out;
  };

  const denoise: Mixture['denoise'] = (x, alpha, sigma, out = zeros(count(x), dim)) => {
    if (sigma === 0) {
      for (let i = 0; i < x.data.length; i++) out.data[i] = x.data[i] / alpha;
      return out;
    }
    for (let row = 0; row < count(x); row++) {
      responsibilities(x, row, alpha, sigma, r);
      for (let k = 0; k < K; k++) coefficients[k] = (alpha * s[k] * s[k]) / ((alpha * s[k]) ** 2 + sigma * sigma);
      for (let d = 0; d < dim; d++) {
        const i = row * dim + d;
        const here = x.data[i];
        let sum = 0;
        for (let k = 0; k < K; k++) {
          const m = mu[k * dim + d];
          sum += r[k] * (m + coefficients[k] * (here - alpha * m));
        }
        out.data[i] = sum;
      }
    }
    return out;
  };

  /** `n` points, each from the component whose part of the cumulative weights holds `place(row)`. */
  const draw = (n: number, random: Random, place: (row: number) => number): Batch => {
    const out = zeros(n, dim);
    for (let row = 0; row < n; row++) {
      const u = place(row);
      let k = 0;
      while (k < K - 1 && cumulative[k] <= u) k++;
      for (let d = 0; d < dim; d++) out.data[row * dim + d] = mu[k * dim + d] + s[k] * random.normal();
    }
    return out;
  };

  return {
    name,
    components: { weights: w, means, scales: s },
    modes: means,
    sample: (n, random) => draw(n, random, () => random.uniform()),
    stratified: (n, random) => draw(n, random, (row) => (row + 0.5) / n),
    logDensity(x, alpha, sigma, out = new Float64Array(count(x))) {
      for (let row = 0; row < count(x); row++) out[row] = responsibilities(x, row, alpha, sigma, r);
      return out;
    },
    score,
    divergence,
    denoise,
    responsibilities,
    denoiser: (schedule) => ({ denoise: (x, t, out) => denoise(x, schedule.alpha(t), schedule.sigma(t), out) }),
  };
}
