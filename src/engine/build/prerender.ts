/**
 * Training when the book is built, for first frames: a figure that trains shows what its own code learned then, so that it teaches
 * before it is touched and with scripts off. Not for the browser.
 */
import type { BuiltOf, PageHalf, SettingsOf, SnapshotOf, TrainedKind, WatchOf } from '../kinds';
import type { TrainedModule } from './half';
import { buildHalfOf } from './load';
import { openAtBuild } from './open';

const runs = new Map<string, Promise<unknown>>();

/** Trains `settings` for `stopAfter` steps on the kernel, once a build however many pages ask. Rejects where training fails. */
export function prerender<K extends TrainedKind>(
  kind: PageHalf<K>,
  settings: SettingsOf<K>,
  watch: Partial<WatchOf<K>>,
): Promise<BuiltOf<K>> {
  const key = JSON.stringify([kind.name, settings, watch]);
  const run = (runs.get(key) as Promise<BuiltOf<K>> | undefined) ?? train(kind, settings, { ...kind.watch, ...watch });
  runs.set(key, run);
  return run;
}

async function train<K extends TrainedKind>(
  kind: PageHalf<K>,
  settings: SettingsOf<K>,
  watch: WatchOf<K>,
): Promise<BuiltOf<K>> {
  const { build } = await buildHalfOf<TrainedModule<K>>(kind.name);
  const quick = (of: WatchOf<K>): WatchOf<K> => ({ ...of, interval: 0 });
  let last: SnapshotOf<K> | null = null;
  const run = await openAtBuild(kind, { ...settings, race: null }, quick(build.along(watch)), (snapshot) => {
    last = snapshot;
  });
  const shown = (): SnapshotOf<K> => {
    run.check();
    if (!last) throw new Error("a figure's first frame could not be trained: no snapshot");
    return last;
  };
  try {
    await run.prepare();
    const { stopAfter } = settings;
    const chunk = Math.max(1, Math.ceil(stopAfter / build.looks));
    const history: unknown[] = [];
    while (shown().step < stopAfter) {
      await run.step(Math.min(chunk, stopAfter - shown().step));
      history.push(build.point(shown()));
    }
    await run.setWatch(quick(build.atEnd(watch)));
    return build.pack(shown(), history);
  } finally {
    run.dispose();
  }
}
