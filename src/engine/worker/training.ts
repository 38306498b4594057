/** One training run inside the worker: its trainer, its slices, its snapshots, and its accidents. */
import { makeTarget } from '../../core/data/index';
import type { Target } from '../../core/data/target';
import { random } from '../../core/random';
import { BackendLostError, type Trainer } from '../../net/trainer';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint';
import type { FailureKind, Report, Restart, Status } from '../protocol';
import { needsNewTrainer, parseRunSettings, type Backend, type RunSettings } from '../settings';
import type { Watch } from '../watch';
import { startTrainer, trainerSettings, type Choice } from './backend';
import { facts, LossMeter } from './facts';
import { fromCheckpoint, Keeper, toCheckpoint } from './kept';
import { likelihoods } from './likelihood';
import { Pace } from './pace';
import { sampled } from './sampled';
import * as sentences from './sentences';
import { tensorflowUsed } from './tensorflow';
import { type HeldOut, heldOutPoints, look, type Sight, unseen } from './look';

export interface TrainingContext {
  readonly report: (message: Report) => void;
  /** Backends to do as if the browser lacked. */
  readonly without: readonly Backend[];
}

/** Points of the target that a run trains on, drawn once from its seed. */
const poolSize = 16_384;
/** A loss beyond this has diverged, finite or not: squared errors here are near 1. */
const divergedLoss = 1e8;

export class Training {
  static pageVisible = true;

  private trainer: Trainer | null = null;
  private choice: Choice | null = null;
  private target!: Target;
  private heldOut!: HeldOut;
  private number = 0;
  private playing = false;
  private visible = true;
  private state: 'open' | 'done' | 'diverged' = 'open';
  private interrupted = false;
  private disposed = false;
  private readonly keeper = new Keeper();
  private readonly pace = new Pace();
  private readonly meter = new LossMeter();
  private snapshotAt = 0;
  private snapshotCost = 0;
  /** Steps already taken when the run began or was last asked to go on or adapt: `stopAfter` counts from here. */
  private began = 0;

  constructor(
    private readonly name: string, private settings: RunSettings, private watch: Watch, private readonly context: TrainingContext,
  ) {}

  /** Picks the backend, builds the trainer, and shows the untrained network. */
  async prepare(checkpoint?: Uint8Array): Promise<void> {
    await this.build();
    if (checkpoint) this.restore(checkpoint);
    await this.show();
  }

  async configure(number: number, change: Partial<RunSettings>, how: Restart): Promise<void> {
    const next = parseRunSettings({ ...this.settings, ...change });
    const rebuild = needsNewTrainer(this.settings, next);
    this.settings = next;
    this.number = number;
    this.snapshotAt = 0;
    if (rebuild || !this.trainer) {
      await this.build();
    } else {
      if (change.target !== undefined) this.setTarget();
      const { network: _network, seed: _seed, ...rates } = trainerSettings(next);
      this.trainer.configure(rates, { restartClock: how === 'adapt' });
      if (how === 'reset') this.renew();
    }
    if (how !== 'continue' || rebuild) {
      this.state = 'open';
      this.began = this.trainer?.steps ?? 0;
    }
    if (!this.active) await this.show();
  }

  async look(change: Partial<Watch>): Promise<void> {
    this.watch = { ...this.watch, ...change };
    this.snapshotAt = 0;
    if (!this.active) await this.show();
  }

