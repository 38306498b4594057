import { copy, zeros, type Batch } from '../batch';
import type { SamplerStep } from '../sampler/sampler';

/** A model of the mean velocity between two times: where it is exact, one jump is as good as any number of steps. */
export interface Jumper {
  /** Writes (x_t - x_s) / (t - s) for the flow through every row of `x` at t, s < t, into `out` (no alias of `x`); the velocity where s = t. */
  meanVelocity(x: Batch, t: number, s: number, out: Batch): Batch;
}

/**
 * Jumps from time to time, x_s = x_t - (t - s) u(x_t, s, t): Geng et al. 2025, eq. 12 and algorithm 2 (MeanFlow); Frans et al. 2024, eq. 3 (shortcut models).
 * `denoised` is where each jump, made to t = 0 at the same mean velocity, would end. Throws `RangeError` unless the times fall, at least two of them.
 */
export function* jumps({
  jumper,
  times,
  x: start,
}: {
  readonly jumper: Jumper;
  readonly times: ArrayLike<number>;
  readonly x: Batch;
}): Generator<SamplerStep, void, void> {
  const last = times.length - 1;
  if (last < 1) throw new RangeError(`${times.length} times (expected at least 2)`);
  const x = copy(start);
  const [u, denoised] = [0, 1].map(() => zeros(x.data.length / x.dim, x.dim));
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0 };
  for (let i = 1; i <= last; i++) {
    const [t, s] = [times[i - 1], times[i]];
    if (!(s < t)) throw new RangeError(`time ${s} after ${t} (expected falling times)`);
    jumper.meanVelocity(x, t, s, u);
    for (let j = 0; j < u.data.length; j++) {
      denoised.data[j] = x.data[j] - t * u.data[j];
      x.data[j] -= (t - s) * u.data[j];
    }
    yield { i, t: s, x, denoised, evaluations: i };
  }
}
