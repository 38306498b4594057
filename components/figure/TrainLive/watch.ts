import type { Watch } from '../../../src/engine/watch';
import { extent, type TrainLiveSettings } from './state';

/** Side of the grid of arrows. */
const fieldSize = 15;

/** What the figure asks to see of its run. */
export function watchOf(s: Pick<TrainLiveSettings, 't'>): Pick<Watch, 'samples' | 'field' | 'interval'> {
  return { samples: true, field: { t: s.t, size: fieldSize, extent }, interval: 80 };
}
