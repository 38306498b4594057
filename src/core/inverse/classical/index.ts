/** Restoration without a network: what stood before, to hold the methods against. Contents of this folder. */
export { bicubicUp } from './bicubic';
export { gaussianOf, gaussianPosterior, type GaussianPosterior, type GaussianPrior } from './gaussian';
export { nearestMeasured } from './nearest';
export { totalVariation, type TotalVariationOptions } from './total-variation';
