/**
 * The page's side of the engine: one worker for all figures, started when the first run opens.
 * A crashed worker is started again and every run restored from its last kept weights.
 */
import type { InversionProgress } from './digit-gan';
import type { DigitProgress, DigitQuestion } from './digit-samples';
import type { Experimented, ExperimentProgress, ExperimentSpec } from './experiment';
import type { Backend, RunSettings } from './settings';
import { backends } from './settings';
import type { AnySnapshot, DigitSnapshot, Report, Request } from './protocol';
import { type DigitRunSettings, type DigitWatch, digitWatchDefaults } from './digit-settings';
import { type GanWatch, ganWatchDefaults } from './gan';
import type { DigitGanRunSettings } from './digit-gan-settings';
import type { GanRunSettings } from './gan-settings';
import {
  type AnySettings,
  digitGanRun,
  type DigitGanRun,
  digitsRun,
  type Failure,
  ganRun,
  type GanRun,
  OpenRun,
  pointsRun,
  type Line,
  type Run,
  type RunKind,
} from './run';
import { type Watch, watchNothing } from './watch';

export type { DigitGanRun, Failure, GanRun, Run } from './run';

export interface Engine {
  open(settings: RunSettings, watch?: Partial<Watch>): Run;
  openDigits(settings: DigitRunSettings, watch?: Partial<DigitWatch>): DigitRun;
  openGan(settings: GanRunSettings, watch?: Partial<GanWatch>): GanRun;
  openGanDigits(settings: DigitGanRunSettings, watch?: Partial<DigitWatch>): DigitGanRun;
  /** Tensors alive in the worker, for leak tests: 0 while only the kernel runs. */
  memory(): Promise<{ tensors: number; runs: number }>;
  /** Asks the shipped digit networks, which are fetched when first asked. Rejects with a sentence for the reader, or as `signal` says. */
  digits(question: DigitQuestion, options?: Listening<DigitProgress | InversionProgress>): Promise<unknown>;
  /** Puts a claim to the test. Rejects with a sentence for the reader, or as `signal` says. */
  experiment(spec: ExperimentSpec, options?: Listening<ExperimentProgress>): Promise<Experimented>;
  provoke(accident: 'context-loss' | 'crash'): void;
  dispose(): void;
}

export type DigitRun = Run<DigitRunSettings, DigitWatch, DigitSnapshot>;

/** What the client asks of a run, of whatever kind. */
interface HeldRun {
  take(snapshot: AnySnapshot): void;
  fail(failure: Failure): void;
  revive(again: boolean, why: string): void;
  close(): void;
}

export interface Listening<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting it stops the work at once; the promise rejects with its reason. */
  readonly signal?: AbortSignal;
}

export type DigitListening<P = DigitProgress> = Listening<P>;

export interface EngineOptions {
  /** Makes the worker; replaced in tests. */
  readonly createWorker?: () => WorkerLike;
  /** Backends to do as if the browser lacked. */
  readonly without?: readonly Backend[];
}

/** The part of `Worker` that the client uses. */
export interface WorkerLike {
  postMessage(message: Request, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: { data: Report }) => void) | null;
  onerror: ((event: { message?: string; preventDefault?(): void }) => void) | null;
}

const mostRestarts = 3;

