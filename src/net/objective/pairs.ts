import { count, type Batch } from '../../core/batch';
import { combination } from '../../core/parameterization';
import { inputScale } from '../target';
import type { BatchObjective } from './objective';

/**
 * Regression on given pairs: the denoiser's answer at `from` row i and time `t` shall be `to` row i. With noise and the samples that a
 * sampler made of it, at t = 1, this is the plainest distillation (Luhman and Luhman 2021): one evaluation in place of all. Rows are
 * drawn with replacement; the loss is the mean squared error of the denoiser. Throws `RangeError` where the pairs do not match.
 */
export function pairRegression({
  from,
  to,
  t = 1,
}: {
  /** x_t, in the schedule's own length. */
  readonly from: Batch;
  readonly to: Batch;
  /** Default 1: from noise. */
  readonly t?: number;
}): BatchObjective {
  const pairs = count(from);
  if (pairs < 1 || from.dim !== to.dim || from.data.length !== to.data.length) {
    throw new RangeError(
      `pairs of ${pairs} points of dim ${from.dim} and ${count(to)} of dim ${to.dim} (expected as many of each, at least one)`,
    );
  }
  if (!(t > 0 && t <= 1)) throw new RangeError(`pairs at t = ${t} (expected above 0, at most 1)`);
  return {
    kind: 'batches',
    name: 'pair regression',
    check({ network: { prediction }, dim = 2 }) {
      if (dim !== from.dim) throw new RangeError(`pairs of dim ${from.dim} (expected ${dim})`);
      if (prediction === 'epsilon') {
        throw new RangeError(
          'pairs for a network that predicts epsilon (expected v or x0: noise says nothing of the sample)',
        );
      }
    },
    batch({ n, dim, draw, schedule, prediction }) {
      const scale = inputScale(schedule, t);
      const { noised, data } = combination(prediction, scale * schedule.alpha(t), scale * schedule.sigma(t));
      const [x, target] = [new Float32Array(n * dim), new Float32Array(n * dim)];
      for (let i = 0; i < n; i++) {
        const row = draw.integer(pairs) * dim;
        for (let d = 0; d < dim; d++) {
          x[i * dim + d] = scale * from.data[row + d];
          target[i * dim + d] = noised * x[i * dim + d] + data * to.data[row + d];
        }
      }
      // The error of x_0 is that of the prediction over `data`.
      return { points: { x, t: new Float32Array(n).fill(t) }, target, weight: new Float32Array(n).fill(data ** -2) };
    },
  };
}
