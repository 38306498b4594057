import { copy, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { Schedule } from '../schedule/schedule';

export interface InversionInput {
  readonly denoiser: Denoiser;
  readonly schedule: Schedule;
  /** Times visited, strictly rising; the first is usually 0, where x is data. */
  readonly times: ArrayLike<number>;
  /** Rows at `times[0]`. Not changed. */
  readonly x: Batch;
}

export interface InversionStep {
  readonly i: number;
  readonly t: number;
  /** Changed in place by the next step. */
  readonly x: Batch;
  readonly evaluations: number;
}

/**
 * Deterministic DDIM run towards noise (Song, Meng and Ermon 2021, section 4.3): Euler steps of the probability-flow ODE in x / alpha
 * over sigma / alpha, with epsilon as it is at the less noisy end. At t = 0, where epsilon is not defined, the step takes it from the
 * network at the next time.
 */
export function* ddimInversion({
  denoiser,
  schedule,
  times,
  x: start,
}: InversionInput): Generator<InversionStep, void, void> {
  const x = copy(start);
  const x0 = zeros(x.data.length / x.dim, x.dim);
  yield { i: 0, t: times[0], x, evaluations: 0 };
  for (let i = 1; i < times.length; i++) {
    const t = times[i - 1],
      s = times[i];
    if (!(s > t)) throw new RangeError(`time ${s} after ${t} (expected rising times)`);
    const asked = schedule.sigma(t) > 0 ? t : s;
    denoiser.denoise(x, asked, x0);
    const alpha = schedule.alpha(t),
      [alphaAsked, sigmaAsked] = [schedule.alpha(asked), schedule.sigma(asked)];
    const towards = schedule.alpha(s);
    const rise = schedule.sigma(s) - (towards * schedule.sigma(t)) / alpha;
    for (let j = 0; j < x.data.length; j++) {
      const epsilon = (x.data[j] - alphaAsked * x0.data[j]) / sigmaAsked;
      x.data[j] = (towards * x.data[j]) / alpha + rise * epsilon;
    }
    yield { i, t: s, x, evaluations: i };
  }
}
