import { pairLength, pairVocabulary } from '../caption/pairs';
import type { Domain } from '../domain';
import { shippedSpatial, spatialAutoencoder, spatialDomain } from './autoencoder';
import { digitDomain } from './pixels';
import { textDenoiser } from './text';

/** Makes what a caption asks for, on codes of one digit. */
export const shippedText = textDenoiser([7, 7]);

/** The same on two digits in one picture, with words of place. */
export const shippedPairs = textDenoiser([7, 14], {
  length: pairLength,
  vocabulary: pairVocabulary.length,
  dense: { channels: 4, hidden: 128 },
  name: 'text denoiser of pairs',
});

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
