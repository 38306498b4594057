import { count, zeros, type Batch } from './batch';
import type { Denoiser } from './denoiser';
import { combination, type Parameterization } from './parameterization';
import type { Schedule } from './schedule/schedule';

/**
 * Ways to make one model of several. Each takes denoisers and returns a denoiser, so that every sampler takes it.
 *
 * x_0, epsilon, v and the score are affine views of each other at a given x_t, so a combination of models whose weights
 * sum to 1 is the same in all of them. Where they do not sum to 1 (`product`), or where sizes are compared (`rescaled`), the
 * view matters and is named.
 */

/** Ho and Salimans 2022, how much to exaggerate: see `classifierFree`. */
export interface Scale {
  /** w as the libraries have it (Imagen's, eq. 2 of Saharia et al. 2022): 1 is the conditional model, 0 the other one. */
  readonly scale: number;
}

/**
 * Classifier-free guidance: away from what is said without the condition,
 *
 *   D = D_u + w (D_c - D_u),
 *
 * the score of p(x) (p(x | c) / p(x))^w, noise level by noise level (Ho and Salimans 2022, eq. 6). Two conventions are in
 * use. Here, as in Imagen and the libraries, w = 1 is no guidance. The paper writes (1 + w') D_c - w' D_u, where
 * w' = 0 is no guidance: w = 1 + w' (`fromPaperScale`). At w = 1 or 0 only the model needed is asked.
 */
export function classifierFree(conditional: Denoiser, unconditional: Denoiser, { scale }: Scale): Denoiser {
  if (scale === 1) return conditional;
  if (scale === 0) return unconditional;
  return weighted([
    { denoiser: conditional, weight: scale },
    { denoiser: unconditional, weight: 1 - scale },
  ]);
}

/** The w of `classifierFree` from the one of Ho and Salimans 2022, eq. 6. */
export function fromPaperScale(scale: number): number {
  return 1 + scale;
}

export interface RescaleOptions extends Scale {
  /** phi: 0 leaves the guided answer, 1 gives it the conditional one's size whole; the paper takes 0.7. */
  readonly phi: number;
  /** What is rescaled: what the network says. Default epsilon. */
  readonly of?: Parameterization;
  /** What a row's size is. Default `deviation`, the paper's. Two numbers have next to none: in the plane take the `length`. */
  readonly size?: RowSize;
}

/** The standard deviation of a row's numbers, or the root of the sum of their squares. */
export type RowSize = 'deviation' | 'length';

/**
 * Guidance whose answer is shrunk back to the size of the conditional one, against washed-out and overexposed pictures
 * (Lin et al. 2024, section 3.4): y' = phi y std(c) / std(y) + (1 - phi) y, per row, standard deviations over its
 * numbers with n - 1. `of` says in which view y and c are taken.
 */
export function rescaled(
  conditional: Denoiser,
  unconditional: Denoiser,
  schedule: Schedule,
  options: RescaleOptions,
): Denoiser {
  const { scale, phi, of = 'epsilon', size } = options;
  const memory = scratch();
  const guided = classifierFree(conditional, unconditional, { scale });
  return {
    denoise(x, t, out) {
      const c = memory(x);
      conditional.denoise(x, t, c);
      guided.denoise(x, t, out);
      const { noised, data } = combination(of, schedule.alpha(t), schedule.sigma(t));
      for (const b of [c, out])
        for (let i = 0; i < b.data.length; i++) b.data[i] = noised * x.data[i] + data * b.data[i];
      rescale(out, c, phi, out, size);
      for (let i = 0; i < out.data.length; i++) out.data[i] = (out.data[i] - noised * x.data[i]) / data;
      return out;
    },
  };
}

/** The arithmetic of `rescaled` on answers as they are: `guided` with the size of `conditional`, row by row. */
export function rescale(
  guided: Batch,
  conditional: Batch,
  phi: number,
  out: Batch,
  size: RowSize = 'deviation',
): Batch {
  const { dim } = guided;
  const sizeOf = size === 'length' ? length : deviation;
  for (let i = 0; i < guided.data.length; i += dim) {
    const whole = sizeOf(guided.data, i, dim);
    const factor = whole === 0 ? 1 : (phi * sizeOf(conditional.data, i, dim)) / whole + 1 - phi;
    for (let d = 0; d < dim; d++) out.data[i + d] = factor * guided.data[i + d];
  }
  return out;
}

export interface IntervalOptions {
  /** Noise levels sigma / alpha (EDM's sigma) between which `guided` is asked: above `from`, up to `to`. */
  readonly from: number;
  readonly to: number;
}

/**
 * Guidance in a limited interval of noise levels (Kynkäänniemi et al. 2024): at high noise it throws modes away, at
 * low noise it does nothing but cost. `guided` inside, `plain` (the conditional model) elsewhere.
 */
export function interval(
  guided: Denoiser,
  plain: Denoiser,
  schedule: Schedule,
  { from, to }: IntervalOptions,
): Denoiser {
  return {
    denoise(x, t, out) {
      const level = schedule.sigma(t) / schedule.alpha(t);
      return (level > from && level <= to ? guided : plain).denoise(x, t, out);
    },
  };
}

/**
 * Classifier guidance (Dhariwal and Nichol 2021, eq. 14; Song et al. 2021, eq. 14): with `gradient` writing
 * grad_x ln p_t(c | x_t) into `out`, score + scale gradient, that is x_0 + scale (sigma^2 / alpha) gradient.
 */
