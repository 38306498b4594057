import { count, zeros, type Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import { fromX0 } from '../parameterization';
import type { Schedule } from '../schedule/schedule';

/** dx = drift(x, t) dt + diffusion(t) dw: a process, forward or reversed. */
export interface Process {
  /** The drift at every row of `x` into `out` (same shape, may not alias `x`), which is returned. */
  drift(x: Batch, t: number, out: Batch): Batch;
  /** How fast noise comes in: standard deviation per square root of time. 0 for an ODE. */
  diffusion(t: number): number;
}

/** grad ln p_t of every row of `x` into `out` (same shape, may not alias `x`), which is returned. */
export interface Score {
  score(x: Batch, t: number, out: Batch): Batch;
}

/** A denoiser's score, (alpha x_0 - x) / sigma^2: Tweedie's formula. Throws `RangeError` at a time with sigma = 0. */
export function scoreOf(denoiser: Denoiser, schedule: Schedule): Score {
  return {
    score(x, t, out) {
      denoiser.denoise(x, t, out);
      return fromX0('score', out, x, schedule.alpha(t), schedule.sigma(t), out);
    },
  };
}

/** The forward process, dx = f x dt + g dw (Song et al. 2021, eq. 5). */
export function forward(schedule: Schedule): Process {
  return {
    drift(x, t, out) {
      const f = schedule.drift(t);
      for (let i = 0; i < out.data.length; i++) out.data[i] = f * x.data[i];
      return out;
    },
    diffusion: (t) => schedule.diffusion(t),
  };
}

export interface ReverseOptions {
  /** How much noise, 0 or more. 0: the probability-flow ODE. 1 (default): the reverse SDE. */
  readonly lambda?: number;
}

/**
 * The process back from noise to data, to be followed with dt < 0:
 *
 *   dx = [f x - (1 + lambda^2) / 2 g^2 score] dt + lambda g dw.
 *
 * lambda = 1 is Anderson's reversal of the forward process (1982; Song et al. 2021, eq. 6), lambda = 0 the
 * probability-flow ODE (their eq. 13). Every lambda has the same distribution p_t at every t, if the score is exact: by
 * the Fokker-Planck equation, noise of variance lambda^2 g^2 and a pull of lambda^2 g^2 / 2 score cancel in p_t. The
 * family is in Zhang and Chen 2021 ("Diffusion normalizing flow") and Huang et al. 2021; beyond 1 it
 * adds more noise than was there. What differs is the path, and what an inexact score or a finite step does to it.
 * Throws `RangeError` for a lambda below 0.
 */
export function reverse(schedule: Schedule, model: Score | Denoiser, { lambda = 1 }: ReverseOptions = {}): Process {
  if (!(lambda >= 0)) throw new RangeError(`reverse process with lambda ${lambda} (expected 0 or more)`);
  const score = 'score' in model ? model : scoreOf(model, schedule);
  const half = (1 + lambda * lambda) / 2;
  return {
    drift(x, t, out) {
      const f = schedule.drift(t);
      const pull = half * schedule.diffusion(t) ** 2;
      score.score(x, t, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] = f * x.data[i] - pull * out.data[i];
      return out;
    },
    diffusion: (t) => lambda * schedule.diffusion(t),
  };
}

/**
 * One Euler-Maruyama step of any process, from t to s (s < t: backwards), into `out` (may be `x`), which is returned.
 * `drift` is memory for the drift, to be kept between steps.
 */
export function eulerMaruyamaStep(
  process: Process,
  x: Batch,
  epsilon: Batch,
  t: number,
  s: number,
  out: Batch,
  drift = zeros(count(x), x.dim),
): Batch {
  process.drift(x, t, drift);
  const noise = process.diffusion(t) * Math.sqrt(Math.abs(s - t));
  for (let i = 0; i < out.data.length; i++) {
    out.data[i] = x.data[i] + (s - t) * drift.data[i] + noise * epsilon.data[i];
  }
  return out;
}
