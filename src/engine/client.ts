/**
 * The page's side of the engine: one worker for all figures, started when the first run opens or the first question is asked.
 * A crashed worker is started again and every run restored from its last kept weights.
 */
import { backends, type Backend } from './backends';
import type {
  AnswerOf,
  Listening,
  PageHalf,
  ProgressOf,
  QuestionOf,
  SettingsOf,
  SpecOf,
  StandingKind,
  TrainedKind,
  WatchOf,
} from './kinds';
import type { Accident, Report, Request } from './protocol';
import { OpenRun, type HeldRun, type Line, type Run } from './run';

export type { Failure, Run } from './run';

export interface Engine {
  /** A run of a kind; what is not watched by name is watched as the kind says. */
  open<K extends TrainedKind>(kind: PageHalf<K>, settings: SettingsOf<K>, watch?: Partial<WatchOf<K>>): Run<K>;
  /**
   * A question to a kind that stands without a run. What it needs is fetched when it is first asked. Rejects with a sentence for the
   * reader, or as `signal` says.
   */
  ask<K extends StandingKind, Q extends QuestionOf<K>>(
    kind: K,
    question: Q,
    spec: SpecOf<K, Q>,
    listening?: Listening<ProgressOf<K, Q>>,
  ): Promise<AnswerOf<K, Q>>;
  /** Tensors alive in the worker, for leak tests: 0 while only the kernel runs. */
  memory(): Promise<{ tensors: number; runs: number }>;
  provoke(accident: Accident): void;
  dispose(): void;
}

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

/** Somebody who waits for an answer. */
interface Asker {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  readonly onProgress?: (progress: never) => void;
}

const mostRestarts = 3;

export function createEngine(options: EngineOptions = {}): Engine {
  const create =
    options.createWorker ??
    (() => new Worker(new URL('./worker/entry.ts', import.meta.url), { type: 'module', name: 'engine' }) as WorkerLike);
  const runs = new Map<string, HeldRun>();
  const waiting = new Map<number, Asker>();
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

  return {
    open(kind, settings, watch) {
      const name = `run-${++opened}`;
      const run = new OpenRun(name, line, kind, settings, { ...kind.watch, ...watch });
      runs.set(name, run);
      return run;
    },
    ask: ((kind, question, spec, listening) =>
      ask((request) => ({ type: 'ask', kind, request, question, spec }), listening)) as Engine['ask'],
    async memory() {
      return (await ask((request) => ({ type: 'memory', request }))) as { tensors: number; runs: number };
    },
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
