import { count, zeros, type Batch } from '../batch';
import type { Mixture } from '../data/mixture';
import type { Denoiser } from '../denoiser';
import type { Random } from '../random';
import type { Schedule } from '../schedule/schedule';

/** The velocity of the probability-flow ODE (Song et al. 2021, eq. 13) and how it spreads points out. */
export interface FlowField {
  /** The earliest time it can be asked at: 0, or a little later where sigma = 0 would be divided by. */
  readonly from: number;
  /** v(x, t) = f x - g^2 / 2 score of every row of `x` into `out` (same shape, may not alias `x`). */
  velocity(x: Batch, t: number, out: Batch): Batch;
  /** div v = sum of dv_d / dx_d of every row of `x` into `out`, one number a row. */
  divergence(x: Batch, t: number, out: Float64Array): Float64Array;
}

/** The field of a mixture, all in closed form. From t = 0 on, if every component has a scale over 0. */
export function exactField(data: Mixture, schedule: Schedule): FlowField {
  return {
    from: 0,
    velocity(x, t, out) {
      const f = schedule.drift(t);
      const half = schedule.diffusion(t) ** 2 / 2;
      data.score(x, schedule.alpha(t), schedule.sigma(t), out);
      for (let i = 0; i < out.data.length; i++) out.data[i] = f * x.data[i] - half * out.data[i];
      return out;
    },
    divergence(x, t, out) {
      const f = schedule.drift(t) * x.dim;
      const half = schedule.diffusion(t) ** 2 / 2;
      data.divergence(x, schedule.alpha(t), schedule.sigma(t), out);
      for (let row = 0; row < out.length; row++) out[row] = f - half * out[row];
      return out;
    },
  };
}

/** A field and how much of it. */
export interface FieldPart {
  readonly field: FlowField;
  readonly weight: number;
}

/**
 * sum of w_i v_i, divergence and all, of fields of one schedule. With weights that sum to 1 it is the field of the models weighted
 * so (`guidance.ts`): a guided flow in closed form, where its parts are.
 */
export function weightedField(parts: readonly FieldPart[]): FlowField {
  let [one, spread] = [zeros(0, 1), new Float64Array(0)];
  return {
    from: Math.max(...parts.map(({ field }) => field.from)),
    velocity(x, t, out) {
      if (one.data.length !== x.data.length || one.dim !== x.dim) one = zeros(count(x), x.dim);
      out.data.fill(0);
      for (const { field, weight } of parts) {
        field.velocity(x, t, one);
        for (let i = 0; i < out.data.length; i++) out.data[i] += weight * one.data[i];
      }
      return out;
    },
    divergence(x, t, out) {
      if (spread.length !== out.length) spread = new Float64Array(out.length);
      out.fill(0);
      for (const { field, weight } of parts) {
        field.divergence(x, t, spread);
        for (let row = 0; row < out.length; row++) out[row] += weight * spread[row];
      }
      return out;
    },
  };
}

export interface DenoiserFieldOptions {
  /**
   * How the divergence of the denoiser is found. `columns` (default): one difference along every axis, 2 dim denoiser
   * calls, for few dimensions. Or probes, batches of the shape of x: the estimate e . J e, averaged (Hutchinson 1990;
   * Grathwohl et al. 2019, FFJORD, section 3.1), 2 calls each, unbiased if the covariance of e is the identity.
   */
  readonly probes?: 'columns' | readonly Batch[];
  /** Length of a central difference, in data units. 1e-5 suits float64; a network in float32 wants about 1e-2. */
  readonly step?: number;
  /** The earliest time: 1e-5, as in Song et al. 2021, appendix D.2. */
  readonly from?: number;
}

/**
 * The field of any denoiser, v = (sigma' / sigma) x + (alpha' - alpha sigma' / sigma) E[x_0 | x_t].
 * The probes must be kept from start to end of an integration: drawn anew at every time they would be noise to the solver.
 */
export function denoiserField(denoiser: Denoiser, schedule: Schedule, options: DenoiserFieldOptions = {}): FlowField {
  const { probes = 'columns', step = 1e-5, from = 1e-5 } = options;
  let [moved, ahead, behind] = Array.from({ length: 3 }, () => zeros(0, 1));
  const rates = (t: number) => {
    const shrink = schedule.dSigma(t) / schedule.sigma(t);
    return { shrink, pull: schedule.dAlpha(t) - schedule.alpha(t) * shrink };
  };
  /** D(x + step e) - D(x - step e) over the true distance, into `ahead`; e is axis `axis`, or the probe. */
  const along = (x: Batch, t: number, probe: (i: number) => number) => {
    for (const [sign, out] of [
      [1, ahead],
      [-1, behind],
    ] as const) {
      for (let i = 0; i < x.data.length; i++) moved.data[i] = x.data[i] + sign * step * probe(i);
      denoiser.denoise(moved, t, out);
    }
    for (let i = 0; i < x.data.length; i++) ahead.data[i] = (ahead.data[i] - behind.data[i]) / (2 * step);
  };
  return {
    from,
    velocity(x, t, out) {
      const { shrink, pull } = rates(t);
      denoiser.denoise(x, t, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] = shrink * x.data[i] + pull * out.data[i];
      return out;
    },
    divergence(x, t, out) {
      const { dim } = x;
      if (moved.data.length !== x.data.length || moved.dim !== dim) {
        [moved, ahead, behind] = Array.from({ length: 3 }, () => zeros(count(x), dim));
      }
      out.fill(0);
      if (probes === 'columns') {
        for (let d = 0; d < dim; d++) {
          along(x, t, (i) => (i % dim === d ? 1 : 0));
          for (let row = 0; row < out.length; row++) out[row] += ahead.data[row * dim + d];
        }
      } else {
        for (const { data: probe } of probes) {
          along(x, t, (i) => probe[i]);
          for (let i = 0; i < x.data.length; i++)
            out[Math.floor(i / dim)] += (probe[i] * ahead.data[i]) / probes.length;
        }
      }
      const { shrink, pull } = rates(t);
      for (let row = 0; row < out.length; row++) out[row] = shrink * dim + pull * out[row];
      return out;
    },
  };
}

/** `n` rows of `dim` signs, +1 or -1 with equal chance: probes of the least variance (Hutchinson 1990). */
export function signs(n: number, dim: number, random: Random): Batch {
  const out = zeros(n, dim);
  for (let i = 0; i < out.data.length; i++) out.data[i] = random.bits() >>> 31 ? 1 : -1;
  return out;
}
