/**
 * The page's side of the engine: one worker for all figures, started when the first run opens.
 * A crashed worker is started again and every run restored from its last kept weights.
 */
import type { Backend, RunSettings } from './settings';
import { backends, needsNewTrainer } from './settings';
import type { FailureKind, Report, Request, Restart, Snapshot } from './protocol';
import { type Watch, watchNothing } from './watch';

export interface Failure {
  readonly kind: FailureKind;
  /** A plain sentence for the reader. */
  readonly sentence: string;
  /** The run stands still until the reader plays, steps or resets it. */
  readonly ended?: boolean;
}

/** The page's handle on one training run. */
export interface Run {
  /** The newest snapshot that obeys the newest settings; null before the first. */
  readonly latest: Snapshot | null;
  play(): void;
  pause(): void;
  /** Exactly `steps` optimizer steps, then pause. */
  step(steps?: number): void;
  /** New weights from the seed. */
  reset(): void;
  /** Changes settings while the run trains; once the network is another, older snapshots are dropped. */
  configure(change: Partial<RunSettings>, how?: Restart): void;
  watch(change: Partial<Watch>): void;
  /** Off-screen runs rest. */
  setVisible(visible: boolean): void;
  /** The network as a file's bytes. */
  save(): Promise<Uint8Array>;
  /** Rejects with a sentence for the reader, and keeps the present network, when the bytes do not fit. */
  load(checkpoint: Uint8Array): Promise<void>;
  /** Snapshots as they come, the newest only when the reader of them is slow. Ends when the run closes. */
  snapshots(): AsyncIterableIterator<Snapshot>;
  onFailure(listener: (failure: Failure) => void): () => void;
  close(): void;
}

