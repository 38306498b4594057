import type { Watch } from '../../../src/engine/watch';
import type { TrainLiveSettings } from './state';
import { extent } from '../kit/plane-target';

/** Side of the grid of arrows. */
const fieldSize = 15;

/** What the figure asks to see of its run. */
export function watchOf(s: Pick<TrainLiveSettings, 't'>): Pick<Watch, 'samples' | 'field' | 'interval'> {
  return { samples: true, field: { t: s.t, size: fieldSize, extent }, interval: 80 };
}
