/** One training run as the page holds it: what was asked of it, the newest snapshot, the weights to restore it from. */
import type { Ask, Listening, PageHalf, PartOf, SettingsOf, SnapshotOf, TrainedKind, WatchOf } from './kinds';
import type { FailureKind, Request, Restart, RunFacts } from './protocol';

export interface Failure {
  readonly kind: FailureKind;
  /** A plain sentence for the reader. */
  readonly sentence: string;
  /** The run stands still until the reader plays, steps or resets it. */
  readonly ended?: boolean;
}

/** The page's handle on one training run. */
export interface Run<K extends TrainedKind> {
  /** The newest snapshot that obeys the newest settings; null before the first. */
  readonly latest: SnapshotOf<K> | null;
  play(): void;
  pause(): void;
  /** Exactly `steps` optimizer steps, then pause; of one part alone where one is named. */
  step(steps?: number, part?: PartOf<K>): void;
  /** New weights from the seed. */
  reset(): void;
  /** Changes settings while the run trains; once the network is another, older snapshots are dropped. */
  configure(change: Partial<SettingsOf<K>>, how?: Restart): void;
  watch(change: Partial<WatchOf<K>>): void;
  /** Off-screen runs rest. */
  setVisible(visible: boolean): void;
  /** The network as a file's bytes. */
  save(): Promise<Uint8Array>;
  /** Rejects with a sentence for the reader, and keeps the present network, when the bytes do not fit. */
  load(checkpoint: Uint8Array): Promise<void>;
  /** Of the network as it is; rejects with a sentence when there is none yet, or as `signal` says. */
  readonly ask: Ask<K>;
  /** Snapshots as they come, the newest only when the reader of them is slow. Ends when the run closes. */
  snapshots(): AsyncIterableIterator<SnapshotOf<K>>;
  onFailure(listener: (failure: Failure) => void): () => void;
  close(): void;
}

/** How a run speaks with the worker: given by the engine. */
export interface Line {
  send(message: Request): void;
  /** Sends a message that is answered once. */
  ask(make: (request: number) => Request, listening?: Listening): Promise<unknown>;
  /** The run has ended: tell the worker, if there is one, and forget the run. */
  closed(run: string): void;
  /** How often the worker was started again. */
  restarts: number;
}

/** What the engine tells a run, of whatever kind. */
export interface HeldRun {
  /** Of this run, so of its kind: snapshots come back under the name of the run that they are of. */
  take(snapshot: RunFacts): void;
  fail(failure: Failure): void;
  /** The worker is gone; `again` where another was started in its place. */
  revive(again: boolean, why: string): void;
  close(): void;
}

export class OpenRun<K extends TrainedKind> implements Run<K>, HeldRun {
  latest: SnapshotOf<K> | null = null;
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

  constructor(
    private readonly name: string,
    private readonly line: Line,
    private readonly kind: PageHalf<K>,
    private settings: SettingsOf<K>,
    private watching: WatchOf<K>,
  ) {
    this.open();
  }

  play(): void {
    this.regain();
    this.playing = true;
    this.line.send({ type: 'play', run: this.name });
  }

  pause(): void {
    this.playing = false;
    this.line.send({ type: 'pause', run: this.name });
  }

  step(steps = 1, part?: PartOf<K>): void {
    this.regain();
    this.playing = false;
    this.line.send({ type: 'step', run: this.name, steps, ...(part !== undefined && { part }) });
  }

  reset(): void {
    this.kept = null;
    this.regain();
    this.line.send({ type: 'reset', run: this.name });
  }

  configure(change: Partial<SettingsOf<K>>, how: Restart = 'continue'): void {
    const next = { ...this.settings, ...change };
    this.number += 1;
    if (how === 'reset' || this.kind.needsNewNetwork(this.settings, next)) {
      this.oldest = this.number;
      this.kept = null;
    }
    this.settings = next;
    this.line.send({ type: 'configure', run: this.name, number: this.number, change, how });
  }

  watch(change: Partial<WatchOf<K>>): void {
    this.watching = { ...this.watching, ...change };
    this.line.send({ type: 'watch', run: this.name, change });
  }

  setVisible(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    this.line.send({ type: 'visible', visible, run: this.name });
  }

  async save(): Promise<Uint8Array> {
    this.regain();
    return (await this.line.ask((request) => ({ type: 'save', run: this.name, request }))) as Uint8Array;
  }

  async load(checkpoint: Uint8Array): Promise<void> {
    this.regain();
    await this.line.ask((request) => ({ type: 'load', run: this.name, request, checkpoint }));
  }

  readonly ask = (async (question, spec, listening) => {
    this.regain();
    const run = this.name;
    return this.line.ask((request) => ({ type: 'ask', run, request, question, spec }), listening);
  }) as Ask<K>;

  async *snapshots(): AsyncIterableIterator<SnapshotOf<K>> {
    let seen: SnapshotOf<K> | null = null;
    while (!this.closed) {
      if (this.latest && this.latest !== seen) {
        const newest: SnapshotOf<K> = this.latest;
        seen = newest;
        yield newest;
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
    this.line.closed(this.name);
    this.wake();
  }

  take(snapshot: RunFacts): void {
    if (snapshot.number < this.oldest) return;
    if (snapshot.checkpoint) this.kept = snapshot.checkpoint;
    if (snapshot.status === 'done' || snapshot.status === 'error') this.playing = false;
    this.latest = snapshot as SnapshotOf<K>;
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
      const sentence = `The worker stopped ${this.line.restarts} times (${why}). Press the button that trains, or reset, to try again.`;
      this.fail({ kind: 'crashed', sentence, ended: true });
      return;
    }
    const from = this.kept && this.latest ? `the network of step ${this.latest.step}` : 'the start';
    this.fail({ kind: 'crashed', sentence: `The worker stopped (${why}); it was started again from ${from}.` });
    this.reopen();
    if (this.playing) this.line.send({ type: 'play', run: this.name });
  }

  /** The reader asks again for a run whose worker was given up. */
  private regain(): void {
    if (!this.lost) return;
    this.lost = false;
    this.line.restarts = 0;
    this.reopen();
  }

  private open(): void {
    const { settings, watching: watch, kept } = this;
    const { name: kind } = this.kind;
    this.line.send({ type: 'open', run: this.name, kind, settings, watch, ...(kept && { checkpoint: kept }) });
  }

  private reopen(): void {
    this.open();
    this.line.send({ type: 'configure', run: this.name, number: this.number, change: {}, how: 'continue' });
    if (!this.visible) this.line.send({ type: 'visible', visible: false, run: this.name });
  }

  private wake(): void {
    for (const resolve of this.readers) resolve();
    this.readers.clear();
  }
}
