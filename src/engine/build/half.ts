/**
 * The half of a kind that is used when the book is built: what `kinds/NAME/build.ts` exports as `build` (a kind that trains) or as
 * `stand` (one that only answers, and needs something else there than in a browser).
 */
import type { BuiltOf, SnapshotOf, TrainedKind, WatchOf } from '../kinds';
import type { Standing } from '../worker/half';

/** @template Point what is kept of a snapshot on the way, for a curve */
export interface BuildHalf<K extends TrainedKind, Point> {
  /** Snapshots on the way. */
  readonly looks: number;
  /** What is watched on the way, and at the end, where a figure watches so. */
  along(watch: WatchOf<K>): WatchOf<K>;
  atEnd(watch: WatchOf<K>): WatchOf<K>;
  point(snapshot: SnapshotOf<K>): Point;
  /** The end of the run, as numbers that travel inside a page. */
  pack(snapshot: SnapshotOf<K>, history: readonly Point[]): BuiltOf<K>;
}

export interface TrainedModule<K extends TrainedKind> {
  readonly build: BuildHalf<K, unknown>;
}

export interface StandingModule {
  readonly stand: () => Standing;
}
