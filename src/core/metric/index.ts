export { energyDistance, energyDistanceTo } from './energy-distance';
export { modeCoverage, type ModeCoverage, type ModeCoverageOptions } from './mode-coverage';
export { slicedWasserstein, type SlicedWassersteinOptions } from './sliced-wasserstein';
