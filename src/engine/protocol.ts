/**
 * The messages between page and worker. Both sides import these types and nothing of each other. What a message carries of its kind
 * (settings, what is watched, questions) is `unknown` here: the page's side types it, and the worker checks it once, at the door.
 * Every message is tagged by `type`; numbers are in data units; arrays travel as transferred typed arrays.
 */
import type { Backend } from './backends';
import type { Spent } from './race';

/** Page to worker. `run` names one training run, `request` asks for exactly one `reply` or `refusal`. */
export type Request =
  /** First message: what this page pretends not to have (`?without=simd,webgl`), and whether it is visible. */
  | { readonly type: 'hello'; readonly without: readonly Backend[]; readonly visible: boolean }
  | {
      readonly type: 'open';
      readonly run: string;
      readonly kind: string;
      readonly settings: unknown;
      readonly watch: unknown;
      readonly checkpoint?: Uint8Array;
    }
  | {
      readonly type: 'configure';
      readonly run: string;
      readonly number: number;
      readonly change: unknown;
      readonly how: Restart;
    }
  | { readonly type: 'watch'; readonly run: string; readonly change: unknown }
  | { readonly type: 'play' | 'pause' | 'reset' | 'close'; readonly run: string }
  /** Of one part alone where one is named: a player of a game. */
  | { readonly type: 'step'; readonly run: string; readonly steps: number; readonly part?: string }
  /** Off-screen figures and hidden tabs rest without forgetting that they were playing. */
  | { readonly type: 'visible'; readonly visible: boolean; readonly run?: string }
  | { readonly type: 'save'; readonly run: string; readonly request: number }
  | { readonly type: 'load'; readonly run: string; readonly request: number; readonly checkpoint: Uint8Array }
  /** Of a run, or of a kind that stands without one. Answered with some `progress`, then one `reply`. */
  | ({ readonly type: 'ask'; readonly request: number; readonly question: string; readonly spec: unknown } & Addressee)
  /** Nobody waits for this answer any more: it is refused. */
  | { readonly type: 'cancel'; readonly request: number }
  | { readonly type: 'memory'; readonly request: number }
  /** For tests: make the named accident happen. */
  | { readonly type: 'provoke'; readonly accident: Accident };

export type Addressee = { readonly run: string } | { readonly kind: string; readonly run?: never };
export type Accident = 'context-loss' | 'crash';

/** What becomes of the weights when settings change while a run trains. */
export type Restart =
  /** Go on with the weights and the learning-rate clock. */
  | 'continue'
  /** Keep the weights, begin the learning-rate schedule again: a quick adaptation. */
  | 'adapt'
  /** New weights from the seed. */
  | 'reset';

export type Status = 'loading' | 'ready' | 'running' | 'resting' | 'paused' | 'done' | 'error';

/** What every snapshot says, whatever the run learns. Arrays of a snapshot are the receiver's to keep. */
export interface RunFacts {
  readonly run: string;
  /** The number of the last `configure` that this snapshot obeys: older ones are stale. */
  readonly number: number;
  readonly status: Status;
  /** Null where nothing computes: a run of build time. */
  readonly backend: Backend | null;
  /** Why this backend, in words. */
  readonly reason: string;
  /** Optimizer steps since the weights were new. */
  readonly step: number;
  readonly spent: Spent;
  /** The mark of its race at which it stands, from 1; absent elsewhere. */
  readonly mark?: number;
  readonly stepsPerSecond: number;
  readonly flopsPerStep: number;
  /** Mean loss of the steps since the last snapshot; NaN before the first. */
  readonly loss: number;
  /** The kept weights as a file, about every two seconds and whenever the run stops: what a crash is repaired from. */
  readonly checkpoint: Uint8Array | null;
}

/** Worker to page. */
export type Report =
  | { readonly type: 'snapshot'; readonly snapshot: RunFacts }
  /** Something went wrong with one run. The sentence is for the reader. */
  | { readonly type: 'failure'; readonly run: string; readonly kind: FailureKind; readonly sentence: string }
  | { readonly type: 'progress'; readonly request: number; readonly progress: unknown }
  | { readonly type: 'reply'; readonly request: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly request: number; readonly sentence: string };

export type FailureKind =
  'diverged' | 'context-lost' | 'unsupported' | 'unreachable' | 'settings' | 'checkpoint' | 'crashed';

/**
 * The buffers of a report that are handed over rather than copied: those of typed arrays that fill a buffer of their own. A view on a
 * part of one is copied: the rest of the buffer (the kernel's memory, say) belongs to somebody else. Whoever reports an array gives it
 * away: it must be newly made, or a copy.
 */
export function transferables(report: Report): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(report, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteLength } = value;
    if (buffer instanceof ArrayBuffer && byteLength > 0 && byteLength === buffer.byteLength) found.add(buffer);
  } else if (Array.isArray(value)) {
    for (const entry of value as readonly unknown[]) collect(entry, found);
  } else if (!(value instanceof ArrayBuffer)) {
    for (const entry of Object.values(value)) collect(entry, found);
  }
}
