import { ganNetworks, ganRules } from '../../core/gan/defaults';
import type { GanTrainerSettings } from './trainer';

/** To be tuned. */
export const ganDefaults: GanTrainerSettings = { networks: ganNetworks, ...ganRules, seed: 1 };
