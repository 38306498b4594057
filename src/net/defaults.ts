import type { TrainerSettings } from './trainer';

/**
 * The settings that learn the book's 2-D shapes soonest, found by measurement (`npm run bench`, time to quality):
 * v-prediction under the cosine schedule, a high rate with a short warm-up and a linear decay.
 */
export const trainerDefaults: TrainerSettings = {
  network: { width: 64, depth: 3, prediction: 'v' },
  weighting: 'uniform',
  schedule: { kind: 'cosine', s: 0.008 },
  learningRate: 8e-3,
  warmup: 20,
  decaySteps: 400,
  batchSize: 256,
  emaDecay: 0.99,
  seed: 1,
  dim: 2,
};
