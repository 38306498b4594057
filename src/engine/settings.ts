/** What the settings and the watch of every kind of run hold, whatever it learns. Each kind adds its own. */
import type { BackendChoice } from './backends';
import type { Race } from './race';

export interface RunSettings {
  /** Everything random of the run follows from it. */
  readonly seed: number;
  readonly backend: BackendChoice;
  /** The run is done this many steps after it began, or was last asked to adapt or to go on; 0 never. */
  readonly stopAfter: number;
  /** Most steps per second; 0 as many as the machine gives. */
  readonly speed: number;
  /** Null for a run that races with nobody. */
  readonly race: Race | null;
}

/** What a figure wants to see of a run, beside its loss. Each thing costs time, so each is asked for. */
export interface RunWatch {
  /** Least milliseconds between snapshots. */
  readonly interval: number;
}
