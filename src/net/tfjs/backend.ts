import {
  env,
  findBackend,
  findBackendFactory,
  getBackend,
  registerBackend,
  removeBackend,
  setBackend,
  type KernelBackend,
} from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { BackendLostError, type TensorBackend } from '../trainer';

/**
 * Loads and starts one backend, and nothing of the others. A WebGL backend whose context was lost is made anew.
 * Throws `Error` when it can't run here.
 */
export async function startBackend(backend: TensorBackend): Promise<void> {
  if (backend === 'webgl') {
    await import('@tensorflow/tfjs-backend-webgl');
    (await import('./webgl/device')).registerWebglKernels();
    if (contextLost()) discard();
  } else if (backend === 'wasm') {
    await (wasmStart ??= startWasm().catch((error: unknown) => {
      wasmStart = undefined;
      throw error;
    }));
  } else {
    await import('@tensorflow/tfjs-backend-cpu');
    (await import('./kernels-cpu')).registerCpuKernels();
  }
  const started = await setBackend(backend).catch(() => false);
  if (!started) throw new Error(`TensorFlow.js can't start its ${backend} backend here`);
}

let wasmStart: Promise<void> | undefined;

/**
 * TensorFlow.js refuses all work, on any backend, while one of them starts asynchronously. So the WASM backend is
 * made on the side and registered when it is there.
 */
async function startWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  if (!env().getBool('IS_NODE')) setWasmPaths((await import('./wasm-paths')).wasmPaths);
  const ready = await (findBackendFactory('wasm')() as Promise<KernelBackend>);
  removeBackend('wasm');
  registerBackend('wasm', () => ready);
}

/** Makes `backend`, started before, the one that the next operations run on. */
export function useBackend(backend: TensorBackend): void {
  // For a backend that has been started, the switch is done before the promise is returned.
  if (getBackend() !== backend) void setBackend(backend);
}

/** Runs `work` on `backend`; where its WebGL context is gone, before or meanwhile, throws `BackendLostError` instead. */
export function onBackend<T>(backend: TensorBackend, work: () => T): T {
  useBackend(backend);
  assertAlive(backend);
  try {
    return work();
  } finally {
    assertAlive(backend);
  }
}

function assertAlive(backend: TensorBackend): void {
  if (backend === 'webgl' && contextLost()) throw new BackendLostError('webgl', 'its WebGL context is gone');
}

function contextLost(): boolean {
  const webgl = findBackend('webgl') as MathBackendWebGL | null;
  return webgl !== null && webgl.gpgpu.gl.isContextLost();
}

/** Forgets the backend whose context is gone, so that the next start makes another. */
function discard(): void {
  // Removing takes the factory away too.
  const factory = findBackendFactory('webgl');
  try {
    removeBackend('webgl');
  } catch {
    // Its textures went with the context; there is nothing left to free.
  }
  registerBackend('webgl', factory);
}
