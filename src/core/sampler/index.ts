import { copy, type Batch } from '../batch';
import type { Sampler, SamplerInput } from './sampler';

export type { Sampler, SamplerInput, SamplerStep } from './sampler';
export { ddim, type DdimOptions } from './ddim';
export { ddpm, type DdpmOptions } from './ddpm';
export { deis, type DeisOptions } from './deis';
export { dpm2 } from './dpm2';
export { dpm2Ancestral } from './dpm2-ancestral';
export { dpmpp2m, type Dpmpp2mOptions } from './dpmpp-2m';
export { dpmpp3m, type Dpmpp3mOptions } from './dpmpp-3m';
export { edm } from './edm';
export { edmChurn, type EdmChurnOptions } from './edm-churn';
export { euler } from './euler';
export { eulerAncestral, type AncestralOptions } from './euler-ancestral';
export { heun, type HeunOptions } from './heun';
export { lms, type LmsOptions } from './lms';
export { pndm, type PndmOptions } from './pndm';
export { unipc, type UnipcOptions } from './unipc';
export { samplers, samplerNames, type SamplerEntry, type SamplerName } from './registry';
export { discreteTimes, karrasTimes, logSnrTimes, quadraticTimes, uniformTimes } from './times';

/** Runs a sampler to its end: the last x, a copy. */
export function run<Options>(sampler: Sampler<Options>, input: SamplerInput & Options): Batch {
  let x = input.x;
  for (const step of sampler(input)) x = step.x;
  return copy(x);
}
