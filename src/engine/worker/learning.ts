/** One training run inside the worker, whatever it learns: its slices, its snapshots, and its accidents. */
import type { Player } from '../../core/gan/networks';
import { BackendLostError } from '../../net/trainer';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../checkpoint';
import type { AnySnapshot, FailureKind, Request, Restart, RunFacts } from '../protocol';
import type { Choice, Started } from './backend';
import { LossMeter } from './facts';
import { Keeper } from './keeper';
import { page, type Learner, type LearningSettings, type TrainingContext } from './learner';
import { Standing } from './standing';
import * as sentences from './sentences';
import { tensorflowUsed } from './tensorflow';

/** What differs between kinds of runs is abstract: the trainer, the data, what is shown, and how files are written. */
export abstract class LearningRun<
  S extends LearningSettings,
  W extends { readonly interval: number },
  K,
  T extends Learner<K>,
  Sight extends object,
> extends Standing<S, T> {
  /** Messages that do not wait until the samples are drawn. */
  readonly hurriedBy: ReadonlySet<Request['type']> = new Set<Request['type']>([
    'pause',
    'reset',
    'close',
    'step',
    'load',
  ]);

  protected choice: Choice | null = null;
  protected readonly meter = new LossMeter();
  private snapshotAt = 0;
  private snapshotCost = 0;
  private number = 0;
  private interrupted = false;
  private readonly keeper: Keeper<K>;
  /** Steps already taken when the run began or was last asked to go on or adapt: `stopAfter` counts from here. */
  private began = 0;

  constructor(
    protected readonly name: string,
    protected settings: S,
    protected watch: W,
    protected readonly context: TrainingContext,
    keepMs = 250,
  ) {
    super();
    this.keeper = new Keeper<K>((saved) => encodeCheckpoint(this.write(saved)), keepMs);
    this.enter();
  }

  /** The rate that is named where a run has left the numbers. */
  protected abstract readonly rate: number;
  protected abstract parse(settings: unknown): S;
  protected abstract needsNewTrainer(a: S, b: S): boolean;
  protected abstract start(): Promise<Started<T>>;
  /** Gives the trainer what it learns from. */
  protected abstract setData(): void;
  /** Tells the trainer what changed. */
  protected abstract reconfigure(trainer: T, change: Partial<S>, how: Restart): void;
  protected abstract write(saved: K): Checkpoint;
  /** Throws `CheckpointError`, with what was found and what was expected, unless the weights fit. */
  protected abstract read(checkpoint: Checkpoint): K;
  protected abstract stepOf(saved: K): number;
  /** In a way of the page's own, without showing them. */
  abstract sample(spec: unknown): Promise<unknown>;
  abstract likelihood(spec: unknown): Promise<unknown>;
  /** Null when it was given up. */
  protected abstract sight(trainer: T, givenUp: () => boolean): Promise<Sight | null>;
  /** Nothing to see: a status alone. */
  protected abstract readonly unseen: Sight;
  protected abstract snapshot(trainer: T, sight: Sight, facts: RunFacts): AnySnapshot;

  /** Picks the backend, builds the trainer, and shows the untrained network. */
  async prepare(checkpoint?: Uint8Array): Promise<void> {
    await this.build();
    if (checkpoint) this.restore(checkpoint);
    await this.show();
  }

  async configure(number: number, change: Partial<S>, how: Restart): Promise<void> {
    const next = this.parse({ ...this.settings, ...change });
    const rebuild = this.needsNewTrainer(this.settings, next);
    this.settings = next;
    this.number = number;
    this.snapshotAt = 0;
    if (rebuild || !this.trainer) await this.build();
    else {
      this.reconfigure(this.trainer, change, how);
      if (how === 'reset') this.renew();
    }
    if (how !== 'continue' || rebuild) {
      this.state = 'open';
      this.began = this.trainer?.steps ?? 0;
    }
    if (!this.active) await this.show();
  }

  async look(change: Partial<W>): Promise<void> {
    this.watch = { ...this.watch, ...change };
    this.snapshotAt = 0;
    if (!this.active) await this.show();
  }

  async play(): Promise<void> {
    if (!this.trainer) await this.prepare();
    if (this.state !== 'open') this.began = this.trainer?.steps ?? 0;
    this.state = 'open';
    this.playing = true;
    this.snapshotAt = performance.now();
    this.pace.resume();
  }

  async pause(): Promise<void> {
    if (!this.playing) return;
    this.playing = false;
    this.keeper.soon();
    await this.show();
  }

  async reset(): Promise<void> {
    this.renew();
    this.state = 'open';
    if (!this.playing) await this.show();
    else this.snapshotAt = 0;
  }

  async stepOnce(steps: number, player?: Player): Promise<void> {
    this.playing = false;
    this.state = 'open';
    if (!this.trainer) return;
    if (!this.take(this.trainer, Math.max(1, Math.min(1000, Math.round(steps))), player)) return this.diverged();
    this.keeper.soon();
    await this.show();
  }

  setVisible(visible: boolean): Promise<void> {
    this.visible = visible;
    this.pace.resume();
    this.showStatus();
    return Promise.resolve();
  }

  /** Called at once, ahead of the queue: an unfinished look is given up so that the message is answered. */
  interrupt(): void {
    this.interrupted = true;
  }

  /** Trains for a slice. Resolves to the milliseconds until there is more to do; Infinity when nothing is. */
  async slice(): Promise<number> {
    const { trainer } = this;
    if (!this.active || !trainer) return Infinity;
    const { speed, stopAfter } = this.settings;
    const end = stopAfter > 0 ? this.began + stopAfter : Infinity;
    if (this.left === 0) return this.finish();
    const { allowed } = this;
    if (allowed === 0) return 1; // another of its group is behind, and has its turn now
    const steps = this.pace.next(speed, Math.max(1, Math.min(allowed, end - trainer.steps)));
    if (steps === 0) return 5;
    let fine: boolean;
    try {
      fine = this.advance(trainer, steps);
    } catch (error) {
      if (!(error instanceof BackendLostError)) throw error;
      await this.repair();
      return 0;
    }
    if (!fine) {
      await this.diverged();
      return Infinity;
    }
    if (trainer.steps >= end || this.left === 0) return this.finish();
    if (this.mark > 0 || performance.now() - this.snapshotAt >= Math.max(this.watch.interval, 2 * this.snapshotCost))
      await this.show();
    return 0;
  }

  /** Takes so many steps, or what fits into a slice; false where the loss left the numbers. */
  protected advance(trainer: T, steps: number): boolean {
    return this.take(trainer, steps);
  }

  /** Exactly so many, of one player alone where a game is told so. */
  protected take(trainer: T, steps: number, _player?: Player): boolean {
    const from = performance.now();
    const loss = trainer.train(steps);
    this.meter.add(loss, steps);
    this.count(trainer, steps, performance.now() - from);
    return loss < sentences.divergedLoss;
  }

  private async finish(): Promise<number> {
    this.playing = false;
    this.state = 'done';
    this.keeper.soon();
    await this.show();
    return Infinity;
  }

  save(): Uint8Array {
    if (!this.trainer) throw new Error('There is no network to save yet.');
    return encodeCheckpoint(this.write(this.trainer.save()));
  }

  async load(bytes: Uint8Array): Promise<void> {
    this.restore(bytes);
    this.state = 'open';
    await this.show();
  }

  /** A snapshot without new samples: what the reader sees when only the status changed. */
  showStatus(): void {
    // A hidden page may never be seen again: what was learned is handed over.
    if (!this.visible || !page.visible) this.keeper.soon();
    if (this.trainer) this.send(this.unseen);
  }

  dispose(): void {
    this.disposed = true;
    this.leave();
    this.playing = false;
    this.trainer?.dispose();
    this.trainer = null;
  }

  protected async build(): Promise<void> {
    this.trainer?.dispose();
    this.trainer = null;
    const { choice, trainer } = await this.start();
    if (choice.warning) this.fail('unsupported', choice.warning);
    if (choice.backend !== 'simd') tensorflowUsed();
    [this.choice, this.trainer] = [choice, trainer];
    this.setData();
    this.renew();
  }

  /** New weights. */
  protected renew(): void {
    const { trainer } = this;
    if (!trainer) return;
    trainer.reset(this.settings.seed);
    this.began = 0;
    this.spentAfter(0);
    this.keeper.good = trainer.save();
    this.pace.forget();
    this.meter.clear();
    this.snapshotAt = 0;
  }

  private restore(bytes: Uint8Array): void {
    const saved = this.read(decodeCheckpoint(bytes));
    this.trainer?.load(saved);
    this.began = this.stepOf(saved);
    this.spentAfter(this.began);
    this.keeper.good = saved;
  }

  protected async show(): Promise<void> {
    const { trainer } = this;
    if (!trainer) return;
    this.interrupted = false;
    const from = performance.now();
    try {
      const sight = await this.sight(trainer, () => this.interrupted || this.disposed);
      this.snapshotAt = performance.now();
      this.snapshotCost = this.snapshotAt - from;
      if (!this.disposed) this.send(sight ?? this.unseen); // given up or not, the page learns how things stand
    } catch (error) {
      if (!(error instanceof BackendLostError)) throw error;
      await this.repair();
    }
  }

  private send(sight: Sight): void {
    const { trainer } = this;
    if (!trainer) return;
    const facts: RunFacts = {
      run: this.name,
      number: this.number,
      status: this.status,
      step: trainer.steps,
      spent: this.spent,
      ...(this.mark > 0 && { mark: this.mark }),
      stepsPerSecond: this.pace.stepMs > 0 ? 1000 / this.pace.stepMs : 0,
      loss: this.meter.mean,
      reason: this.choice?.reason ?? '',
      checkpoint: this.keeper.keep(trainer),
    };
    this.context.report({ type: 'snapshot', snapshot: this.snapshot(trainer, sight, facts) });
    this.meter.clear();
  }

  /** NaN, Infinity or an absurd loss: stop, put the last good weights back, say so. */
  protected async diverged(): Promise<void> {
    const at = this.trainer?.steps ?? 0;
    const { good } = this.keeper;
    if (good) this.trainer?.load(good);
    this.playing = false;
    this.state = 'diverged';
    this.meter.clear();
    this.fail('diverged', sentences.diverged(at, good ? this.stepOf(good) : 0, this.rate));
    await this.show();
  }

  /** The backend lost its context (a sleeping laptop, a busy driver): build another and go on from the kept weights. */
  private async repair(): Promise<void> {
    const { good } = this.keeper;
    const { spent } = this;
    this.fail('context-lost', sentences.contextLost(good ? this.stepOf(good) : 0));
    await this.build();
    this.spent = spent;
    if (good) this.trainer?.load(good);
    this.keeper.good = good;
    await this.show();
  }

  protected fail(kind: FailureKind, sentence: string): void {
    this.context.report({ type: 'failure', run: this.name, kind, sentence });
  }
}
