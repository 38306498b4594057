import { shippedGan } from '../../../core/image-network/gan';
import { PUPIL_AGAIN, pupilUNet } from '../../../core/image-network/pupil';
import { DIGIT_SIGMA_MAX } from '../../../core/image-network/sampling';
import type { DistillationSettings } from './settings';

/**
 * How the shipped pupil is distilled: `decaySteps` steps in all; its average of weights is shipped.
 *
 * How the settings were found: three trials of one seed each, judged on one set of 999 samples of one evaluation, Fréchet distance and recall. Batches of 32 and
 * the rate 3e-4 in all. No rival, stopped at 0.75 TFLOP: 11.4, .89. A rival of weight 0.02 and rate 1e-3, 1 TFLOP: 12.6 at half of it, then 11.2, .91. Of
 * weight 0.15 and rate 2e-3, stopped at 0.5 TFLOP: 9.6, .92. A second evaluation from the levels 0.5, 1 and 2, of the second trial, which had learned the
 * level 1: Fréchet 7.8, 9.3 and 8.4, broken strokes at half ink 25, 20 and 16 %. So this run has the third's rival, a little more of it, smaller batches, and a
 * second level of 1.5; it was the first of its kind.
 */
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
