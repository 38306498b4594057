import { checkGanNetworks, checkGanRules } from '../../core/gan/check';
import type { GanNetworks, GanRules } from '../../core/gan/settings';

/** Everything that decides a game: with the data it gives the same weights again. */
export interface GanTrainerSettings extends GanRules {
  readonly networks: GanNetworks;
  /** Decides initial weights and every batch, latent code, noise and place between real and fake. */
  readonly seed: number;
}

/** Throws `RangeError`, naming what was expected, unless a game can be made from `settings`. */
export function checkGanSettings(settings: GanTrainerSettings): void {
  checkGanNetworks(settings.networks);
  checkGanRules(settings);
  if (!Number.isSafeInteger(settings.seed)) throw new RangeError(`seed is ${settings.seed} (expected an integer)`);
}
