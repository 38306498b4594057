import { digitClassifier, noisyDigitClassifier, shippedUNet } from '../../core/image-network/digits';
import type { ClassifierSettings } from './classifier';
import type { ImageTrainerSettings } from './settings';

/** How each shipped network is trained: `decaySteps` steps in all, Adam, the average of weights shipped. */
export const shippedSettings = {
  digits: {
    network: shippedUNet,
    learningRate: 2e-3,
    warmup: 100,
    decaySteps: 26_000,
    batchSize: 32,
    microBatch: 8,
    emaDecay: 0.999,
    labelDropout: 0.12,
    clip: 1,
    seed: 1,
  } satisfies ImageTrainerSettings,
  classifier: {
    network: digitClassifier,
    learningRate: 2e-3,
    warmup: 100,
    decaySteps: 8_500,
    batchSize: 32,
    microBatch: 16,
    emaDecay: 0.999,
    clip: 1,
    seed: 1,
    shift: 2,
  } satisfies ClassifierSettings,
  'noisy-classifier': {
    network: noisyDigitClassifier,
    learningRate: 2e-3,
    warmup: 100,
    decaySteps: 12_000,
    batchSize: 64,
    microBatch: 16,
    emaDecay: 0.999,
    clip: 1,
    seed: 1,
    shift: 1,
  } satisfies ClassifierSettings,
};
