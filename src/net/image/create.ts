import type { Network } from '../../core/image-network/description';
import { bind } from '../../core/image-network/parameters';
import { supportsSimd } from '../simd/support';
import type { Backend } from '../trainer';
import { ImageClassifier, type ClassifierSettings } from './classifier';
import type { ImageDevice } from './ops';
import type { ImageObjective } from './objective/objective';
import type { ImageTrainerSettings } from './settings';
import { ImageTrainer } from './trainer';

/**
 * A backend for a network. Only what it needs is loaded: 'simd' loads no TensorFlow.js. Throws `Error` when it
 * can't run here.
 */
export async function createImageDevice(backend: Backend, network: Network): Promise<ImageDevice<unknown>> {
  const bound = bind(network);
  if (backend === 'simd') {
    if (!supportsSimd()) throw new Error('this browser has no WebAssembly SIMD (expected for the simd backend)');
    return (await import('./simd/device')).createSimdDevice(bound);
  }
  return (await import('./tfjs/device')).createTensorDevice(backend, bound);
}

/** A trainer of a network, by default of a denoising one. Throws `RangeError` naming what was expected when a setting is out of range. */
export async function createImageTrainer(
  backend: Backend,
  settings: ImageTrainerSettings,
  objective?: ImageObjective,
): Promise<ImageTrainer> {
  return new ImageTrainer(await createImageDevice(backend, settings.network), settings, objective);
}

/** A classifier, to train or to be asked. */
export async function createImageClassifier(backend: Backend, settings: ClassifierSettings): Promise<ImageClassifier> {
  return new ImageClassifier(await createImageDevice(backend, settings.network), settings);
}
