import { cascadeDomains, cascadeNetworks, type CascadeSide } from '../../../core/image-network/cascade';
import type { ImageTrainerSettings } from '../settings';

const common = { learningRate: 2e-3, warmup: 100, emaDecay: 0.999, clip: 1, seed: 1 } as const;
const upper = { ...common, batchSize: 32, microBatch: 16, labelDropout: 0, decaySteps: 1300 } as const;

/** How each stage is trained: the first is told captions' embeddings by the shipped contrastive encoder, the others pictures of half their side. */
export const shippedCascade = {
  7: {
    ...common,
    network: cascadeNetworks[7],
    domain: cascadeDomains[7],
    batchSize: 64,
    microBatch: 64,
    labelDropout: 0.12,
    decaySteps: 10_000,
  },
  14: { ...upper, network: cascadeNetworks[14], domain: cascadeDomains[14] },
  28: { ...upper, network: cascadeNetworks[28], domain: cascadeDomains[28] },
} as const satisfies Record<CascadeSide, ImageTrainerSettings>;
