import { spatialDomain } from '../../../core/image-network/autoencoder';
import { pairDomain, shippedPairs, shippedText } from '../../../core/image-network/text-shipped';
import type { ImageTrainerSettings } from '../settings';

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
  pairs: { ...common, network: shippedPairs, domain: pairDomain, decaySteps: 5000 },
} as const satisfies Record<string, ImageTrainerSettings>;

/** Pictures of two digits that are put together, of digits that networks of captions may be shown. */
export const PAIRS = 16_000;
