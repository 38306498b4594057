import { bind } from '../../core/image-network/parameters';
import { playerNetworks } from '../../core/gan/networks';
import type { GanNetworks } from '../../core/gan/settings';
import { supportsSimd } from '../simd/support';
import type { Backend } from '../trainer';
import type { GanTrainer } from './interface';
import { GamePlayer } from './player';
import type { GanDevices } from './ops';
import { checkGanSettings, type GanTrainerSettings } from './settings';

export type { GanLosses, GanTrainer } from './interface';
export type { GanTrainerSettings } from './settings';

/**
 * Makes a game. Throws `RangeError` naming what was expected when a setting is out of range, and `Error` when the backend can't
 * run here. 'simd' loads no TensorFlow.js.
 */
export async function createGanTrainer(backend: Backend, settings: GanTrainerSettings): Promise<GanTrainer> {
  checkGanSettings(settings);
  return new GamePlayer(backend, await createGanDevices(backend, settings.networks), settings);
}

/** Both players' weights on a backend. */
export async function createGanDevices(backend: Backend, given: GanNetworks): Promise<GanDevices<unknown>> {
  const { generator, discriminator } = playerNetworks(given);
  const networks = { generator: bind(generator), discriminator: bind(discriminator) };
  if (backend === 'simd') {
    if (!supportsSimd()) throw new Error('this browser has no WebAssembly SIMD (expected for the simd backend)');
    return (await import('./simd/device')).createSimdPlayers(networks);
  }
  return (await import('./tfjs/device')).createTensorPlayers(backend, networks);
}
