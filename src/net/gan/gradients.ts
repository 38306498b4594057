import type { Batch } from '../../core/batch';
import type { Player } from '../../core/gan/networks';
import type { Backend } from '../trainer';
import { GamePlayer } from './player';
import { createGanDevices, type GanTrainerSettings } from './trainer';
import { checkGanSettings } from './settings';

/**
 * The gradients of both players' first step on a backend, penalties and spectral norms included, in the order of the parameters: to hold
 * one backend against another. Nothing is stepped.
 */
export async function ganGradients(
  backend: Backend,
  settings: GanTrainerSettings,
  points: Batch,
): Promise<Readonly<Record<Player, Float32Array>>> {
  checkGanSettings(settings);
  const game = new GamePlayer(backend, await createGanDevices(backend, settings.networks), settings);
  game.setData(points);
  const gradients = { discriminator: game.gradient('discriminator'), generator: game.gradient('generator') };
  game.dispose();
  return gradients;
}
