/** Runs side by side when the book is built, by the very code that races them live. Not for the browser. */
import type { AnswerOf, Ask, PageHalf, SettingsOf, SnapshotOf, TrainedKind, WatchOf } from '../kinds';
import { openAtBuild, type BuildRun } from './open';

/** One runner of a race: its settings name the race. */
export interface Runner<K extends TrainedKind> {
  readonly kind: PageHalf<K>;
  readonly settings: SettingsOf<K>;
  readonly watch: Partial<WatchOf<K>>;
  readonly onSnapshot: (snapshot: SnapshotOf<K>) => void;
}

/** Trains both on the kernel until their race is over, then lets `then` ask their networks. Throws where one fails. */
export async function raceAtBuild<A extends TrainedKind, B extends TrainedKind>(
  a: Runner<A>,
  b: Runner<B>,
  then: (asks: readonly [Ask<A>, Ask<B>]) => Promise<void>,
): Promise<void> {
  const runs = [await opened(a), await opened(b)] as const;
  try {
    for (const run of runs) {
      await run.prepare();
      await run.play();
    }
    const rests = [0, 0];
    while (rests.some((rest) => rest < Infinity)) {
      for (const [i, run] of runs.entries()) if (rests[i] < Infinity) rests[i] = await run.slice();
    }
    for (const run of runs) run.check();
    await then([asking<A>(runs[0]), asking<B>(runs[1])]);
  } finally {
    for (const run of runs) run.dispose();
  }
}

/** Looked at where it stands at a mark, and at the end, alone. */
function opened<K extends TrainedKind>({ kind, settings, watch, onSnapshot }: Runner<K>): Promise<BuildRun> {
  return openAtBuild(kind, settings, { ...kind.watch, ...watch, interval: Infinity }, onSnapshot);
}

function asking<K extends TrainedKind>(run: BuildRun): Ask<K> {
  return (question, spec) =>
    run.ask(question, spec, { tell: () => {}, gone: () => false }) as Promise<AnswerOf<K, typeof question>>;
}
