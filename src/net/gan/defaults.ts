import { ganNetworks, ganRules } from '../../core/gan/defaults';
import type { GanTrainerSettings } from './trainer';

/** Tuned as `core/gan/defaults.ts` says. */
export const ganDefaults: GanTrainerSettings = { networks: ganNetworks, ...ganRules, seed: 1 };
