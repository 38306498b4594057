import {
  autoencoderTrainingFlops,
  digitCritic,
  flatDomain,
  shippedFlat,
  shippedLatent,
  shippedMap,
  shippedSpatial,
} from '../../../core/image-network/autoencoder';
import type { ImageTrainerSettings } from '../settings';
import {
  autoencoderDefaults,
  tuningDefaults,
  tuningFlops,
  type AutoencoderSettings,
  type TuningSettings,
} from './settings';

/** How a shipped autoencoder came about: both halves together, then the decoder against a critic. `decaySteps` steps of each. */
export interface AutoencoderPlan {
  readonly training: AutoencoderSettings;
  readonly tuning: TuningSettings;
}

const plan = (
  networks: AutoencoderSettings['networks'],
  training: Partial<AutoencoderSettings> = {},
  tuning: Partial<TuningSettings> = {},
): AutoencoderPlan => ({
  training: { ...autoencoderDefaults, networks, seed: 1, ...training },
  tuning: { ...tuningDefaults, networks, critic: digitCritic, seed: 1, ...tuning },
});

/** By the name of their files, which `-encoder` and `-decoder` follow. */
export const shippedAutoencoders = {
  flat: plan(shippedFlat),
  spatial: plan(shippedSpatial),
  // Two numbers cannot say enough of a digit for a critic: its decoder stays as it is.
  map: plan(shippedMap, { klWeight: 0.2, batchSize: 64, microBatch: 64, decaySteps: 5000 }, { decaySteps: 0 }),
} as const satisfies Record<string, AutoencoderPlan>;
export type ShippedAutoencoder = keyof typeof shippedAutoencoders;

/** What `npm run train` calls each. */
export const autoencoderCommands = {
  vae: 'flat',
  'vae-spatial': 'spatial',
  'vae-map': 'map',
} as const satisfies Record<string, ShippedAutoencoder>;

/** Floating-point operations of all of it. */
export function planFlops({ training, tuning }: AutoencoderPlan): number {
  return (
    training.decaySteps * training.batchSize * autoencoderTrainingFlops(training.networks) +
    tuning.decaySteps * tuningFlops(tuning)
  );
}

/** How the denoiser of the flat codes is trained, on codes drawn anew at every visit (`ConditionedData.deviations`). */
export const shippedLatentSettings: ImageTrainerSettings = {
  network: shippedLatent,
  domain: flatDomain,
  learningRate: 2e-3,
  warmup: 100,
  decaySteps: 3000,
  batchSize: 64,
  microBatch: 64,
  emaDecay: 0.999,
  labelDropout: 0.12,
  clip: 1,
  seed: 1,
};
