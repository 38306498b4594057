import { shippedSpatial, spatialAutoencoder, spatialDomain } from '../../../core/image-network/autoencoder';
import { pairLength, pairVocabulary } from '../../../core/caption/index';
import type { Domain } from '../../../core/domain';
import { digitDomain } from '../../../core/image-network/pixels';
import { textDenoiser } from '../../../core/image-network/text';
import type { ImageTrainerSettings } from '../settings';

/** Makes what a caption asks for, on codes of one digit. */
export const shippedText = textDenoiser([7, 7]);

/** The shipped spatial autoencoder on two digits side by side, 28 x 56: the same weights, as no layer knows how wide a picture is. */
export const pairAutoencoder = spatialAutoencoder(shippedSpatial.code.channels, [28, 56]);

/** What one picture of two digits is. */
export const pairPictures: Domain = {
  ...digitDomain,
  name: 'pairs of digits',
  shape: { extent: [28, 56], channels: 1 },
};

/** What one code of two digits is to a network. */
export const pairDomain: Domain = { ...spatialDomain, name: 'codes of two digits', shape: pairAutoencoder.code };

/** The same on two digits in one picture, with words of place. */
export const shippedPairs = textDenoiser([7, 14], {
  length: pairLength,
  vocabulary: pairVocabulary.length,
  name: 'text denoiser of pairs',
});

const common = {
  learningRate: 2e-3,
  warmup: 100,
  batchSize: 32,
  microBatch: 16,
  emaDecay: 0.999,
  labelDropout: 0.12,
  clip: 1,
  seed: 1,
};

/** How the shipped networks of captions are trained: `decaySteps` steps in all; the average of weights is shipped. */
export const shippedTextSettings = {
  text: { ...common, network: shippedText, domain: spatialDomain, decaySteps: 6000 },
  /** Begins with the weights of `text`, as far as they fit. */
  pairs: { ...common, network: shippedPairs, domain: pairDomain, decaySteps: 1800 },
} as const satisfies Record<string, ImageTrainerSettings>;

/** Pictures of two digits that are put together, of digits that networks of captions may be shown. */
export const PAIRS = 16_000;
