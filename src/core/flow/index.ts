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
} from './interpolant';
export { lossFloor } from './floor';
export { interpolantProcess, type InterpolantProcessOptions } from './process';
export { rescheduled } from './reschedule';
export { detour, straightness, type Straightness, type StraightnessOptions } from './straightness';
