export { energyDistance, energyDistanceTo } from './energy-distance';
export {
  frechet,
  frechetOfMoments,
  frechetToRooted,
  rooted,
  sampleMoments,
  type Moments,
  type Rooted,
} from './frechet';
export { brokenShare, inkPieces, LEAST_PIECE, type InkPiecesOptions } from './ink-pieces';
export { kolmogorovSmirnov } from './kolmogorov-smirnov';
export { mmd, type MmdOptions } from './mmd';
export { modeCoverage, type ModeCoverage, type ModeCoverageOptions } from './mode-coverage';
export { meanPairwiseDistance } from './pairwise-distance';
export { neighbourRadii, prdc, type Prdc } from './prdc';
export { scoreError, scoreErrorMap } from './score-error';
export { columnChanges, columnMeans, cutBorders, seamRatio, windowBorders } from './seams';
export { edgeEnergy } from './sharpness';
export { slicedWasserstein, type SlicedWassersteinOptions } from './sliced-wasserstein';
export { wasserstein } from './wasserstein';
