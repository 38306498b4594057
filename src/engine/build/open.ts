/** A run as the worker lives it, opened without a worker. Not for the browser. */
import type { PageHalf, SettingsOf, SnapshotOf, TrainedKind, WatchOf } from '../kinds';
import type { WorkerRun } from '../worker/half';
import { halfOf } from '../worker/load';

export type BuildRun = WorkerRun & {
  /** Throws where the run has failed. */
  readonly check: () => void;
};

/** On the kernel. The caller prepares it, and disposes of it. */
export async function openAtBuild<K extends TrainedKind>(
  kind: PageHalf<K>,
  settings: SettingsOf<K>,
  watch: WatchOf<K>,
  onSnapshot: (snapshot: SnapshotOf<K>) => void,
): Promise<BuildRun> {
  const half = await halfOf(kind.name);
  if (!('open' in half)) throw new RangeError(`${kind.name} trains nothing (expected a kind that does)`);
  const failures: string[] = [];
  const run = half.open('built', { ...settings, backend: 'simd' }, watch, {
    without: [],
    report: (message) => {
      if (message.type === 'snapshot') onSnapshot(message.snapshot as SnapshotOf<K>);
      if (message.type === 'failure') failures.push(message.sentence);
    },
  });
  return Object.assign(run, {
    check: () => {
      if (failures.length > 0) throw new Error(`a figure's first frame could not be trained: ${failures.join(' ')}`);
    },
  });
}
