import type { TrainedKind, WatchOf } from '../kinds';
import type { Host, Learner, Learning, WorkerHalf } from './half';
import { LearningRun } from './learning';

/** The half of a kind that trains: `make` is called once for each run. */
export function training<K extends TrainedKind, Saved, L extends Learner<Saved>>(
  make: (host: Host) => Learning<K, Saved, L>,
): WorkerHalf {
  return {
    open: (name, settings, watch, host) => new LearningRun(make(host), name, settings, watch as WatchOf<K>, host),
  };
}
