import { changeUNet, domainClassifier, typeUNet } from '../../../core/image-network/translation';
import type { ClassifierSettings } from '../classifier';
import type { ImageTrainerSettings } from '../settings';

const common = { warmup: 100, emaDecay: 0.998, clip: 1, seed: 1, batchSize: 32 } as const;

/** How the networks that translate, and the one that judges them, are trained: `decaySteps` steps in all, Adam, the average of weights shipped. */
export const translationSettings = {
  /** Goes on from the weights of the shipped digits. */
  type: {
    ...common,
    network: typeUNet,
    learningRate: 1e-3,
    decaySteps: 1200,
    microBatch: 8,
    labelDropout: 0.12,
  } satisfies ImageTrainerSettings,
  changes: {
    ...common,
    network: changeUNet,
    learningRate: 2e-3,
    decaySteps: 1500,
    microBatch: 16,
    labelDropout: 0,
  } satisfies ImageTrainerSettings,
  domain: {
    ...common,
    network: domainClassifier,
    learningRate: 2e-3,
    decaySteps: 2000,
    microBatch: 16,
    shift: 2,
  } satisfies ClassifierSettings,
} as const;
