import { count, zeros, type Batch } from '../batch';
import type { Coupling } from '../coupling/coupling';
import type { Mixture } from '../data/mixture';
import type { InterpolantPath } from './path';

/** What is averaged over pairs, given x_t. */
export type Averaged = 'velocity' | 'score' | 'x0' | 'x1' | 'z';

export interface PairAverages {
  /** The least v of any pair at `t`: 0 where a pair is a point. */
  spread(t: number): number;
  linear(of: Averaged, x: Batch, t: number, out: Batch): Batch;
  divergence(x: Batch, t: number, out: Float64Array): Float64Array;
  variance(x: Batch, t: number, out: Float64Array): Float64Array;
  logDensity(x: Batch, t: number, out: Float64Array): Float64Array;
  /** r_k of one row, one number a pair. */
  shares(x: Batch, row: number, t: number): Float64Array;
  /** What the pairs `of` a list have for their means at one row, a row each. */
  each(of: Averaged, x: Batch, row: number, t: number, pairs: Int32Array): Batch;
}

/** ln of a share that no sum of fewer than a million pairs can tell from 0. */
const LEAST = -50;

/**
 * The loops of an interpolant (`interpolant.ts`). Given x_t = x and the pair k, what is asked for has the mean A_k + B_k (x - m_k): a Gaussian's regression,
 * with A_k = p mu_i + q nu_j and B_k its covariance with x_t over v_k. For the velocity p = alpha', q = beta' and the covariance is half the rate of v_k.
 */
