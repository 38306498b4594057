/** Inverse problems: what was measured, what follows from it exactly, and methods that sample it. Contents of this folder. */
export { alignedMixture, type AlignedMixture } from './aligned-mixture';
export { badDrawing, drawnBadly, type BadDrawing } from './bad-drawing';
export { mixtureWithBack, withDifferences, type Back, type DenoiserWithBack } from './back';
export { blockCosines, ROUNDING_NOISE } from './cosines';
export { ddnm, type DdnmOptions } from './ddnm';
export { ddrm, type DdrmOptions } from './ddrm';
export { dense, randomProjections } from './dense';
export { dps, type DpsOptions } from './dps';
export { identity } from './identity';
export { mask } from './mask';
export type { GuidedInput, InverseInput, InverseMethod, InverseStep, Measurement } from './method';
export { fourierMagnitude, quantised, ring } from './nonlinear';
export { isDifferentiable, isLinear, matrixOf, pseudoInverse } from './operator';
export type { Differentiable, LinearOperator, Operator, Spectrum } from './operator';
export { pigdm, spreadOfGuess, type PigdmOptions } from './pigdm';
export { gridPosterior, linearPosterior, logLikelihood, type ExactPosterior } from './posterior';
export { methodNames, methods, type MethodEntry, type MethodName } from './registry';
export { repaint, replacement, type RepaintOptions } from './replacement';
export { bicubicDown, boxDown, gaussianBlur, separable } from './separable';
export { editTimes, startIndex, type StrengthRule } from './sdedit';
export { pictureOperator, planeOperator } from './spec';
export type { PictureLinear, PictureSpec, PlaneLinear, PlaneSpec } from './spec';
export { reverseSteps, travel, type TravelOptions } from './travel';
export {
  cutWindows,
  laid,
  nearestWindows,
  stripDenoiser,
  stripRules,
  windowClasses,
  type StripPaper,
  type StripRule,
} from './strip';
export { boxOf } from './strip-box';
export { twisted, type TwistedOptions } from './twisted';
export { besidePaper, collage, overlapsOf } from './collage';
export {
  asymmetry,
  chainCovariance,
  chainDenoiser,
  madeCovariance,
  readChain,
  type ChainReading,
} from './column-chain';
export { answersFor, overWindows, taperedWeights, windowsOf, type Cut, type Windows } from './windows';
