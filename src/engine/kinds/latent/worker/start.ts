/** A pipeline on the backend that is asked for or measured fastest. */
import { digitAutoencoder, digitCritic, latentDenoiser } from '../../../../core/image-network/autoencoder';
import { createAutoencoder } from '../../../../net/image/autoencoder/create';
import { autoencoderDefaults } from '../../../../net/image/autoencoder/settings';
import { createImageDevice, createImageTrainer } from '../../../../net/image/create';
import type { Backend } from '../../../backends';
import { startOn, timed, type Contest, type Started } from '../../../worker/backend';
import { pictureSize } from '../../shipped/pixels';
import type { LatentSettings } from '../settings';
import { batchOf } from '../plan';
import { Pipeline } from './pipeline';

/** Pictures of a measured step. */
const measuredPictures = 4;

export function startLatent(settings: LatentSettings, without: readonly Backend[]): Promise<Started<Pipeline>> {
  return startOn(contest(settings), (backend) => createPipeline(backend, settings), without);
}

async function createPipeline(backend: Backend, settings: LatentSettings): Promise<Pipeline> {
  const { latent, seed, drawn, klWeight } = settings;
  const networks = digitAutoencoder(latent);
  const codec = await createAutoencoder(backend, {
    ...autoencoderDefaults,
    networks,
    seed,
    drawn,
    klWeight: drawn ? klWeight : 0,
    microBatch: 4,
  });
  const critic = await createImageDevice(backend, digitCritic);
  const denoiser = await createImageTrainer(backend, {
    network: latentDenoiser(latent),
    domain: { name: 'codes', shape: networks.code, scale: { mean: 0, deviation: 1 } },
    learningRate: 2e-3,
    warmup: 100,
    decaySteps: 0,
    batchSize: batchOf.diffusion,
    microBatch: 16,
    emaDecay: 0.995,
    labelDropout: 0.12,
    clip: 1,
    seed,
  });
  return new Pipeline({ codec, critic, denoiser }, settings);
}

const contest = ({ backend }: LatentSettings): Contest => ({
  asked: backend,
  key: 'an autoencoder of digits',
  time: timeAutoencoder,
});

async function timeAutoencoder(backend: Backend): Promise<number> {
  const codec = await createAutoencoder(backend, {
    ...autoencoderDefaults,
    networks: digitAutoencoder(32),
    seed: 1,
    batchSize: measuredPictures,
    microBatch: measuredPictures,
  });
  try {
    codec.setData({ images: new Uint8Array(measuredPictures * pictureSize), labels: new Uint8Array(measuredPictures) });
    return timed(() => codec.train(1));
  } finally {
    codec.dispose();
  }
}
