import type { Backend } from '../../trainer';
import { createImageDevice } from '../create';
import type { AutoencoderSettings } from './settings';
import { AutoencoderTrainer } from './trainer';

/** A trainer of an autoencoder. Throws `RangeError` naming what was expected when a setting is out of range, and `Error` when the backend can't run here. */
export async function createAutoencoder(backend: Backend, settings: AutoencoderSettings): Promise<AutoencoderTrainer> {
  const { encoder, decoder } = settings.networks;
  return new AutoencoderTrainer(
    await createImageDevice(backend, encoder),
    await createImageDevice(backend, decoder),
    settings,
  );
}