export interface Engine {
  open(settings: RunSettings, watch?: Partial<Watch>): Run;
  /** Tensors alive in the worker, for leak tests: 0 while only the kernel runs. */
  memory(): Promise<{ tensors: number; runs: number }>;
  provoke(accident: 'context-loss' | 'crash'): void;
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

const mostRestarts = 3;

export function createEngine(options: EngineOptions = {}): Engine {
  const create = options.createWorker ?? (() => new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: 'engine' }) as WorkerLike);
  const runs = new Map<string, OpenRun>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let worker: WorkerLike | null = null;
  let opened = 0;
  let asked = 0;
  let restarts = 0;

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

  function ask(make: (request: number) => Request): Promise<unknown> {
    const request = ++asked;
    return new Promise((resolve, reject) => {
      waiting.set(request, { resolve, reject });
      send(make(request));
    });
  }

  function receive(report: Report): void {
    if (report.type === 'snapshot') runs.get(report.snapshot.run)?.take(report.snapshot);
    else if (report.type === 'failure') runs.get(report.run)?.fail(report);
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
    for (const asker of waiting.values()) asker.reject(new Error('The worker stopped before it could answer; try again.'));
    waiting.clear();
    restarts += 1;
    for (const run of runs.values()) run.revive(restarts <= mostRestarts, why);
  }

  class OpenRun implements Run {
    latest: Snapshot | null = null;
    private settings: RunSettings;
    private watching: Watch;
    private number = 0;
    /** Snapshots of older settings than this are of another network. */
    private oldest = 0;
    private playing = false;
    private visible = true;
    private kept: Uint8Array | null = null;
    /** The worker that knew this run is gone, and none was started in its place. */
    private lost = false;
    private closed = false;
    private readonly readers = new Set<() => void>();
    private readonly failures = new Set<(failure: Failure) => void>();

    constructor(private readonly name: string, settings: RunSettings, watch: Watch) {
      this.settings = settings;
      this.watching = watch;
      send({ type: 'open', run: name, settings, watch });
    }

    play(): void {
      this.regain();
      this.playing = true;
      send({ type: 'play', run: this.name });
    }

    pause(): void {
      this.playing = false;
      send({ type: 'pause', run: this.name });
    }

    step(steps = 1): void {
      this.regain();
      this.playing = false;
      send({ type: 'step', run: this.name, steps });
    }

    reset(): void {
      this.kept = null;
      this.regain();
      send({ type: 'reset', run: this.name });
    }

    configure(change: Partial<RunSettings>, how: Restart = 'continue'): void {
      const next = { ...this.settings, ...change };
      this.number += 1;
      if (how === 'reset' || needsNewTrainer(this.settings, next)) {
        this.oldest = this.number;
        this.kept = null;
      }
      this.settings = next;
      send({ type: 'configure', run: this.name, number: this.number, change, how });
    }

    watch(change: Partial<Watch>): void {
      this.watching = { ...this.watching, ...change };
      send({ type: 'watch', run: this.name, watch: change });
    }

    setVisible(visible: boolean): void {
      if (visible === this.visible) return;
      this.visible = visible;
      send({ type: 'visible', visible, run: this.name });
    }

    async save(): Promise<Uint8Array> {
      this.regain();
      return (await ask((request) => ({ type: 'save', run: this.name, request }))) as Uint8Array;
    }

    async load(checkpoint: Uint8Array): Promise<void> {
      this.regain();
      await ask((request) => ({ type: 'load', run: this.name, request, checkpoint }));
    }

    async *snapshots(): AsyncIterableIterator<Snapshot> {
      let seen: Snapshot | null = null;
      while (!this.closed) {
        if (this.latest && this.latest !== seen) {
          seen = this.latest;
          yield seen;
        } else {
          await new Promise<void>((resolve) => this.readers.add(resolve));
        }
      }
    }

    onFailure(listener: (failure: Failure) => void): () => void {
      this.failures.add(listener);
      return () => this.failures.delete(listener);
    }

    close(): void {
      if (this.closed) return;
      this.closed = true;
      runs.delete(this.name);
      if (worker) send({ type: 'close', run: this.name });
      this.wake();
    }

    take(snapshot: Snapshot): void {
      if (snapshot.number < this.oldest) return;
      if (snapshot.checkpoint) this.kept = snapshot.checkpoint;
      if (snapshot.status === 'done' || snapshot.status === 'error') this.playing = false;
      this.latest = snapshot;
      this.wake();
    }

    fail(failure: Failure): void {
      if (failure.kind === 'diverged') this.playing = false;
      const { kind, sentence, ended } = failure;
      for (const listener of this.failures) listener({ kind, sentence, ...(ended && { ended }) });
    }

    revive(again: boolean, why: string): void {
      if (!again) {
        this.lost = true;
        this.playing = false;
        const sentence = `The worker stopped ${restarts} times (${why}). Press the button that trains, or reset, to try again.`;
        this.fail({ kind: 'crashed', sentence, ended: true });
        return;
      }
      const from = this.kept && this.latest ? `the network of step ${this.latest.step}` : 'the start';
      this.fail({ kind: 'crashed', sentence: `The worker stopped (${why}); it was started again from ${from}.` });
      this.reopen();
      if (this.playing) send({ type: 'play', run: this.name });
    }

    /** The reader asks again for a run whose worker was given up. */
    private regain(): void {
      if (!this.lost) return;
      this.lost = false;
      restarts = 0;
      this.reopen();
    }

    private reopen(): void {
      send({ type: 'open', run: this.name, settings: this.settings, watch: this.watching, ...(this.kept && { checkpoint: this.kept }) });
      send({ type: 'configure', run: this.name, number: this.number, change: {}, how: 'continue' });
      if (!this.visible) send({ type: 'visible', visible: false, run: this.name });
    }

    private wake(): void {
      for (const resolve of this.readers) resolve();
      this.readers.clear();
    }
  }

  return {
    open(settings, watch = {}) {
      const run = new OpenRun(`run-${++opened}`, settings, { ...watchNothing, ...watch });
      runs.set(`run-${opened}`, run);
      return run;
    },
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
