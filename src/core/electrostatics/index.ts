/** Data as charges, PFGM and PFGM++: contents of this folder. */
export { charges, type Charges, type ChargesSpec, type Levels, type Summing, type Sums } from './charges';
export { descending, evenDirections, fallingLevels, followed, goldenAngle, landing, pointsAt } from './descent';
export type { Descent, Landing } from './descent';
export { domainOf, fluxOver, partsOf, placeOn, relative, rising, type Arrivals } from './flux';
export { fieldLines, poissonDenoiser, poissonField } from './flow';
export { hemisphere, kernelCdf, kernelQuantile, kernelStretch, perturb, poissonPrior, projectToPlane } from './kernel';
export { pfgmPerturb, pfgmTarget, poissonTarget, type PfgmNoise, type PfgmTargetOptions } from './targets';
