/**
 * The messages between page and worker. Both sides import these types and nothing of each other.
 * Every message is tagged by `type`; numbers are in data units; arrays travel as transferred typed arrays.
 */
import type { RunSettings, Backend } from './settings';
import type { LikelihoodSpec } from './likelihood';
import type { InversionProgress } from './digit-gan';
import type { DigitProgress, DigitQuestion } from './digit-samples';
import type { DigitGanRunSettings } from './digit-gan-settings';
import type { ExperimentProgress, ExperimentSpec } from './experiment';
import type { DigitRunSettings, DigitSize, DigitWatch } from './digit-settings';
import type { Player } from '../core/gan/networks';
import type { GameLosses, GanSnapshot, GanWatch, Measured } from './gan';
import type { GanRunSettings } from './gan-settings';
import type { Spent } from './race';
import type { Field, Watch } from './watch';

/** Page to worker. `run` names one training run, `request` asks for exactly one `reply`. */
export type Request =
  /** First message: what this page pretends not to have (`?without=simd,webgl`), and whether it is visible. */
  | { readonly type: 'hello'; readonly without: readonly Backend[]; readonly visible: boolean }
  | ({ readonly type: 'open'; readonly run: string; readonly checkpoint?: Uint8Array } & Opening)
  | {
      readonly type: 'configure';
      readonly run: string;
      readonly number: number;
      readonly change: Change;
      readonly how: Restart;
    }
  | { readonly type: 'watch'; readonly run: string; readonly watch: WatchChange }
  | { readonly type: 'play' | 'pause' | 'reset' | 'close'; readonly run: string }
  /** Of one player alone where one is named. */
  | { readonly type: 'step'; readonly run: string; readonly steps: number; readonly player?: Player }
  /** Off-screen figures and hidden tabs rest without forgetting that they were playing. */
  | { readonly type: 'visible'; readonly visible: boolean; readonly run?: string }
  | { readonly type: 'save'; readonly run: string; readonly request: number }
  | { readonly type: 'load'; readonly run: string; readonly request: number; readonly checkpoint: Uint8Array }
  /** Answered with `Sampled`; by a game, which takes a `GanSampleSpec`, with `GanSampled`. */
  | { readonly type: 'sample'; readonly run: string; readonly request: number; readonly spec: unknown }
  /** Answered with `Likelihoods`. */
  | { readonly type: 'likelihood'; readonly run: string; readonly request: number; readonly spec: LikelihoodSpec }
  /** Of the shipped digit networks, without a run. Answered with some `progress`, then one `reply`. */
  | { readonly type: 'digits'; readonly request: number; readonly question: DigitQuestion }
  /** A claim put to the test, without a run. Answered with some `progress`, then `Experimented`. */
  | { readonly type: 'experiment'; readonly request: number; readonly spec: ExperimentSpec }
  /** Nobody waits for this answer any more: it is refused. */
  | { readonly type: 'cancel'; readonly request: number }
  | { readonly type: 'memory'; readonly request: number }
  /** For tests: make the named accident happen. */
  | { readonly type: 'provoke'; readonly accident: 'context-loss' | 'crash' };

/** What a run learns, with the settings of its kind. */
export type Opening =
  | { readonly learns: 'points'; readonly settings: RunSettings; readonly watch: Watch }
  | { readonly learns: 'digits'; readonly settings: DigitRunSettings; readonly watch: DigitWatch }
  | { readonly learns: 'gan'; readonly settings: GanRunSettings; readonly watch: GanWatch }
  | { readonly learns: 'gan-digits'; readonly settings: DigitGanRunSettings; readonly watch: DigitWatch };

/** Settings that change, of whatever kind of run: the worker checks them. */
export type Change =
  Partial<RunSettings> | Partial<DigitRunSettings> | Partial<GanRunSettings> | Partial<DigitGanRunSettings>;
export type WatchChange = Partial<Watch> | Partial<DigitWatch> | Partial<GanWatch>;

/** What becomes of the weights when settings change while a run trains. */
export type Restart =
  /** Go on with the weights and the learning-rate clock. */
  | 'continue'
  /** Keep the weights, begin the learning-rate schedule again: a quick adaptation. */
  | 'adapt'
  /** New weights from the seed. */
  | 'reset';

export type Status = 'loading' | 'ready' | 'running' | 'resting' | 'paused' | 'done' | 'error';

/** What every snapshot says, whatever the run learns. */
export interface RunFacts {
  readonly run: string;
  /** The number of the last `configure` that this snapshot obeys: older ones are stale. */
  readonly number: number;
  readonly status: Status;
  /** Optimizer steps since the weights were new. */
  readonly step: number;
  /** Why this backend, in words. */
  readonly reason: string;
  readonly spent: Spent;
  /** The mark of its race at which it stands, from 1; absent elsewhere. */
  readonly mark?: number;
  readonly stepsPerSecond: number;
  /** Mean loss of the steps since the last snapshot; NaN before the first. */
  readonly loss: number;
  /** The kept weights, about every two seconds and whenever the run stops: what a crash is repaired from. */
  readonly checkpoint: Uint8Array | null;
}

