/** Flows and stochastic interpolants: contents of this folder. */
export { interpolantPath, schedulePath, type InterpolantPath, type Interpolation, type PathOptions } from './path';
export {
  conditionalVelocity,
  gaussian,
  interpolant,
  marginalFlow,
  pairVelocity,
  type Interpolant,
  type InterpolantSpec,
  type Interpolated,
  type Meeting,
} from './interpolant';
export { lossFloor } from './floor';
export { flowSteps, measureFlow, targetVariance, type FlowMeasured } from './measure';
export { interpolantProcess, type InterpolantProcessOptions } from './process';
export { rescheduled } from './reschedule';
export {
  cloudOf,
  couplingKinds,
  flowClouds,
  flowDefaults,
  flowOf,
  flowSpecField,
  makeFlow,
  pathNoises,
  planWork,
  type CloudSpec,
  type CouplingSpec,
  type FlowMade,
  type FlowSpec,
} from './spec';
export { detour, straightness, type Straightness, type StraightnessOptions } from './straightness';
