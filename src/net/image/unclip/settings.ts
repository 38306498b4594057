import { flatDomain } from '../../../core/image-network/autoencoder';
import { embeddingDomain } from '../../../core/image-network/contrastive';
import { priorNetwork, unclipNetwork } from '../../../core/image-network/unclip';
import type { ImageTrainerSettings } from '../settings';

const common = {
  learningRate: 2e-3,
  warmup: 100,
  batchSize: 64,
  microBatch: 64,
  emaDecay: 0.999,
  labelDropout: 0.12,
  clip: 1,
  seed: 1,
} as const;

/** How the two networks are trained; both stand on the shipped contrastive encoders, the decoder on the flat autoencoder too. */
export const shippedUnclip = {
  prior: { ...common, network: priorNetwork, domain: embeddingDomain, decaySteps: 2500 },
  unclip: { ...common, network: unclipNetwork, domain: flatDomain, decaySteps: 3000 },
} as const satisfies Record<string, ImageTrainerSettings>;
export type UnclipPart = keyof typeof shippedUnclip;
