/**
 * The table of kinds: what each run learns, shows and answers. Types only, one line a kind; its folder `kinds/NAME` holds the page's
 * half (`index.ts`) and the worker's (`worker.ts`, loaded when it is first asked for). Nothing else in the engine names a kind.
 */
import type { CloudOfCharges } from './kinds/charges/types';
import type { Claims } from './kinds/claims/types';
import type { DigitGan } from './kinds/digits-gan/types';
import type { DigitDiffusion } from './kinds/digits/types';
import type { Latent } from './kinds/latent/types';
import type { PlaneGan } from './kinds/plane-gan/types';
import type { PlaneDiffusion } from './kinds/plane/types';
import type { Pupil } from './kinds/pupil/types';
import type { ShippedDigits } from './kinds/shipped/types';
import type { RunFacts } from './protocol';
import type { RunSettings, RunWatch } from './settings';

export interface Kinds {
  plane: PlaneDiffusion;
  'plane-gan': PlaneGan;
  digits: DigitDiffusion;
  'digits-gan': DigitGan;
  /** An autoencoder, and then a diffusion model of its codes. */
  latent: Latent;
  /** A teacher, and then a pupil that learns from it to need fewer evaluations. */
  pupil: Pupil;
  /** The shipped digit networks: they answer, and train nothing. */
  shipped: ShippedDigits;
  /** Chapter 16's claims, put to the test. */
  claims: Claims;
  /** Clouds of charges, whose field is summed on the kernel. */
  charges: CloudOfCharges;
}

export type KindName = keyof Kinds;
/** The kinds that train: they have settings. */
export type TrainedKind = { [K in KindName]: Kinds[K] extends { readonly settings: unknown } ? K : never }[KindName];
/** The kinds that only answer: they are asked without opening a run. */
export type StandingKind = Exclude<KindName, TrainedKind>;

export type SettingsOf<K extends TrainedKind> = Kinds[K]['settings'] & RunSettings;
export type WatchOf<K extends TrainedKind> = Kinds[K]['watch'] & RunWatch;
export type SnapshotOf<K extends TrainedKind> = Kinds[K]['snapshot'] & RunFacts;
/** The parts that can be trained alone: a game's players. */
export type PartOf<K extends TrainedKind> = Kinds[K] extends { readonly part: infer P } ? P & string : never;
/** What is shown of a run of build time, as numbers that travel inside a page. */
export type BuiltOf<K extends TrainedKind> = Kinds[K] extends { readonly built: infer B } ? B : never;

/** The questions of a kind, by name: each is the type of a spec, of its answer, and of what is heard on the way. */
export type QuestionOf<K extends KindName> = keyof Kinds[K]['ask'] & string;
type Asked<K extends KindName, Q extends QuestionOf<K>> = Kinds[K]['ask'][Q];
export type SpecOf<K extends KindName, Q extends QuestionOf<K>> =
  Asked<K, Q> extends readonly [infer Spec, ...unknown[]] ? Spec : never;
export type AnswerOf<K extends KindName, Q extends QuestionOf<K>> =
  Asked<K, Q> extends readonly [unknown, infer Answer, ...unknown[]] ? Answer : never;
export type ProgressOf<K extends KindName, Q extends QuestionOf<K>> =
  Asked<K, Q> extends readonly [unknown, unknown, infer Progress] ? Progress : never;

/** How a question is listened to. */
export interface Listening<Progress = never> {
  /** Aborting it stops the work; the promise rejects with its reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A function that asks one kind: of the worker in the page, of the same code when the page is built. */
export type Ask<K extends KindName> = <Q extends QuestionOf<K>>(
  question: Q,
  spec: SpecOf<K, Q>,
  listening?: Listening<ProgressOf<K, Q>>,
) => Promise<AnswerOf<K, Q>>;

/** The page's half of a kind that trains. Must not import the worker's half, nor what checks settings: only the worker does. */
export interface PageHalf<K extends TrainedKind> {
  /** Its folder under `kinds/`. */
  readonly name: K;
  /** What is watched unless a figure says otherwise. */
  readonly watch: WatchOf<K>;
  /** Whether a change from `a` to `b` needs a new network: older snapshots are then of another one. */
  readonly needsNewNetwork: (a: SettingsOf<K>, b: SettingsOf<K>) => boolean;
  /** Whether a snapshot has something to see, or is a status alone. */
  readonly hasSamples: (snapshot: SnapshotOf<K>) => boolean;
}
