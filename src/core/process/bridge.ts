import type { Schedule } from '../schedule/schedule';
import { forwardKernel } from './forward';

/** q(x_t | x_s, x_T) = N(x_t; here x_s + end x_T, variance I). */
export interface BridgeStep {
  readonly here: number;
  readonly end: number;
  readonly variance: number;
}

/**
 * One step of the forward process that is known to end at x_T: from s to t, for s <= t <= T = `end`. By Bayes' rule, with
 * q(x_t | x_s) = N(a x_s, v I), q(x_T | x_t) = N(b x_t, w I) and q(x_T | x_s) = N(a b x_s, (w + b^2 v) I),
 *
 *   mean     = (a w x_s + b v x_T) / (w + b^2 v)
 *   variance = v w / (w + b^2 v).
 *
 * The process divided by alpha is a Brownian motion in the time (sigma / alpha)^2, so this is a Brownian bridge seen through
 * a change of clock and of scale. From clean data, x_0 itself in the place of x_s, the same is `posterior(schedule, t, end)`.
 * Steps compose exactly, however long they are. Throws `RangeError` unless s <= t <= end and s < end.
 */
export function bridgeKernel(schedule: Schedule, s: number, t: number, end: number): BridgeStep {
  if (!(s <= t && t <= end && s < end))
    throw new RangeError(`bridge step from t = ${s} to ${t}, pinned at ${end} (expected rising times)`);
  const before = forwardKernel(schedule, s, t);
  const after = forwardKernel(schedule, t, end);
  const total = after.variance + after.scale ** 2 * before.variance;
  return {
    here: (before.scale * after.variance) / total,
    end: (after.scale * before.variance) / total,
    variance: (before.variance * after.variance) / total,
  };
}
