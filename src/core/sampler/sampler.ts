import type { Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { Random } from '../random';
import type { Schedule } from '../schedule/schedule';

/** What a sampler is given. Its own options (eta, variance, …) extend this. */
export interface SamplerInput {
  readonly denoiser: Denoiser;
  readonly schedule: Schedule;
  /** Times visited, strictly decreasing, n + 1 of them for n steps; the last is usually 0. */
  readonly times: ArrayLike<number>;
  /** The starting point, distributed as x at `times[0]`. Not changed. */
  readonly x: Batch;
  /** Needed by stochastic samplers only. */
  readonly random?: Random;
}

/** The state after a step. `x` and `denoised` are the sampler's own memory: copy what you keep. */
export interface SamplerStep {
  /** 0 for the start, then 1 … n. */
  readonly i: number;
  /** The time that `x` is at. */
  readonly t: number;
  readonly x: Batch;
  /** The last evaluation of the denoiser (the start's own x before there is one). */
  readonly denoised: Batch;
  /** Denoiser calls so far. */
  readonly evaluations: number;
}

export type Sampler<Options = object> = (input: SamplerInput & Options) => Generator<SamplerStep, void, void>;
