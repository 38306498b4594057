import { count, zeros, type Batch } from '../batch';
import type { Mixture } from '../data/mixture';
import type { Denoiser } from '../denoiser';
import type { Schedule } from '../schedule/schedule';

/** v to (dE[x_0 | x_t] / dx_t)' v of every row, into `out`, which is returned; `v` and `out` may not alias. */
export type Back = (v: Batch, out: Batch) => Batch;

/** A denoiser whose answer can be followed back to x_t: what guidance by a gradient needs, besides the answer. */
export interface DenoiserWithBack extends Denoiser {
  /** `denoise`, and what follows a change of the answer back. Good until the next call. */
  withBack(x: Batch, t: number, out: Batch): Back;
}

/**
 * A mixture's exact denoiser, with its exact Jacobian: with m_k the mean and g_k the score of component k at x,
 *
 *   J' v = sum_k r_k (alpha s_k^2 / v_k) v + sum_k r_k (m_k . v) (g_k - sum_j r_j g_j).
 *
 * It is symmetric: alpha / sigma^2 times the covariance of x_0 given x_t.
 */
export function mixtureWithBack(of: Mixture, schedule: Schedule): DenoiserWithBack {
  const { means, scales } = of.components;
  const { dim } = means;
  const K = scales.length;
  return {
    ...of.denoiser(schedule),
    withBack(x, t, out) {
      const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
      of.denoise(x, alpha, sigma, out);
      const n = count(x);
      const shares = new Float64Array(n * K);
      for (let row = 0; row < n; row++)
        of.responsibilities(x, row, alpha, sigma, shares.subarray(row * K, (row + 1) * K));
      const v = scales.map((s) => (alpha * s) ** 2 + sigma * sigma);
      const gains = scales.map((s, k) => (alpha * s * s) / v[k]);
      const score = new Float64Array(dim);
      return (direction, into) => {
        for (let row = 0; row < n; row++) {
          const r = shares.subarray(row * K, (row + 1) * K);
          const at = row * dim;
          score.fill(0);
          for (let k = 0; k < K; k++)
            for (let d = 0; d < dim; d++)
              score[d] += (r[k] * (alpha * means.data[k * dim + d] - x.data[at + d])) / v[k];
          let gain = 0;
          for (let k = 0; k < K; k++) gain += r[k] * gains[k];
          for (let d = 0; d < dim; d++) into.data[at + d] = gain * direction.data[at + d];
          for (let k = 0; k < K; k++) {
            let dot = 0;
            for (let d = 0; d < dim; d++) {
              const m = means.data[k * dim + d];
              dot += (m + gains[k] * (x.data[at + d] - alpha * m)) * direction.data[at + d];
            }
            for (let d = 0; d < dim; d++) {
              const pull = (alpha * means.data[k * dim + d] - x.data[at + d]) / v[k];
              into.data[at + d] += r[k] * dot * (pull - score[d]);
            }
          }
        }
        return into;
      };
    },
  };
}

/**
 * Any denoiser, its Jacobian by central differences: two evaluations more for every number of x, so for the plane, and to test others by.
 * A network on pictures brings its own backward pass.
 */
export function withDifferences(denoiser: Denoiser, step = 1e-4): DenoiserWithBack {
  return {
    denoise: (x, t, out) => denoiser.denoise(x, t, out),
    withBack(x, t, out) {
      const { dim } = x;
      const n = count(x);
      denoiser.denoise(x, t, out);
      /** Row d of dE / dx: how the whole answer changes with x's number d. */
      const changes = Array.from({ length: dim }, (_, d) => {
        const [up, down] = [1, -1].map((side) => {
          const moved = { data: x.data.slice(), dim };
          for (let row = 0; row < n; row++) moved.data[row * dim + d] += side * step;
          return denoiser.denoise(moved, t, zeros(n, dim)).data;
        });
        return up.map((value, i) => (value - down[i]) / (2 * step));
      });
      return (v, into) => {
        for (let i = 0; i < into.data.length; i++) {
          const at = i - (i % dim);
          let sum = 0;
          for (let d = 0; d < dim; d++) sum += changes[i % dim][at + d] * v.data[at + d];
          into.data[i] = sum;
        }
        return into;
      };
    },
  };
}
