import type { Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { Schedule } from '../schedule/schedule';

/** One deterministic DDIM step from t to the less noisy s: x_s = along x_t + towards D(x_t, t) (Song, Meng and Ermon 2021, eq. 12 with sigma = 0). */
export interface StepWeights {
  readonly along: number;
  readonly towards: number;
}

/** Throws `RangeError` unless s is less noisy than t. */
export function stepWeights(schedule: Schedule, t: number, s: number): StepWeights {
  if (!(s < t)) throw new RangeError(`a step from time ${t} to ${s} (expected an earlier time)`);
  const along = schedule.sigma(s) / schedule.sigma(t);
  return { along, towards: schedule.alpha(s) - along * schedule.alpha(t) };
}

/** Takes the step into `out`, which may not be `x`; `guess` is memory of the shape of x and holds D(x_t, t) afterwards. */
export function stepInto(
  denoiser: Denoiser,
  t: number,
  { along, towards }: StepWeights,
  x: Batch,
  guess: Batch,
  out: Batch,
): void {
  denoiser.denoise(x, t, guess);
  for (let i = 0; i < x.data.length; i++) out.data[i] = along * x.data[i] + towards * guess.data[i];
}

/** Throws `RangeError` unless the times rise. */
export function checkRising(times: ArrayLike<number>): void {
  for (let i = 1; i < times.length; i++)
    if (!(times[i] > times[i - 1]))
      throw new RangeError(`time ${times[i]} after ${times[i - 1]} (expected rising times)`);
}
