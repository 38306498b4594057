/** One training run inside the worker: its trainer, its slices, its snapshots, and its accidents. */
import { makeTarget } from '../../core/data/index';
import type { Target } from '../../core/data/target';
import { random } from '../../core/random';
import { BackendLostError, createTrainer, type SavedWeights, type Trainer } from '../../net/trainer';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint';
import type { FailureKind, Report, Restart, Status } from '../protocol';
import { needsNewTrainer, parseRunSettings, type Backend, type RunSettings } from '../settings';
import type { Watch } from '../watch';
import { chooseBackend, trainerSettings, type Choice } from './backend';
import { fromCheckpoint, toCheckpoint } from './kept';
import { Pace } from './pace';
import { tensorflowUsed } from './tensorflow';
import { type HeldOut, heldOutPoints, look, type Sight, unseen } from './look';

export interface TrainingContext {
  readonly report: (message: Report) => void;
  /** Backends to do as if the browser lacked. */
  readonly without: readonly Backend[];
}

/** Points of the target that a run trains on, drawn once from its seed. */
const poolSize = 16_384;
/** Milliseconds between two kept copies of the weights. */
const keepMs = 2000;
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
  private good: SavedWeights | null = null;
  private keptAt = 0;
  private readonly pace = new Pace();
  private lossSum = 0;
  private lossSteps = 0;
  private snapshotAt = 0;
  private snapshotCost = 0;
  /** Steps already taken when the run began or was last asked to go on or adapt: `stopAfter` counts from here. */
  private began = 0;

  constructor(
    private readonly name: string,
    private settings: RunSettings,
    private watch: Watch,
    private readonly context: TrainingContext,
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
    const targetChanged = change.target !== undefined;
    this.settings = next;
    this.number = number;
    this.snapshotAt = 0;
    if (rebuild || !this.trainer) {
      await this.build();
    } else {
      if (targetChanged) this.setTarget();
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
    if (this.state !== 'open') {
      this.state = 'open';
      this.began = this.trainer?.steps ?? 0;
    }
    this.playing = true;
    this.snapshotAt = performance.now();
    this.pace.resume();
  }

  async pause(): Promise<void> {
    if (!this.playing) return;
    this.playing = false;
    this.keptAt = 0;
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
    this.account(loss, steps);
    if (!(loss < divergedLoss)) return this.diverged();
    this.keptAt = 0;
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
    const trainer = this.trainer;
    if (!this.active || !trainer) return Infinity;
    const steps = this.stepsNow();
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
    this.account(loss, steps);
    if (!(loss < divergedLoss)) {
      await this.diverged();
      return Infinity;
    }
    const { stopAfter } = this.settings;
    if (stopAfter > 0 && trainer.steps - this.began >= stopAfter) {
      this.playing = false;
      this.state = 'done';
      this.keptAt = 0;
      await this.show();
      return Infinity;
    }
    const wait = Math.max(this.watch.interval, 2 * this.snapshotCost);
    if (performance.now() - this.snapshotAt >= wait) await this.show();
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
    const choice = await chooseBackend(this.settings, this.context.without);
    this.choice = choice;
    if (choice.warning) this.fail('unsupported', choice.warning);
    if (choice.backend !== 'simd') tensorflowUsed();
    this.trainer = await createTrainer(choice.backend, trainerSettings(this.settings));
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
    this.good = trainer.save();
    this.pace.forget();
    this.lossSum = 0;
    this.lossSteps = 0;
    this.snapshotAt = 0;
  }

  private restore(bytes: Uint8Array): void {
    if (!this.trainer) return;
    const saved = fromCheckpoint(decodeCheckpoint(bytes), this.settings);
    this.trainer.load(saved);
    this.began = saved.step;
    this.good = saved;
  }

  private stepsNow(): number {
    const { speed, stopAfter } = this.settings;
    const left = stopAfter > 0 ? Math.max(1, stopAfter - ((this.trainer?.steps ?? 0) - this.began)) : Infinity;
    return this.pace.next(speed, left);
  }

  private account(loss: number, steps: number): void {
    this.lossSum += loss * steps;
    this.lossSteps += steps;
  }

  private async show(): Promise<void> {
    const trainer = this.trainer;
    if (!trainer) return;
    this.interrupted = false;
    const from = performance.now();
    let sight: Sight | null;
    try {
      sight = await look(trainer, this.settings, this.watch, this.target, this.heldOut, () => this.interrupted || this.disposed);
    } catch (error) {
      if (!(error instanceof BackendLostError)) throw error;
      return this.repair();
    }
    this.snapshotAt = performance.now();
    this.snapshotCost = this.snapshotAt - from;
    if (!sight || this.disposed) return;
    this.send(sight);
  }

  private send(sight: Sight): void {
    const trainer = this.trainer;
    if (!trainer) return;
    const now = performance.now();
    let checkpoint: Uint8Array | null = null;
    if (now - this.keptAt > keepMs) {
      this.good = trainer.save();
      this.keptAt = now;
      checkpoint = encodeCheckpoint(toCheckpoint(this.settings, this.good));
    }
    this.context.report({
      type: 'snapshot',
      snapshot: {
        ...sight,
        run: this.name,
        number: this.number,
        status: this.status,
        step: trainer.steps,
        backend: trainer.backend,
        reason: this.choice?.reason ?? '',
        stepsPerSecond: this.pace.stepMs > 0 ? 1000 / this.pace.stepMs : 0,
        parameters: trainer.parameters,
        flopsPerStep: trainer.flopsPerStep,
        loss: this.lossSteps > 0 ? this.lossSum / this.lossSteps : NaN,
        lossByLevel: trainer.lossByLevel(),
        modes: this.target.modes ? this.target.modes.data.length / this.target.modes.dim : -1,
        checkpoint,
      },
    });
    this.lossSum = 0;
    this.lossSteps = 0;
  }

  /** NaN, Infinity or an absurd loss: stop, put the last good weights back, say so. */
  private async diverged(): Promise<void> {
    const at = this.trainer?.steps ?? 0;
    if (this.good) this.trainer?.load(this.good);
    this.playing = false;
    this.state = 'diverged';
    this.lossSum = 0;
    this.lossSteps = 0;
    this.fail(
      'diverged',
      `The loss left the numbers at step ${at}, so training stopped; the weights of step ${this.good?.step ?? 0} are kept. ` +
        `The learning rate was ${this.settings.learningRate}: try a smaller one.`,
    );
    await this.show();
  }

  /** The backend lost its context (a sleeping laptop, a busy driver): build another and go on from the kept weights. */
  private async repair(): Promise<void> {
    const { good } = this;
    const from = good?.step ?? 0;
    this.fail('context-lost', `The graphics context was lost; training goes on from step ${from}.`);
    await this.build();
    if (good) {
      this.trainer?.load(good);
      this.good = good;
    }
    await this.show();
  }

  private fail(kind: FailureKind, sentence: string): void {
    this.context.report({ type: 'failure', run: this.name, kind, sentence });
  }
}