  async play(): Promise<void> {
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

  async stepOnce(steps: number): Promise<void> {
    this.playing = false;
    this.state = 'open';
    if (!this.trainer) return;
    const loss = this.trainer.train(Math.max(1, Math.min(1000, Math.round(steps))));
    this.meter.add(loss, steps);
    if (!(loss < divergedLoss)) return this.diverged();
    this.keeper.soon();
    await this.show();
  }

  async setVisible(visible: boolean): Promise<void> {
    this.visible = visible;
    this.pace.resume();
    this.showStatus();
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
    const steps = this.pace.next(speed, Math.max(1, end - trainer.steps));
    if (steps === 0) return 5;
    const from = performance.now();
    let loss: number;
    try {
      loss = trainer.train(steps);
    } catch (error) {
      if (!(error instanceof BackendLostError)) throw error;
      await this.repair();
      return 0;
    }
    this.pace.measured(steps, performance.now() - from);
    this.meter.add(loss, steps);
    if (!(loss < divergedLoss)) {
      await this.diverged();
      return Infinity;
    }
    if (trainer.steps >= end) {
      this.playing = false;
      this.state = 'done';
      this.keeper.soon();
      await this.show();
      return Infinity;
    }
    if (performance.now() - this.snapshotAt >= Math.max(this.watch.interval, 2 * this.snapshotCost)) await this.show();
    return 0;
  }

  save(): Uint8Array {
    if (!this.trainer) throw new Error('There is no network to save yet.');
    return encodeCheckpoint(toCheckpoint(this.settings, this.trainer.save()));
  }

  async load(bytes: Uint8Array): Promise<void> {
    this.restore(bytes);
    this.state = 'open';
    await this.show();
  }

  /** Samples from the averaged weights, and likelihoods under them, in a way of the page's own, without showing it. */
  readonly sample = (spec: unknown) => sampled(this.trainer, this.settings, spec, () => this.disposed);
  readonly likelihood = (spec: unknown) => likelihoods(this.trainer, this.settings, spec, () => this.disposed);

  /** A snapshot without new samples: what the reader sees when only the status changed. */
  showStatus(): void {
    if (this.trainer) this.send(unseen);
  }

  dispose(): void {
    this.disposed = true;
    this.playing = false;
    this.trainer?.dispose();
    this.trainer = null;
  }

  private get active(): boolean {
    return this.playing && this.visible && Training.pageVisible && this.state === 'open' && !this.disposed;
  }

  private get status(): Status {
    if (!this.trainer) return 'loading';
    if (this.state === 'diverged') return 'error';
    if (this.state === 'done') return 'done';
    if (this.playing) return this.active ? 'running' : 'resting';
    return this.trainer.steps === 0 ? 'ready' : 'paused';
  }

  private async build(): Promise<void> {
    this.trainer?.dispose();
    this.trainer = null;
    const { choice, trainer } = await startTrainer(this.settings, this.context.without);
    if (choice.warning) this.fail('unsupported', choice.warning);
    if (choice.backend !== 'simd') tensorflowUsed();
    [this.choice, this.trainer] = [choice, trainer];
    this.setTarget();
    this.renew();
  }

  private setTarget(): void {
    const { target, seed } = this.settings;
    this.target = makeTarget(target);
    this.trainer?.setData(this.target.sample(poolSize, random(seed).split('data')));
    this.heldOut = heldOutPoints(this.target);
  }

  private renew(): void {
    const trainer = this.trainer;
    if (!trainer) return;
    trainer.reset(this.settings.seed);
    this.began = 0;
    this.keeper.good = trainer.save();
    this.pace.forget();
    this.meter.clear();
    this.snapshotAt = 0;
  }

  private restore(bytes: Uint8Array): void {
    const saved = fromCheckpoint(decodeCheckpoint(bytes), this.settings);
    this.trainer?.load(saved);
    this.began = saved.step;
    this.keeper.good = saved;
  }

  private async show(): Promise<void> {
    const trainer = this.trainer;
    if (!trainer) return;
    this.interrupted = false;
    const from = performance.now();
    try {
      const sight = await look(trainer, this.settings, this.watch, this.target, this.heldOut, () => this.interrupted || this.disposed);
      this.snapshotAt = performance.now();
      this.snapshotCost = this.snapshotAt - from;
      if (!this.disposed) this.send(sight ?? unseen); // given up or not, the page learns how things stand
    } catch (error) {
      if (!(error instanceof BackendLostError)) throw error;
      await this.repair();
    }
  }

  private send(sight: Sight): void {
    if (!this.trainer) return;
    const snapshot = {
      ...sight,
      ...facts(this.trainer, this.meter, this.pace, this.target),
      run: this.name,
      number: this.number,
      status: this.status,
      reason: this.choice?.reason ?? '',
      checkpoint: this.keeper.keep(this.trainer, this.settings),
    };
    this.context.report({ type: 'snapshot', snapshot });
    this.meter.clear();
  }

  /** NaN, Infinity or an absurd loss: stop, put the last good weights back, say so. */
  private async diverged(): Promise<void> {
    const at = this.trainer?.steps ?? 0;
    if (this.keeper.good) this.trainer?.load(this.keeper.good);
    this.playing = false;
    this.state = 'diverged';
    this.meter.clear();
    this.fail('diverged', sentences.diverged(at, this.keeper.good?.step ?? 0, this.settings.learningRate));
    await this.show();
  }

  /** The backend lost its context (a sleeping laptop, a busy driver): build another and go on from the kept weights. */
  private async repair(): Promise<void> {
    const { good } = this.keeper;
    this.fail('context-lost', sentences.contextLost(good?.step ?? 0));
    await this.build();
    if (good) {
      this.trainer?.load(good);
      this.keeper.good = good;
    }
    await this.show();
  }

  private fail(kind: FailureKind, sentence: string): void {
    this.context.report({ type: 'failure', run: this.name, kind, sentence });
  }
}
