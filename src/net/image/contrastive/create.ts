import type { Backend } from '../../trainer';
import { createImageDevice } from '../create';
import type { ContrastiveSettings } from './settings';
import { ContrastiveTrainer } from './trainer';

/** A trainer of two encoders. Throws `RangeError` naming what was expected when a setting is out of range, and `Error` when the backend can't run here. */
export async function createContrastive(backend: Backend, settings: ContrastiveSettings): Promise<ContrastiveTrainer> {
  return new ContrastiveTrainer(
    await createImageDevice(backend, settings.image),
    await createImageDevice(backend, settings.text),
    settings,
  );
}
