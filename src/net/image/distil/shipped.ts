import { shippedGan } from '../../../core/image-network/gan';
import { PUPIL_AGAIN, pupilUNet } from '../../../core/image-network/pupil';
import { DIGIT_SIGMA_MAX } from '../../../core/image-network/sampling';
import type { DistillationSettings } from './settings';

/** How the shipped pupil is distilled: `decaySteps` steps in all; its average of weights is shipped. */
export const shippedPupilSettings: DistillationSettings = {
  pupil: {
    network: pupilUNet,
    learningRate: 5e-4,
    warmup: 20,
    decaySteps: 1250,
    batchSize: 16,
    microBatch: 8,
    beta1: 0,
    emaDecay: 0.995,
    labelDropout: 0,
    clip: 0,
    seed: 1,
  },
  guidance: 1,
  fakeRate: 1e-3,
  updates: 1,
  start: DIGIT_SIGMA_MAX,
  again: PUPIL_AGAIN,
  againShare: 0.2,
  rival: shippedGan.discriminator,
  rivalWeight: 0.2,
  rivalRate: 2e-3,
  rivalShift: 2,
  rivalNoise: 0.3,
};
