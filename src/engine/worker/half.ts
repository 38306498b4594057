/**
 * The worker's half of a kind: what `kinds/NAME/worker.ts` exports as `half`. A kind that trains says what one run learns, and
 * `LearningRun` lives its life; a kind that only answers gives its answers.
 */
import type { Backend } from '../backends';
import type { Checkpoint } from '../checkpoint';
import type {
  AnswerOf,
  KindName,
  ProgressOf,
  QuestionOf,
  SettingsOf,
  SnapshotOf,
  SpecOf,
  TrainedKind,
  WatchOf,
} from '../kinds';
import type { FailureKind, Report, Request, Restart, RunFacts } from '../protocol';
import type { Started } from './backend';

/** What the worker gives to every kind. */
export interface Host {
  readonly report: (message: Report) => void;
  /** Backends to do as if the browser lacked. */
  readonly without: readonly Backend[];
}

/** A network in training, as the life of a run drives it. `Saved` are its weights: copies, which share no memory with it. */
export interface Learner<Saved> {
  readonly backend: Backend;
  readonly steps: number;
  /** Examples seen and operations done in one step. */
  readonly examplesPerStep: number;
  readonly flopsPerStep: number;
  /** Exactly so many steps; their mean loss. */
  train(steps: number): number;
  reset(seed: number): void;
  save(): Saved;
  load(saved: Saved): void;
  dispose(): void;
}

/** What was done in a slice of time. */
export interface Slice {
  /** Steps that were finished, and their mean loss. */
  readonly steps: number;
  readonly loss: number;
  /** What was computed, in steps: parts of one count as such. */
  readonly work: number;
  /** A step is begun and not finished. */
  readonly partway: boolean;
  /** The loss left the numbers. */
  readonly broken: boolean;
}

/** How things stand when a run is looked at. */
export interface View<K extends TrainedKind> {
  readonly settings: SettingsOf<K>;
  readonly watch: WatchOf<K>;
  readonly stepsPerSecond: number;
  /** When the run was last told to play, by `performance.now()`; 0 before. */
  readonly playedAt: number;
  /** Training goes on between two looks; else somebody waits for this one. */
  readonly active: boolean;
  /** The run stands at a mark of its race. */
  readonly atMark: boolean;
  /** Another number for other weights or settings, training apart: what was looked at under the same one needs no second look. */
  readonly edition: number;
  /** A message waits, or the run is closed: the look may end without a result. */
  readonly givenUp: () => boolean;
  /** Tells the page how things stand before a look that takes long. */
  readonly showStatus: () => void;
  readonly fail: (kind: FailureKind, sentence: string) => void;
}

/** What a snapshot shows beside what every run says. */
export type Shown<K extends TrainedKind> = Omit<SnapshotOf<K>, keyof RunFacts>;

/**
 * What one run learns: made by its kind when the run opens. It may hold what outlives a network (data, what was last looked at);
 * the network belongs to the life, which makes it by `start` and disposes of it.
 */