export function createEngine(options: EngineOptions = {}): Engine {
  const create =
    options.createWorker ??
    (() =>
      new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: 'engine' }) as WorkerLike);
  const runs = new Map<string, HeldRun>();
  const waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(error: unknown): void; onProgress?: (progress: never) => void }
  >();
  let worker: WorkerLike | null = null;
  let opened = 0;
  let asked = 0;

  const line: Line = {
    send,
    ask,
    closed(run) {
      runs.delete(run);
      if (worker) send({ type: 'close', run });
    },
    restarts: 0,
  };

  const pageVisible = () => typeof document === 'undefined' || document.visibilityState !== 'hidden';
  const onVisibility = () => worker?.postMessage({ type: 'visible', visible: pageVisible() });

  function start(): WorkerLike {
    const fresh = create();
    fresh.onmessage = ({ data }) => receive(data);
    fresh.onerror = (event) => {
      event.preventDefault?.();
      if (fresh === worker) crashed(event.message ?? 'no message');
    };
    fresh.postMessage({ type: 'hello', without: options.without ?? [], visible: pageVisible() });
    if (typeof document !== 'undefined') document.addEventListener('visibilitychange', onVisibility);
    return fresh;
  }

  function send(message: Request): void {
    worker ??= start();
    worker.postMessage(message);
  }

  function ask<Progress = never>(
    make: (request: number) => Request,
    { onProgress, signal }: Listening<Progress> = {},
  ): Promise<unknown> {
    const request = ++asked;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      waiting.set(request, { resolve, reject, ...(onProgress && { onProgress }) });
      send(make(request));
      signal?.addEventListener(
        'abort',
        () => {
          if (!waiting.delete(request)) return;
          worker?.postMessage({ type: 'cancel', request });
          reject(signal.reason as Error);
        },
        { once: true },
      );
    });
  }

  function receive(report: Report): void {
    if (report.type === 'snapshot') runs.get(report.snapshot.run)?.take(report.snapshot);
    else if (report.type === 'failure') runs.get(report.run)?.fail(report);
    else if (report.type === 'progress') waiting.get(report.request)?.onProgress?.(report.progress as never);
    else {
      const asker = waiting.get(report.request);
      waiting.delete(report.request);
      if (report.type === 'reply') asker?.resolve(report.value);
      else asker?.reject(new Error(report.sentence));
    }
  }

  function crashed(why: string): void {
    worker?.terminate();
    worker = null;
    for (const asker of waiting.values())
      asker.reject(new Error('The worker stopped before it could answer; try again.'));
    waiting.clear();
    line.restarts += 1;
    for (const run of runs.values()) run.revive(line.restarts <= mostRestarts, why);
  }

  function open<S extends AnySettings, W extends Watch | DigitWatch | GanWatch, N extends AnySnapshot>(
    kind: RunKind<S, W, N>,
    settings: S,
    watch: W,
  ): OpenRun<S, W, N> {
    const name = `run-${++opened}`;
    const run = new OpenRun(name, line, kind, settings, watch);
    // Snapshots come back under the name of the run that they are of, so they are of its kind.
    runs.set(name, run);
    return run;
  }

  return {
    open: (settings, watch = {}) => open(pointsRun, settings, { ...watchNothing, ...watch }),
    openDigits: (settings, watch = {}) => open(digitsRun, settings, { ...digitWatchDefaults, ...watch }),
    openGan: (settings, watch = {}) => open(ganRun, settings, { ...ganWatchDefaults, ...watch }),
    openGanDigits: (settings, watch = {}) => open(digitGanRun, settings, { ...digitWatchDefaults, ...watch }),
    async memory() {
      return (await ask((request) => ({ type: 'memory', request }))) as { tensors: number; runs: number };
    },
    experiment: (spec, listening) =>
      ask((request) => ({ type: 'experiment', request, spec }), listening) as Promise<Experimented>,
    digits: (question, listening) => ask((request) => ({ type: 'digits', request, question }), listening),
    provoke(accident) {
      send({ type: 'provoke', accident });
    },
    dispose() {
      for (const run of [...runs.values()]) run.close();
      worker?.terminate();
      worker = null;
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', onVisibility);
    },
  };
}

let shared: Engine | null = null;

/** The page's one engine. `?without=simd,webgl` in the address does as if the browser lacked those. */
export function engine(): Engine {
  shared ??= createEngine({ without: withoutFromAddress(globalThis.location?.search ?? '') });
  return shared;
}

/** The backends named by `?without=`; anything else there is passed over. */
export function withoutFromAddress(search: string): Backend[] {
  const named = (new URLSearchParams(search).get('without') ?? '').split(',');
  return backends.filter((backend) => named.includes(backend));
}
