/** Data as charges, PFGM and PFGM++: contents of this folder. */
export { charges, type Charges, type ChargesSpec, type Levels, type Summing, type Sums } from './charges';
export { fieldLines, poissonDenoiser, poissonField } from './flow';
export { hemisphere, kernelCdf, kernelQuantile, kernelStretch, perturb, poissonPrior, projectToPlane } from './kernel';
export { pfgmPerturb, pfgmTarget, poissonTarget, type PfgmNoise, type PfgmTargetOptions } from './targets';