export interface Learning<K extends TrainedKind, Saved, L extends Learner<Saved>> {
  /** Settings from an unknown value. Throws an `Error` that names what was wrong and what was expected. */
  parse(settings: unknown): SettingsOf<K>;
  needsNewNetwork(a: SettingsOf<K>, b: SettingsOf<K>): boolean;
  /** Fetches what the settings need and is not there yet. Rejects with a sentence. */
  fetch?(settings: SettingsOf<K>): Promise<void>;
  /** A network on the chosen backend, with its data. */
  start(settings: SettingsOf<K>): Promise<Started<L>>;
  /** Tells the network what changed; `settings` are the new ones. */
  configure(learner: L, settings: SettingsOf<K>, change: Partial<SettingsOf<K>>, how: Restart): void;
  /** The rate that is named where a run has left the numbers. */
  rate(settings: SettingsOf<K>): number;
  /** At most so many steps, or what fits into a slice; `learner.train` where a step is short. */
  advance?(learner: L, steps: number): Slice;
  /** Exactly so many steps of one part alone; the last loss. */
  trainPart?(learner: L, part: string, steps: number): number;
  /** What is to be seen now; null when the look was given up, or none is due. */
  observe(learner: L, view: View<K>): Promise<Partial<Shown<K>> | null> | Partial<Shown<K>> | null;
  /** The same with nothing to see: a status alone. */
  unseen(learner: L, view: View<K>): Shown<K>;
  readonly codec: Codec<K, Saved>;
  /** The settings that a file wants, where it says its own size; the same object where they fit it already. */
  settingsFor?(checkpoint: Checkpoint, settings: SettingsOf<K>, learner: L | null): SettingsOf<K>;
  /** What may be asked of the network as it is. */
  readonly answers: Answers<K, AskedRun<K, L>>;
  /** Messages that do not wait until a look is done, beside those of every run. */
  readonly hurriedBy?: readonly Request['type'][];
  /** Least milliseconds between two kept copies of the weights (250). */
  readonly keepMs?: number;
}

/** Between weights and a checkpoint file. Kinds are written as they always were: files of earlier versions must stay readable. */
export interface Codec<K extends TrainedKind, Saved> {
  write(settings: SettingsOf<K>, saved: Saved): Checkpoint;
  /** Throws `CheckpointError`, with what was found and what was expected, unless the weights fit. */
  read(checkpoint: Checkpoint, settings: SettingsOf<K>): Saved;
  stepOf(saved: Saved): number;
}

/** A run that is asked. `learner` throws a sentence where there is no network yet. */
export interface AskedRun<K extends TrainedKind, L> {
  readonly learner: L;
  readonly settings: SettingsOf<K>;
}

/** How an answer is interrupted and heard of while it is made. */
export interface Listener<Progress = never> {
  readonly tell: (progress: Progress) => void;
  /** Whether nobody wants the answer any more. */
  readonly gone: () => boolean;
}

/** One question: its check, which trusts nothing and throws a sentence, and its answer, whose arrays are the receiver's. */
export interface Answer<Spec, Result, Progress, Of> {
  check(this: void, spec: unknown): Spec;
  answer(this: void, spec: Spec, of: Of, listener: Listener<Progress>): Promise<Result> | Result;
}

/** A kind's answers, one for each question of its line in the table. */
export type Answers<K extends KindName, Of> = {
  readonly [Q in QuestionOf<K>]: Answer<SpecOf<K, Q>, AnswerOf<K, Q>, ProgressOf<K, Q>, Of>;
};

/** An open run, of whatever kind, as messages reach it: it checks what it is sent. */
export interface WorkerRun {
  readonly hurriedBy: ReadonlySet<Request['type']>;
  prepare(checkpoint?: Uint8Array): Promise<void>;
  configure(number: number, change: unknown, how: Restart): Promise<void>;
  setWatch(change: unknown): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  reset(): Promise<void>;
  step(steps: number, part?: string): Promise<void>;
  setVisible(visible: boolean): void;
  /** Called at once, ahead of the queue: an unfinished look is given up so that the message is answered. */
  interrupt(): void;
  /** Trains for a slice. Resolves to the milliseconds until there is more to do; Infinity when nothing is. */
  slice(): Promise<number>;
  save(): Uint8Array;
  load(bytes: Uint8Array): Promise<void>;
  ask(question: string, spec: unknown, listener: Listener<unknown>): Promise<unknown>;
  /** A snapshot without new samples: what the reader sees when only the status changed. */
  showStatus(): void;
  dispose(): void;
}

/** Answers without a run. */
export type Standing = (question: string, spec: unknown, listener: Listener<unknown>) => Promise<unknown>;

/** What a kind's `worker.ts` exports as `half`. */
export type WorkerHalf =
  | { readonly open: (run: string, settings: unknown, watch: unknown, host: Host) => WorkerRun }
  | { readonly stand: (host: Host) => Standing };
