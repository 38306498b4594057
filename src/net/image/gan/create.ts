import type { Backend } from '../../trainer';
import { createImageDevice } from '../create';
import type { ImageGanSettings } from './settings';
import { ImageGan } from './trainer';

/** A game on pictures. Throws `RangeError` naming what was expected when a setting is out of range, and `Error` when the backend can't run here. */
export async function createImageGan(backend: Backend, settings: ImageGanSettings): Promise<ImageGan> {
  const { generator, discriminator } = settings.networks;
  return new ImageGan(
    await createImageDevice(backend, generator),
    await createImageDevice(backend, discriminator),
    settings,
  );
}
