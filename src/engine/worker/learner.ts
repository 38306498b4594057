/** What every run is given and drives, whatever it learns. */
import type { Report } from '../protocol';
import type { Race } from '../race';
import type { Backend, BackendChoice } from '../settings';

export interface TrainingContext {
  readonly report: (message: Report) => void;
  /** Backends to do as if the browser lacked. */
  readonly without: readonly Backend[];
}

/** The settings that every run has. */
export interface LearningSettings {
  readonly seed: number;
  readonly backend: BackendChoice;
  readonly stopAfter: number;
  readonly speed: number;
  readonly race: Race | null;
}

/** What a run asks of the trainer it drives; `K` are weights as the trainer saves them. */
export interface Learner<K> {
  readonly steps: number;
  /** Examples seen and operations done in one step. */
  readonly examplesPerStep: number;
  readonly flopsPerStep: number;
  train(steps: number): number;
  reset(seed: number): void;
  save(): K;
  load(saved: K): void;
  dispose(): void;
}

/** Whether the page is in sight: in a hidden tab all runs rest. */
export const page = { visible: true };
