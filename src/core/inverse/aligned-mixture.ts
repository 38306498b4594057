import { count, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { Random } from '../random';
import type { Schedule } from '../schedule/schedule';

/** A mixture of Gaussians whose covariances have the same axes: sum_k w_k N(x; mu_k, B diag(c_k) B'). */
export interface AlignedSpec {
  /** w_k: 0 or more, not all 0; normalised to sum to 1. */
  readonly weights: ArrayLike<number>;
  /** mu_k, one row each. */
  readonly means: Batch;
  /** c_k: variances along the axes, 0 or more, one row each. */
  readonly variances: Batch;
  /** B: an orthonormal axis in each column, row-major. */
  readonly basis: Float64Array;
}

/**
 * What a mixture of round Gaussians becomes when it is conditioned on a linear measurement. Noised, it stays one:
 * c_k becomes alpha^2 c_k + sigma^2, so density, score and denoiser are known at every t. Along an axis of variance 0 a density
 * needs sigma > 0; samples and the denoiser do not.
 */
export interface AlignedMixture {
  readonly components: { readonly weights: Float64Array; readonly means: Batch; readonly variances: Batch };
  readonly basis: Float64Array;
  sample(n: number, random: Random): Batch;
  /** `n` points with every component's share exact to one point, in order. */
  stratified(n: number, random: Random): Batch;
  /** ln p_t of every row into `out`, one number a row, which is returned. */
  logDensity(x: Batch, alpha: number, sigma: number, out?: Float64Array): Float64Array;
  /** grad ln p_t of every row into `out`, which is returned. */
  score(x: Batch, alpha: number, sigma: number, out?: Batch): Batch;
  /** E[x_0 | x_t = x] of every row into `out`, which is returned. */
  denoise(x: Batch, alpha: number, sigma: number, out?: Batch): Batch;
  denoiser(schedule: Schedule): Denoiser;
  readonly mean: Float64Array;
  /** Of the whole mixture, row-major. */
  readonly covariance: Float64Array;
  /** Of component k, row-major. */
  covarianceOf(k: number): Float64Array;
}

export function alignedMixture({ weights, means, variances, basis }: AlignedSpec): AlignedMixture {
  const { dim } = means;
  const K = count(means);
  if (
    weights.length !== K ||
    variances.data.length !== K * dim ||
    variances.dim !== dim ||
    basis.length !== dim * dim
  ) {
    throw new RangeError(
      `${K} means in ${dim} dimensions with ${weights.length} weights and ${variances.data.length} variances`,
    );
  }
  const total = Array.from(weights).reduce((sum, w) => sum + w, 0);
  if (!(total > 0 && total < Infinity)) throw new RangeError(`weights that sum to ${total} (expected more than 0)`);
  const w = Float64Array.from(weights, (value) => value / total);
  const c = variances.data;
  /** B' mu_k. */
  const centres = turn(means, basis, true);
  const logs = new Float64Array(K);
  const u = new Float64Array(dim);
  const into = new Float64Array(dim);

  /** Shares r_k of a row in `logs`, its place along the axes in `u`; returns ln p_t. */
  const shares = (x: Batch, row: number, alpha: number, sigma: number): number => {
    u.fill(0);
    for (let i = 0; i < dim; i++) for (let d = 0; d < dim; d++) u[i] += basis[d * dim + i] * x.data[row * dim + d];
    let most = -Infinity;
    for (let k = 0; k < K; k++) {
      let log = Math.log(w[k]);
      for (let i = 0; i < dim; i++) {
        const v = alpha * alpha * c[k * dim + i] + sigma * sigma;
        log -= ((u[i] - alpha * centres.data[k * dim + i]) ** 2 / v + Math.log(2 * Math.PI * v)) / 2;
      }
      logs[k] = log;
      if (log > most) most = log;
    }
    let sum = 0;
    for (let k = 0; k < K; k++) sum += logs[k] = Math.exp(logs[k] - most);
    for (let k = 0; k < K; k++) logs[k] /= sum;
    return most + Math.log(sum);
  };
  /** Writes sum_k r_k f(axis number, component's centre there, its variance there) of every row, turned back. */
  const averaged = (
    x: Batch,
    alpha: number,
    sigma: number,
    out: Batch,
    f: (place: number, centre: number, variance: number) => number,
  ): Batch => {
    for (let row = 0; row < count(x); row++) {
      shares(x, row, alpha, sigma);
      into.fill(0);
      for (let k = 0; k < K; k++) {
        if (logs[k] === 0) continue;
        for (let i = 0; i < dim; i++) into[i] += logs[k] * f(u[i], centres.data[k * dim + i], c[k * dim + i]);
      }
      for (let d = 0; d < dim; d++) {
        let sum = 0;
        for (let i = 0; i < dim; i++) sum += basis[d * dim + i] * into[i];
        out.data[row * dim + d] = sum;
      }
    }
    return out;
  };
  const denoise: AlignedMixture['denoise'] = (x, alpha, sigma, out = zeros(count(x), dim)) => {
    if (sigma === 0) {
      for (let i = 0; i < x.data.length; i++) out.data[i] = x.data[i] / alpha;
      return out;
    }
    return averaged(
      x,
      alpha,
      sigma,
      out,
      (place, m, v) => m + (alpha * v * (place - alpha * m)) / (alpha * alpha * v + sigma * sigma),
    );
  };
  const draw = (n: number, random: Random, place: (row: number) => number): Batch => {
    const z = zeros(n, dim);
    for (let row = 0; row < n; row++) {
      let left = place(row);
      let k = 0;
      while (k < K - 1 && (left -= w[k]) >= 0) k++;
      for (let i = 0; i < dim; i++) {
        z.data[row * dim + i] = centres.data[k * dim + i] + Math.sqrt(c[k * dim + i]) * random.normal();
      }
    }
    return turn(z, basis, false);
  };
  const covarianceOf = (k: number): Float64Array => {
    const out = new Float64Array(dim * dim);
    for (let a = 0; a < dim; a++)
      for (let b = 0; b < dim; b++)
        for (let i = 0; i < dim; i++) out[a * dim + b] += basis[a * dim + i] * c[k * dim + i] * basis[b * dim + i];
    return out;
  };
  const mean = new Float64Array(dim);
  for (let k = 0; k < K; k++) for (let d = 0; d < dim; d++) mean[d] += w[k] * means.data[k * dim + d];
  const covariance = new Float64Array(dim * dim);
  for (let k = 0; k < K; k++) {
    const own = covarianceOf(k);
    for (let a = 0; a < dim; a++)
      for (let b = 0; b < dim; b++)
        covariance[a * dim + b] +=
          w[k] * (own[a * dim + b] + (means.data[k * dim + a] - mean[a]) * (means.data[k * dim + b] - mean[b]));
  }
  return {
    components: { weights: w, means, variances },
    basis,
    mean,
    covariance,
    covarianceOf,
    sample: (n, random) => draw(n, random, () => random.uniform()),
    stratified: (n, random) => draw(n, random, (row) => (row + 0.5) / n),
    logDensity(x, alpha, sigma, out = new Float64Array(count(x))) {
      if (!c.every((v) => alpha * alpha * v + sigma * sigma > 0)) {
        throw new RangeError('density of a distribution that is flat along an axis (expected sigma above 0)');
      }
      for (let row = 0; row < out.length; row++) out[row] = shares(x, row, alpha, sigma);
      return out;
    },
    score: (x, alpha, sigma, out = zeros(count(x), dim)) =>
      averaged(x, alpha, sigma, out, (place, m, v) => (alpha * m - place) / (alpha * alpha * v + sigma * sigma)),
    denoise,
    denoiser: (schedule) => ({ denoise: (x, t, out) => denoise(x, schedule.alpha(t), schedule.sigma(t), out) }),
  };
}

/** B x of every row, or B' x where `back`. */
function turn(x: Batch, basis: Float64Array, back: boolean): Batch {
  const { dim } = x;
  const out = zeros(count(x), dim);
  for (let i = 0; i < x.data.length; i++) {
    const [row, d] = [Math.floor(i / dim), i % dim];
    for (let j = 0; j < dim; j++)
      out.data[i] += (back ? basis[j * dim + d] : basis[d * dim + j]) * x.data[row * dim + j];
  }
  return out;
}
