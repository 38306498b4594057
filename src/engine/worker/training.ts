/** A run that learns points in the plane. */
import { makeTarget } from '../../core/data/index';
import type { Target } from '../../core/data/target';
import { random } from '../../core/random';
import type { SavedWeights, Trainer } from '../../net/trainer';
import type { Checkpoint } from '../checkpoint';
import type { Restart, RunFacts, Snapshot } from '../protocol';
import { needsNewTrainer, parseRunSettings, type RunSettings } from '../settings';
import type { Watch } from '../watch';
import { startTrainer, trainerSettings, type Started } from './backend';
import { fromCheckpoint, toCheckpoint } from './kept';
import { LearningRun } from './learning';
import { likelihoods } from './likelihood';
import { sampled } from './sampled';
import { type HeldOut, heldOutPoints, look, type Sight, unseen } from './look';

/** Points of the target that a run trains on, drawn once from its seed. */
export const poolSize = 16_384;

export class Training extends LearningRun<RunSettings, Watch, SavedWeights, Trainer, Sight> {
  protected get rate(): number {
    return this.settings.learningRate;
  }

  protected readonly unseen = unseen;
  private target!: Target;
  private heldOut!: HeldOut;

  /** Samples from the averaged weights, and likelihoods under them, in a way of the page's own, without showing it. */
  readonly sample = (spec: unknown) => sampled(this.trainer, this.settings, spec, () => this.disposed);
  readonly likelihood = (spec: unknown) => likelihoods(this.trainer, this.settings, spec, () => this.disposed);

  protected parse(settings: unknown): RunSettings {
    return parseRunSettings(settings);
  }

  protected needsNewTrainer(a: RunSettings, b: RunSettings): boolean {
    return needsNewTrainer(a, b);
  }

  protected start(): Promise<Started<Trainer>> {
    return startTrainer(this.settings, this.context.without);
  }

  protected setData(): void {
    const { target, seed } = this.settings;
    this.target = makeTarget(target);
    this.trainer?.setData(this.target.sample(poolSize, random(seed).split('data')));
    this.heldOut = heldOutPoints(this.target);
  }

  protected reconfigure(trainer: Trainer, change: Partial<RunSettings>, how: Restart): void {
    if (change.target !== undefined) this.setData();
    const { network: _network, seed: _seed, ...rates } = trainerSettings(this.settings);
    trainer.configure(rates, { restartClock: how === 'adapt' });
  }

  protected write(saved: SavedWeights): Checkpoint {
    return toCheckpoint(this.settings, saved);
  }

  protected read(checkpoint: Checkpoint): SavedWeights {
    return fromCheckpoint(checkpoint, this.settings);
  }

  protected stepOf(saved: SavedWeights): number {
    return saved.step;
  }

  protected sight(trainer: Trainer, givenUp: () => boolean): Promise<Sight | null> {
    return look(trainer, this.settings, this.watch, this.target, this.heldOut, givenUp);
  }

  protected snapshot(trainer: Trainer, sight: Sight, facts: RunFacts): Snapshot {
    const { modes } = this.target;
    return {
      ...sight,
      ...facts,
      backend: trainer.backend,
      parameters: trainer.parameters,
      flopsPerStep: trainer.flopsPerStep,
      lossByLevel: trainer.lossByLevel(),
      modes: modes ? modes.data.length / modes.dim : -1,
    };
  }
}
