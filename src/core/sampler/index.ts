import { copy, type Batch } from '../batch';
import type { Sampler, SamplerInput } from './sampler';

export type { Sampler, SamplerInput, SamplerStep } from './sampler';
export { adaptiveSde, type AdaptiveSdeOptions } from './adaptive-sde';
export { annealedLangevin, type AnnealedLangevinOptions } from './annealed-langevin';
export { withDenoisedEnd } from './denoised-end';
export { evaluationsOf, stepsWithin } from './budget';
export { ddim, type DdimOptions } from './ddim';
export { ddimClipped, type DdimClippedOptions } from './ddim-clipped';
export { ddpm, type DdpmOptions } from './ddpm';
export { deis, type DeisOptions } from './deis';
export { dpmFast, spentOrders, type DpmFastOptions } from './dpm-fast';
export { dpmSolver1 } from './dpm-solver-1';
export { dpmSolver2, type DpmSolver2Options } from './dpm-solver-2';
export { dpmSolver3 } from './dpm-solver-3';
export { dpmSolver12, dpmSolver23, type DpmSolverAdaptiveOptions } from './dpm-solver-adaptive';
export { dpmSolver2m, dpmSolver3m, type DpmSolver2mOptions, type DpmSolver3mOptions } from './dpm-solver-multistep';
export { dpm2 } from './dpm2';
export { dpm2Ancestral } from './dpm2-ancestral';
export { dpmpp2m, type Dpmpp2mOptions } from './dpmpp-2m';
export { dpmpp2mSde, type Dpmpp2mSdeOptions } from './dpmpp-2m-sde';
export { dpmpp2s, type Dpmpp2sOptions } from './dpmpp-2s';
export { dpmpp3m, dpmpp3mPublic, type Dpmpp3mOptions } from './dpmpp-3m';
export { dpmpp3mSde, type Dpmpp3mSdeOptions } from './dpmpp-3m-sde';
export { dpmpp3s } from './dpmpp-3s';
export type { SingleStep3Options } from './single-step-3';
export { dpmppSde, type DpmppSdeOptions } from './dpmpp-sde';
export { edm } from './edm';
export { edmChurn, type EdmChurnOptions } from './edm-churn';
export { euler } from './euler';
export { eulerAncestral, type AncestralOptions } from './euler-ancestral';
export { eulerMaruyama, type EulerMaruyamaOptions } from './euler-maruyama';
export { heun, type HeunOptions } from './heun';
export { lms, type LmsOptions } from './lms';
export { pndm, type PndmOptions } from './pndm';
export { predictorCorrector, type PredictorCorrectorOptions } from './predictor-corrector';
export { rk45, type Rk45Options } from './rk45';
export { unipc, type UnipcOptions } from './unipc';
export { samplers, samplerNames, type SamplerName } from './registry';
export type { SamplerEntry } from './entry';
export { discreteTimes, karrasTimes, logSnrTimes, quadraticTimes, uniformTimes } from './times';

/** Runs a sampler to its end: the last x, a copy. */
export function run<Options>(sampler: Sampler<Options>, input: SamplerInput & Options): Batch {
  let x = input.x;
  for (const step of sampler(input)) x = step.x;
  return copy(x);
}