export function pairAverages(
  a: Mixture['components'],
  b: Mixture['components'],
  coupling: Coupling,
  path: InterpolantPath,
): PairAverages {
  const K = coupling.weights.length;
  const { dim } = a.means;
  const [mu, nu] = [a.means.data, b.means.data];
  const { from, to } = coupling;
  const logWeights = coupling.weights.map(Math.log);
  // Of the time last asked for: where each pair is, its v, and ln of its weight over (2 pi v)^(dim / 2).
  const centres = new Float64Array(K * dim);
  const v = new Float64Array(K);
  const heights = new Float64Array(K);
  // Of the place last asked at: r_k of the pairs listed in the first `near` of `active`; of the others it is nothing.
  const r = new Float64Array(K);
  const active = new Int32Array(K);
  let near = 0;
  const halves = new Float64Array(K); // 1 / (2 v)
  // Of the quantity last asked for: A_k and B_k.
  const values = new Float64Array(K * dim);
  const slopes = new Float64Array(K);
  let moment = NaN;
  let asked: Averaged | undefined;

  const spreadOf = (k: number, { alpha, beta, variance }: ReturnType<InterpolantPath['at']>) =>
    (alpha * a.scales[from[k]]) ** 2 + (beta * b.scales[to[k]]) ** 2 + variance;

  const stand = (t: number): void => {
    if (t === moment) return;
    moment = NaN;
    const at = path.at(t);
    for (let k = 0; k < K; k++) {
      v[k] = spreadOf(k, at);
      if (!(v[k] > 0)) {
        throw new RangeError(
          `pair ${k} is a point at t = ${t} of the path ${path.name} (expected spread, by the clouds' scales or noise, or a time away from the end)`,
        );
      }
      halves[k] = 0.5 / v[k];
      heights[k] = logWeights[k] - (dim / 2) * Math.log(2 * Math.PI * v[k]);
      for (let d = 0; d < dim; d++) {
        centres[k * dim + d] = at.alpha * mu[from[k] * dim + d] + at.beta * nu[to[k] * dim + d];
      }
    }
    moment = t;
    asked = undefined;
  };

  /** r_k of the row at `base` of `x`; returns ln p_t. */
  const respond = (x: Float64Array, base: number): number => {
    let most = -Infinity;
    if (dim === 2) {
      const [across, up] = [x[base], x[base + 1]];
      for (let k = 0, j = 0; k < K; k++, j += 2) {
        const dx = across - centres[j];
        const dy = up - centres[j + 1];
        const log = heights[k] - (dx * dx + dy * dy) * halves[k];
        r[k] = log;
        if (log > most) most = log;
      }
    } else {
      for (let k = 0, j = 0; k < K; k++) {
        let squared = 0;
        for (let d = 0; d < dim; d++, j++) squared += (x[base + d] - centres[j]) ** 2;
        const log = heights[k] - squared * halves[k];
        r[k] = log;
        if (log > most) most = log;
      }
    }
    // What no sum can tell from nothing is left out of all that follows: of many pairs, most.
    let sum = 0;
    near = 0;
    const least = most + LEAST;
    for (let k = 0; k < K; k++) if (r[k] >= least) active[near++] = k;
    for (let p = 0; p < near; p++) sum += r[active[p]] = Math.exp(r[active[p]] - most);
    for (let p = 0; p < near; p++) r[active[p]] /= sum;
    return most + Math.log(sum);
  };

  /** Fills `values` with A_k and `slopes` with B_k. */
  const regress = (of: Averaged, t: number): void => {
    stand(t);
    if (of === asked) return;
    asked = of;
    const { alpha, beta, variance, dAlpha, dBeta, dVariance } = path.at(t);
    const squares = (k: number) => [a.scales[from[k]] ** 2, b.scales[to[k]] ** 2] as const;
    const covariance = (k: number): number => {
      const [s, q] = squares(k);
      switch (of) {
        case 'velocity':
          return alpha * dAlpha * s + beta * dBeta * q + dVariance / 2;
        case 'score':
          return -1;
        case 'x0':
          return alpha * s;
        case 'x1':
          return beta * q;
        case 'z':
          return Math.sqrt(variance);
      }
    };
    const [p, q] = of === 'velocity' ? [dAlpha, dBeta] : of === 'x0' ? [1, 0] : of === 'x1' ? [0, 1] : [0, 0];
    for (let k = 0; k < K; k++) {
      slopes[k] = covariance(k) / v[k];
      for (let d = 0; d < dim; d++) values[k * dim + d] = p * mu[from[k] * dim + d] + q * nu[to[k] * dim + d];
    }
  };

  /** The sum over pairs of r_k (A_k + B_k (x - m_k)) into `out` at `at`. */
  const average = (x: Float64Array, base: number, out: Float64Array, at: number): void => {
    for (let d = 0; d < dim; d++) {
      const here = x[base + d];
      let sum = 0;
      for (let p = 0; p < near; p++) {
        const k = active[p];
        const j = k * dim + d;
        sum += r[k] * (values[j] + slopes[k] * (here - centres[j]));
      }
      out[at + d] = sum;
    }
  };

  return {
    spread(t) {
      const at = path.at(t);
      let least = Infinity;
      for (let k = 0; k < K; k++) least = Math.min(least, spreadOf(k, at));
      return least;
    },
    linear(of, x, t, out) {
      regress(of, t);
      for (let base = 0; base < x.data.length; base += dim) {
        respond(x.data, base);
        average(x.data, base, out.data, base);
      }
      return out;
    },
    // With U_k = A_k + B_k (x - m_k) and g_k = -(x - m_k) / v_k, grad r_k = r_k (g_k - E g): div E U = dim E B + E (g . U) - E g . E U.
    divergence(x, t, out) {
      regress('velocity', t);
      const [speed, pull] = [new Float64Array(dim), new Float64Array(dim)];
      for (let row = 0; row < count(x); row++) {
        respond(x.data, row * dim);
        speed.fill(0);
        pull.fill(0);
        let total = 0;
        for (let p = 0; p < near; p++) {
          const k = active[p];
          let dot = 0;
          for (let d = 0; d < dim; d++) {
            const away = x.data[row * dim + d] - centres[k * dim + d];
            const u = values[k * dim + d] + slopes[k] * away;
            const g = -away / v[k];
            dot += g * u;
            speed[d] += r[k] * u;
            pull[d] += r[k] * g;
          }
          total += r[k] * (dim * slopes[k] + dot);
        }
        for (let d = 0; d < dim; d++) total -= speed[d] * pull[d];
        out[row] = total;
      }
      return out;
    },
    // Between pairs, and within each: a Gaussian's own variance less what x_t tells of it.
    variance(x, t, out) {
      regress('velocity', t);
      const { dAlpha, dBeta, dGamma } = path.at(t);
      const mean = new Float64Array(dim);
      for (let row = 0; row < count(x); row++) {
        respond(x.data, row * dim);
        average(x.data, row * dim, mean, 0);
        let total = 0;
        for (let p = 0; p < near; p++) {
          const k = active[p];
          const own = (dAlpha * a.scales[from[k]]) ** 2 + (dBeta * b.scales[to[k]]) ** 2 + dGamma ** 2;
          let squared = 0;
          for (let d = 0; d < dim; d++) {
            const away = x.data[row * dim + d] - centres[k * dim + d];
            const u = values[k * dim + d] + slopes[k] * away;
            squared += (u - mean[d]) ** 2;
          }
          total += r[k] * (squared + dim * Math.max(0, own - slopes[k] ** 2 * v[k]));
        }
        out[row] = total;
      }
      return out;
    },
    logDensity(x, t, out) {
      stand(t);
      for (let row = 0; row < count(x); row++) out[row] = respond(x.data, row * dim);
      return out;
    },
    shares(x, row, t) {
      stand(t);
      respond(x.data, row * dim);
      const out = new Float64Array(K);
      for (let p = 0; p < near; p++) out[active[p]] = r[active[p]];
      return out;
    },
    each(of, x, row, t, pairs) {
      regress(of, t);
      const out = zeros(pairs.length, dim);
      pairs.forEach((k, i) => {
        for (let d = 0; d < dim; d++) {
          out.data[i * dim + d] = values[k * dim + d] + slopes[k] * (x.data[row * dim + d] - centres[k * dim + d]);
        }
      });
      return out;
    },
  };
}
