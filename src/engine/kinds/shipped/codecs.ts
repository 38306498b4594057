/** The shipped autoencoders by name: what their codes are. */
import { shippedFlat, shippedSpatial, type Autoencoder } from '../../../core/image-network/autoencoder';

export const shippedCodecs = {
  /** 32 numbers a digit. */
  flat: shippedFlat,
  /** 7 x 7 places of four channels. */
  spatial: shippedSpatial,
} as const satisfies Record<string, Autoencoder>;

export type CodecName = keyof typeof shippedCodecs;
export const codecNames = Object.keys(shippedCodecs) as readonly CodecName[];
