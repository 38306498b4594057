import { ganPresets } from '../../core/gan/presets';
import type { GanTrainerSettings } from './trainer';

/** To be written. */
export const ganDefaults: GanTrainerSettings = { ...ganPresets.fair.rules, networks: ganPresets.fair.networks, seed: 1 };
