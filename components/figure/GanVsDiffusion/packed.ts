import type { DuelSettings } from './settings';
import type { Trial } from './trial';

/** The comparison of build time, as it travels in the page. */
export interface Built {
  readonly settings: DuelSettings;
  readonly floor: number;
  readonly trials: readonly Trial[];
}
