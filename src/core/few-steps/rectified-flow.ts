import { copy, type Batch } from '../batch';
import { euler } from '../sampler/euler';
import type { Sampler, SamplerInput } from '../sampler/sampler';

/** Noise and where a flow takes it, row by row. */
export interface FlowPairs {
  /** x at the first time, [n, dim]. */
  readonly from: Batch;
  /** x at the last, [n, dim]. */
  readonly to: Batch;
}

/**
 * Every noise with the sample that the flow makes of it (Liu, Gong and Liu 2023, algorithm 1; Euler's method by default). A flow learned on the
 * lines between them is straighter, and its marginals stay (their theorems 3.3 and 3.7): `straightness` (`core/flow/`) of its `denoiserField` says how
 * straight. Draws nothing where the sampler does not.
 */
export function flowPairs(input: SamplerInput, sampler: Sampler = euler): FlowPairs {
  const from = copy(input.x);
  let to = from;
  for (const { x } of sampler(input)) to = x;
  return { from, to: copy(to) };
}