export function classifierGuided(
  denoiser: Denoiser,
  schedule: Schedule,
  gradient: (x: Batch, t: number, out: Batch) => void,
  { scale }: Scale,
): Denoiser {
  const memory = scratch();
  return {
    denoise(x, t, out) {
      const pull = memory(x);
      gradient(x, t, pull);
      denoiser.denoise(x, t, out);
      const size = (scale * schedule.sigma(t) ** 2) / schedule.alpha(t);
      for (let i = 0; i < out.data.length; i++) out.data[i] += size * pull.data[i];
      return out;
    },
  };
}

/** A model and how much of it. */
export interface Part {
  readonly denoiser: Denoiser;
  readonly weight: number;
}

/** sum of w_i D_i. With weights that sum to 1 it is the same combination of scores, epsilons and vs. */
export function weighted(parts: readonly Part[]): Denoiser {
  if (parts.length === 0) throw new RangeError('combination of no models (expected at least one)');
  const memory = scratch();
  return {
    denoise(x, t, out) {
      const one = memory(x);
      parts.forEach(({ denoiser, weight }, k) => {
        denoiser.denoise(x, t, one);
        for (let i = 0; i < out.data.length; i++) out.data[i] = (k === 0 ? 0 : out.data[i]) + weight * one.data[i];
      });
      return out;
    },
  };
}

/**
 * Product of models: the sum of their scores, sum of w_i score_i (Hinton 2002; Liu et al. 2022). As denoisers,
 * sum of w_i D_i + (1 - sum of w_i) x / alpha. Exact at t = 0 only: a noised product is not the product of the noised (Du
 * et al. 2023), so that sampling it needs corrections by Langevin steps to be right.
 */
export function productOf(parts: readonly Part[], schedule: Schedule): Denoiser {
  const sum = weighted(parts);
  const left = 1 - parts.reduce((total, { weight }) => total + weight, 0);
  return {
    denoise(x, t, out) {
      sum.denoise(x, t, out);
      const of = left / schedule.alpha(t);
      for (let i = 0; i < out.data.length; i++) out.data[i] += of * x.data[i];
      return out;
    },
  };
}

/**
 * Several conditions at once, D_u + sum of w_i (D_i - D_u) (Liu et al. 2022, conjunction). A negative weight is a condition to
 * stay away from; `negated` is that with one.
 */
export function composed(unconditional: Denoiser, parts: readonly Part[]): Denoiser {
  const rest = 1 - parts.reduce((total, { weight }) => total + weight, 0);
  return weighted([{ denoiser: unconditional, weight: rest }, ...parts]);
}

/** "Not that": D - scale (D_n - D), away from `unwanted` (Liu et al. 2022, with the base for the unconditional). */
export function negated(base: Denoiser, unwanted: Denoiser, { scale }: Scale): Denoiser {
  return composed(base, [{ denoiser: unwanted, weight: -scale }]);
}

/** A model of a mixture: its share at t = 0 and ln p_t of every row of `x` into `out`. */
export interface MixturePart extends Part {
  readonly logDensity: (x: Batch, t: number, out: Float64Array) => void;
}

/**
 * "One or the other": the exact denoiser of sum of w_i p_i from those of the p_i, each weighted by how likely its model is
 * at x_t, r_i = w_i p_i(x_t) / sum. Unlike a product this holds at every t, but needs the densities (Du et al. 2023;
 * `likelihood.ts` computes them).
 */
export function mixtureOf(parts: readonly MixturePart[]): Denoiser {
  if (!parts.every(({ weight }) => weight > 0)) throw new RangeError('mixture of models: weights must be positive');
  const memory = scratch();
  return {
    denoise(x, t, out) {
      const n = count(x);
      const one = memory(x);
      const logs = parts.map(({ logDensity, weight }) => {
        const log = new Float64Array(n);
        logDensity(x, t, log);
        return log.map((value) => value + Math.log(weight));
      });
      const most = Float64Array.from({ length: n }, (_, row) => Math.max(...logs.map((log) => log[row])));
      const total = Float64Array.from({ length: n }, (_, row) =>
        logs.reduce((sum, log) => sum + Math.exp(log[row] - most[row]), 0),
      );
      out.data.fill(0);
      parts.forEach(({ denoiser }, k) => {
        denoiser.denoise(x, t, one);
        for (let i = 0; i < out.data.length; i++) {
          const row = Math.floor(i / x.dim);
          out.data[i] += (Math.exp(logs[k][row] - most[row]) / total[row]) * one.data[i];
        }
      });
      return out;
    },
  };
}

/** Memory of the shape of a batch, made once and again only where the shape changes. */
function scratch(): (like: Batch) => Batch {
  let held = zeros(0, 1);
  return (like) => {
    if (held.data.length !== like.data.length || held.dim !== like.dim) held = zeros(count(like), like.dim);
    return held;
  };
}

function deviation(data: Float64Array, start: number, n: number): number {
  if (n < 2) throw new RangeError(`standard deviation of ${n} number (expected rows of at least 2)`);
  let mean = 0;
  for (let d = 0; d < n; d++) mean += data[start + d] / n;
  let squares = 0;
  for (let d = 0; d < n; d++) squares += (data[start + d] - mean) ** 2;
  return Math.sqrt(squares / (n - 1));
}

function length(data: Float64Array, start: number, n: number): number {
  let squares = 0;
  for (let d = 0; d < n; d++) squares += data[start + d] ** 2;
  return Math.sqrt(squares);
}
