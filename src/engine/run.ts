/** One training run as the page holds it: what was asked of it, the newest snapshot, the weights to restore it from. */
import type { Player } from '../core/gan/networks';
import type {
  AnySnapshot,
  Change,
  DigitGanSnapshot,
  DigitSnapshot,
  FailureKind,
  Opening,
  Request,
  Restart,
  Snapshot,
  WatchChange,
} from './protocol';
import type { DigitGenerateSpec, DigitsGenerated } from './digit-gan';
import { type DigitGanRunSettings, needsNewDigitGan } from './digit-gan-settings';
import { type DigitRunSettings, type DigitWatch, needsNewDigitTrainer } from './digit-settings';
import type { GanSampled, GanSampleSpec, GanSnapshot, GanWatch } from './gan';
import { type GanRunSettings, needsNewGan } from './gan-settings';
import type { Likelihoods, LikelihoodSpec } from './likelihood';
import type { Sampled, SampleSpec } from './sampling';
import { needsNewTrainer, type RunSettings } from './settings';
import type { Watch } from './watch';

export interface Failure {
  readonly kind: FailureKind;
  /** A plain sentence for the reader. */
  readonly sentence: string;
  /** The run stands still until the reader plays, steps or resets it. */
  readonly ended?: boolean;
}

/** A kind of run: how it is opened, and which changes make an older snapshot one of another network. */
export interface RunKind<S, W, N extends AnySnapshot> {
  opening(settings: S, watch: W): Opening;
  needsNewTrainer(a: S, b: S): boolean;
  /** Only here for its type. */
  readonly snapshot?: N;
}

export const pointsRun: RunKind<RunSettings, Watch, Snapshot> = {
  opening: (settings, watch) => ({ learns: 'points', settings, watch }),
  needsNewTrainer,
};
export const digitsRun: RunKind<DigitRunSettings, DigitWatch, DigitSnapshot> = {
  opening: (settings, watch) => ({ learns: 'digits', settings, watch }),
  needsNewTrainer: needsNewDigitTrainer,
};
export const ganRun: RunKind<GanRunSettings, GanWatch, GanSnapshot> = {
  opening: (settings, watch) => ({ learns: 'gan', settings, watch }),
  needsNewTrainer: needsNewGan,
};
export const digitGanRun: RunKind<DigitGanRunSettings, DigitWatch, DigitGanSnapshot> = {
  opening: (settings, watch) => ({ learns: 'gan-digits', settings, watch }),
  needsNewTrainer: needsNewDigitGan,
};

/** The page's handle on one training run. */
export interface Run<S = RunSettings, W = Watch, N extends AnySnapshot = Snapshot> {
  /** The newest snapshot that obeys the newest settings; null before the first. */
  readonly latest: N | null;
  play(): void;
  pause(): void;
  /** Exactly `steps` optimizer steps, then pause. */
  step(steps?: number): void;
  /** New weights from the seed. */
  reset(): void;
  /** Changes settings while the run trains; once the network is another, older snapshots are dropped. */
  configure(change: Partial<S>, how?: Restart): void;
  watch(change: Partial<W>): void;
  /** Off-screen runs rest. */
  setVisible(visible: boolean): void;
  /** The network as a file's bytes. */
  save(): Promise<Uint8Array>;
  /** Rejects with a sentence for the reader, and keeps the present network, when the bytes do not fit. */
  load(checkpoint: Uint8Array): Promise<void>;
  /** Samples from the network as it is, in a way of the caller's own; rejects with a sentence when there is none yet. */
  sample(spec: SampleSpec): Promise<Sampled>;
  /** Likelihoods under the network as it is; rejects with a sentence when there is none yet. */
  likelihood(spec: LikelihoodSpec): Promise<Likelihoods>;
  /** Snapshots as they come, the newest only when the reader of them is slow. Ends when the run closes. */
  snapshots(): AsyncIterableIterator<N>;
  onFailure(listener: (failure: Failure) => void): () => void;
  close(): void;
}

