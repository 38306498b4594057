import { checkGanNetworks, checkGanRules } from '../../core/gan/check';
import type { GanTrainerSettings } from './trainer';

/** Throws `RangeError`, naming what was expected, unless a game can be made from `settings`. */
export function checkGanSettings(settings: GanTrainerSettings): void {
  checkGanNetworks(settings.networks);
  checkGanRules(settings);
  if (!Number.isSafeInteger(settings.seed)) throw new RangeError(`seed is ${settings.seed} (expected an integer)`);
}
