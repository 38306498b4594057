import type { Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import { ddim } from '../sampler/ddim';
import { ddimInversion } from '../sampler/ddim-inversion';
import type { Schedule } from '../schedule/schedule';

export interface BridgeInput {
  /** E[x_0 | x_t] of the kind that the rows are of, and of the kind that they shall become. */
  readonly from: Denoiser;
  readonly to: Denoiser;
  /** The one process in which both models were trained. */
  readonly schedule: Schedule;
  /** Times of the way back, strictly falling to 0; the way out takes them in reverse. */
  readonly times: Float64Array;
  /** Rows of data. Not changed. */
  readonly x: Batch;
}

export interface BridgeStep {
  readonly leg: 'out' | 'back';
  readonly t: number;
  /** Changed in place by the next step. */
  readonly x: Batch;
}

/**
 * Dual diffusion implicit bridge (Su et al. 2023, algorithm 1): the probability-flow ODE of one model to noise, and that of another from there to data. Nothing is drawn, the
 * two models need never have met, and where both ODEs are solved exactly the way back undoes it. For two Gaussians in one dimension, and noise enough, it is their optimal transport.
 */
export function* bridge({ from, to, schedule, times, x }: BridgeInput): Generator<BridgeStep, void, void> {
  let latent = x;
  for (const step of ddimInversion({ denoiser: from, schedule, times: times.slice().reverse(), x })) {
    latent = step.x;
    yield { leg: 'out', t: step.t, x: latent };
  }
  for (const step of ddim({ denoiser: to, schedule, times, x: latent })) {
    if (step.i > 0) yield { leg: 'back', t: step.t, x: step.x };
  }
}