/** A game: its players can be stepped alone, and its samples take one pass. */
export interface GanRun extends Omit<Run<GanRunSettings, GanWatch, GanSnapshot>, 'sample' | 'likelihood'> {
  /** Exactly `steps` optimizer steps of one player, then pause. */
  stepPlayer(player: Player, steps?: number): void;
  draw(spec: GanSampleSpec): Promise<GanSampled>;
}

/** A game on digits, whose samples are asked for as the shipped game's are. */
export interface DigitGanRun extends Omit<
  Run<DigitGanRunSettings, DigitWatch, DigitGanSnapshot>,
  'sample' | 'likelihood'
> {
  generate(spec: DigitGenerateSpec): Promise<DigitsGenerated>;
}

/** How a run speaks with the worker: given by the engine. */
export interface Line {
  send(message: Request): void;
  /** Sends a message that is answered once. */
  ask(make: (request: number) => Request): Promise<unknown>;
  /** The run has ended: tell the worker, if there is one, and forget the run. */
  closed(run: string): void;
  /** How often the worker was started again. */
  restarts: number;
}

export type AnySettings = RunSettings | DigitRunSettings | GanRunSettings | DigitGanRunSettings;

export class OpenRun<
  S extends AnySettings,
  W extends Watch | DigitWatch | GanWatch,
  N extends AnySnapshot,
> implements Run<S, W, N> {
  latest: N | null = null;
  private settings: S;
  private watching: W;
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
    private readonly kind: RunKind<S, W, N>,
    settings: S,
    watch: W,
  ) {
    this.settings = settings;
    this.watching = watch;
    this.line.send({ type: 'open', run: name, ...kind.opening(settings, watch) });
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

  step(steps = 1): void {
    this.regain();
    this.playing = false;
    this.line.send({ type: 'step', run: this.name, steps });
  }

  stepPlayer(player: Player, steps = 1): void {
    this.regain();
    this.playing = false;
    this.line.send({ type: 'step', run: this.name, steps, player });
  }

  async draw(spec: GanSampleSpec): Promise<GanSampled> {
    this.regain();
    return (await this.line.ask((request) => ({ type: 'sample', run: this.name, request, spec }))) as GanSampled;
  }

  async generate(spec: DigitGenerateSpec): Promise<DigitsGenerated> {
    this.regain();
    return (await this.line.ask((request) => ({ type: 'sample', run: this.name, request, spec }))) as DigitsGenerated;
  }

  reset(): void {
    this.kept = null;
    this.regain();
    this.line.send({ type: 'reset', run: this.name });
  }

  configure(change: Partial<S>, how: Restart = 'continue'): void {
    const next = { ...this.settings, ...change };
    this.number += 1;
    if (how === 'reset' || this.kind.needsNewTrainer(this.settings, next)) {
      this.oldest = this.number;
      this.kept = null;
    }
    this.settings = next;
    this.line.send({ type: 'configure', run: this.name, number: this.number, change: change as Change, how });
  }

  watch(change: Partial<W>): void {
    this.watching = { ...this.watching, ...change };
    this.line.send({ type: 'watch', run: this.name, watch: change as WatchChange });
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

  async sample(spec: SampleSpec): Promise<Sampled> {
    this.regain();
    return (await this.line.ask((request) => ({ type: 'sample', run: this.name, request, spec }))) as Sampled;
  }

  async likelihood(spec: LikelihoodSpec): Promise<Likelihoods> {
    this.regain();
    return (await this.line.ask((request) => ({ type: 'likelihood', run: this.name, request, spec }))) as Likelihoods;
  }

  async *snapshots(): AsyncIterableIterator<N> {
    let seen: N | null = null;
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
    this.line.closed(this.name);
    this.wake();
  }

  take(snapshot: N): void {
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

  private reopen(): void {
    this.line.send({
      type: 'open',
      run: this.name,
      ...this.kind.opening(this.settings, this.watching),
      ...(this.kept && { checkpoint: this.kept }),
    });
    this.line.send({ type: 'configure', run: this.name, number: this.number, change: {}, how: 'continue' });
    if (!this.visible) this.line.send({ type: 'visible', visible: false, run: this.name });
  }

  private wake(): void {
    for (const resolve of this.readers) resolve();
    this.readers.clear();
  }
}
