import { liveGan, shippedGan } from '../../../core/image-network/gan';
import { liveGanRules } from '../../../core/image-network/gan-rules';
import type { ImageGanSettings } from './settings';

/** Settings for a game in front of a reader. */
export const liveGanSettings: Omit<ImageGanSettings, 'seed'> = { networks: liveGan, ...liveGanRules, warmup: 0, decaySteps: 0, microBatch: 4 };

/** How the shipped game is played; the generator's average of weights is shipped, the discriminator's last weights. */
export const shippedGanSettings: ImageGanSettings = {
  networks: shippedGan, loss: 'non-saturating', generatorRate: 1.5e-3, discriminatorRate: 1.5e-3, beta1: 0, warmup: 0, decaySteps: 0, batchSize: 32, microBatch: 8,
  emaDecay: 0.9995, shift: 2, instanceNoise: 0, seed: 1,
};
/** Steps in all. */
export const shippedGanSteps = 17_000;