/** And of its network. */
export interface NetworkFacts {
  readonly backend: Backend | null;
  readonly parameters: number;
  readonly flopsPerStep: number;
  /** Running mean loss in 16 equal bins of t; for digits, of the noise's angle. */
  readonly lossByLevel: Float64Array;
}

/** What a figure shows of a run. Arrays are the receiver's to keep. */
export interface Snapshot extends RunFacts, NetworkFacts, Measured {
  /** Seeded samples by DDIM from the averaged weights, x and y by turns; empty when not watched. */
  readonly samples: Float64Array;
  /** The states that led to `samples`: sampling steps + 1 blocks, the first is pure noise; empty when not watched. */
  readonly path: Float64Array;
  readonly modes: number;
  readonly field: Field | null;
  /** One for each that was asked for, in order. */
  readonly fields: readonly Field[];
}

/** What a figure shows of a run on digits. */
export interface DigitSnapshot extends RunFacts, NetworkFacts {
  readonly size: DigitSize;
  /** Pictures seen since the weights were new, and how many a second while it trains. */
  readonly images: number;
  readonly imagesPerSecond: number;
  /** Milliseconds of training until here. */
  readonly trained: number;
  /** The newest samples; null where none were drawn for this snapshot. */
  readonly look: DigitLook | null;
}

/** Samples of a digit network from fixed seeds, ten classes in turn. */
export interface DigitLook {
  /** [shown, 784] grey levels, 0 paper and 255 ink. */
  readonly pictures: Uint8Array;
  /** How many were judged, and how many of them the classifier took for the class asked for; both 0 where it was not asked. */
  readonly judged: number;
  readonly agreed: number;
  /** Pictures that the network had seen. */
  readonly images: number;
  /** Milliseconds of training until here. */
  readonly trained: number;
}

/** What a figure shows of a game on digits. */
export interface DigitGanSnapshot extends RunFacts, Pick<NetworkFacts, 'backend' | 'flopsPerStep'> {
  readonly parameters: Readonly<Record<Player, number>>;
  /** Of the last step of both players: `GameLosses` without the penalty, which no game on digits has. */
  readonly losses: Omit<GameLosses, 'penalty'>;
  readonly images: number;
  readonly imagesPerSecond: number;
  readonly trained: number;
  readonly look: DigitLook | null;
}

export type AnySnapshot = Snapshot | DigitSnapshot | GanSnapshot | DigitGanSnapshot;

/** Worker to page. */
export type Report =
  | { readonly type: 'snapshot'; readonly snapshot: AnySnapshot }
  /** Something went wrong with one run. The sentence is for the reader. */
  | { readonly type: 'failure'; readonly run: string; readonly kind: FailureKind; readonly sentence: string }
  | {
      readonly type: 'progress';
      readonly request: number;
      readonly progress: DigitProgress | InversionProgress | ExperimentProgress;
    }
  | { readonly type: 'reply'; readonly request: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly request: number; readonly sentence: string };

/** What each backend is called in a figure's chip. */
export const backendNames: Readonly<Record<Backend, string>> = {
  simd: 'SIMD',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};

export type FailureKind =
  'diverged' | 'context-lost' | 'unsupported' | 'unreachable' | 'settings' | 'checkpoint' | 'crashed';

/** Typed arrays of a report that are handed over rather than copied: the newest ones, which the worker keeps none of. */
export function transferables(report: Report): ArrayBuffer[] {
  if (report.type === 'progress') {
    const { progress } = report;
    if ('kind' in progress) return buffersOf([progress.code, progress.reconstruction, progress.errors]);
    return 'x' in progress ? buffersOf([progress.x, progress.denoised]) : [];
  }
  if (report.type !== 'snapshot') return [];
  const s = report.snapshot;
  if ('pull' in s) return buffersOf([s.samples, s.pull, s.counts, ...(s.field ? [s.field.values] : [])]);
  if ('look' in s)
    return buffersOf([...('lossByLevel' in s ? [s.lossByLevel] : []), ...(s.look ? [s.look.pictures] : [])]);
  return buffersOf([
    s.lossByLevel,
    s.samples,
    s.path,
    ...(s.field ? [s.field.values] : []),
    ...s.fields.map((field) => field.values),
  ]);
}

function buffersOf(arrays: readonly ArrayBufferView[]): ArrayBuffer[] {
  return arrays
    .map(({ buffer }) => buffer)
    .filter((b): b is ArrayBuffer => b instanceof ArrayBuffer && b.byteLength > 0);
}
