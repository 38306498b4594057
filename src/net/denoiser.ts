import { count, zeros, type Batch } from '../core/batch';
import type { Denoiser } from '../core/denoiser';
import type { Prediction } from '../core/network';
import type { Schedule } from '../core/schedule/schedule';
import type { Extent } from './pool';
import { inputScale } from './target';

/** Writes the network's output for every row of `x` at `t` into `out`, as long as `x.data`. */
export type Predict = (x: Batch, t: number, out: Float64Array) => void;

export interface DenoiserState {
  readonly schedule: Schedule;
  readonly prediction: Prediction;
  /** Where the training data lie. */
  readonly extent: Extent;
}

/** Below about this alpha, epsilon says nothing of x_0 any more, and the data's mean takes over. */
const LEAST = 0.02;

/**
 * A network seen as a denoiser. `state` is asked at each call, so that the denoiser follows a change of schedule. The
 * network is given x scaled to alpha^2 + sigma^2 = 1, as in training (`inputScale`); so are x, alpha and sigma here:
 *
 *   x_0:     x0 = F
 *   v:       x0 = alpha x - sigma F
 *   epsilon: x0 = (x - sigma F) / alpha, regularised towards the data's mean where alpha is small and clipped to the
 *            data's bounding box, in which E[x_0 | x_t] always lies (Ho et al. 2020 clip the same way).
 */
export function networkDenoiser(predict: Predict, state: () => DenoiserState): Denoiser {
  let scaled = zeros(0, 1);
  return {
    denoise(given, t, out) {
      const { schedule, prediction, extent } = state();
      const { data } = out;
      const scale = inputScale(schedule, t);
      let x = given;
      if (scale !== 1) {
        if (scaled.data.length !== x.data.length || scaled.dim !== x.dim) scaled = zeros(count(x), x.dim);
        for (let i = 0; i < data.length; i++) scaled.data[i] = scale * given.data[i];
        x = scaled;
      }
      predict(x, t, data);
      if (prediction === 'x0') return out;
      const alpha = scale * schedule.alpha(t);
      const sigma = scale * schedule.sigma(t);
      if (prediction === 'v') {
        for (let i = 0; i < data.length; i++) data[i] = alpha * x.data[i] - sigma * data[i];
        return out;
      }
      const gain = alpha / (alpha * alpha + LEAST * LEAST);
      const exact = alpha > 10 * LEAST;
      for (let i = 0; i < data.length; i++) {
        const d = i % x.dim;
        const signal = x.data[i] - sigma * data[i];
        const mean = extent.mean[d];
        const guess = exact ? signal / alpha : mean + gain * (signal - alpha * mean);
        data[i] = Math.min(Math.max(guess, extent.low[d]), extent.high[d]);
      }
      return out;
    },
  };
}
