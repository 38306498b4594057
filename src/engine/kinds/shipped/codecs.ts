/** The shipped autoencoders by name: what their codes are, and the files of their two halves. */
import { shippedFlat, shippedMap, shippedSpatial, type Autoencoder } from '../../../core/image-network/autoencoder';

export const shippedCodecs = {
  /** 32 numbers a digit. */
  flat: shippedFlat,
  /** 7 x 7 places of four channels. */
  spatial: shippedSpatial,
  /** Two numbers a digit, for a map. */
  map: shippedMap,
} as const satisfies Record<string, Autoencoder>;

export type CodecName = keyof typeof shippedCodecs;
export const codecNames = Object.keys(shippedCodecs) as readonly CodecName[];

/** Networks of the halves by the names of their files. */
export const codecHalves = {
  'flat-encoder': shippedCodecs.flat.encoder,
  'flat-decoder': shippedCodecs.flat.decoder,
  'spatial-encoder': shippedCodecs.spatial.encoder,
  'spatial-decoder': shippedCodecs.spatial.decoder,
  'map-encoder': shippedCodecs.map.encoder,
  'map-decoder': shippedCodecs.map.decoder,
} as const;
