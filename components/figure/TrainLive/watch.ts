import type { PlaneWatch } from '../../../src/engine/kinds/plane/watch';
import type { TrainLiveSettings } from './state';
import { extent } from '../kit/plane-target';

/** Side of the grid of arrows. */
const fieldSize = 15;

/** What the figure asks to see of its run. */
export function watchOf(s: Pick<TrainLiveSettings, 't'>): Pick<PlaneWatch, 'samples' | 'field' | 'interval'> {
  return { samples: true, field: { t: s.t, size: fieldSize, extent }, interval: 80 };
}
