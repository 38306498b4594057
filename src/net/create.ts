import { denoising } from './objective/denoising';
import type { Objective } from './objective/objective';
import { checkSettings } from './settings';
import { supportsSimd } from './simd/support';
import { backends, type Backend, type Trainer, type TrainerSettings } from './trainer';

/**
 * Makes a trainer of the given objective. Throws `RangeError` naming what was expected when a setting is out of range, and `Error` when the
 * backend can't run here. Only what the backend needs is loaded: 'simd' loads no TensorFlow.js.
 */
export async function createTrainer(
  backend: Backend,
  settings: TrainerSettings,
  objective: Objective = denoising,
): Promise<Trainer> {
  checkSettings(settings, objective);
  switch (backend) {
    case 'simd': {
      if (!supportsSimd()) throw new Error('this browser has no WebAssembly SIMD (expected for the simd backend)');
      const { createKernelTrainer } = await import('./simd/trainer');
      return createKernelTrainer(settings, objective);
    }
    case 'webgl':
    case 'wasm':
    case 'cpu': {
      const { createTensorTrainer } = await import('./tfjs/trainer');
      return createTensorTrainer(backend, settings, objective);
    }
    default:
      throw new RangeError(`unknown backend: ${String(backend)} (expected ${backends.join(', ')})`);
  }
}
