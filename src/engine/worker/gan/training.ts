/** A run in which two networks play a game over points in the plane. */
import { makeTarget } from '../../../core/data/index';
import type { Target } from '../../../core/data/target';
import type { Player } from '../../../core/gan/networks';
import { normalBatch, random } from '../../../core/random';
import { createGanTrainer, type GanTrainer, type GanTrainerSettings } from '../../../net/gan/trainer';
import type { SavedGan } from '../../../net/gan/saved';
import type { Checkpoint } from '../../checkpoint';
import { parseGanSampleSpec, type GanSampled, type GanSnapshot, type GanWatch } from '../../gan';
import { needsNewGan, parseGanSettings, rulesOf, type GanRunSettings } from '../../gan-settings';
import type { RunFacts } from '../../protocol';
import type { Backend } from '../../settings';
import { startOn, timed, type Contest, type Started } from '../backend';
import { LearningRun } from '../learning';
import { type HeldOut, heldOutPoints } from '../look';
import { divergedLoss } from '../sentences';
import { poolSize } from '../training';
import { fromCheckpoint, toCheckpoint } from './kept';
import { look, unseen, type GanSight } from './look';

export class GanTraining extends LearningRun<GanRunSettings, GanWatch, SavedGan, GanTrainer, GanSight> {
  protected readonly unseen = unseen;
  private target!: Target;
  private heldOut!: HeldOut;

  protected get rate(): number {
    return Math.max(this.settings.generatorRate, this.settings.discriminatorRate);
  }

  readonly sample = (asked: unknown): Promise<GanSampled> => new Promise((told) => told(this.sampled(asked)));

  private sampled(asked: unknown): GanSampled {
    const {
      trainer,
      settings: { networks },
    } = this;
    if (!trainer) throw new Error('There is no generator to sample from yet.');
    const { count, seed, which } = parseGanSampleSpec(asked);
    const z = normalBatch(count, networks.latent, random(seed));
    const from = performance.now();
    const { data } = trainer.generate(z, which);
    return { points: data, milliseconds: performance.now() - from };
  }

  readonly likelihood = (): Promise<never> =>
    Promise.reject(new Error('A GAN has no likelihood: it samples a density that it cannot evaluate.'));

  protected parse(settings: unknown): GanRunSettings {
    return parseGanSettings(settings);
  }

  protected needsNewTrainer(a: GanRunSettings, b: GanRunSettings): boolean {
    return needsNewGan(a, b);
  }

  protected start(): Promise<Started<GanTrainer>> {
    return startOn(
      contest(this.settings),
      (backend) => createGanTrainer(backend, trainerSettings(this.settings)),
      this.context.without,
    );
  }

  protected setData(): void {
    const { target, seed } = this.settings;
    this.target = makeTarget(target);
    this.trainer?.setData(this.target.sample(poolSize, random(seed).split('data')));
    this.heldOut = heldOutPoints(this.target);
  }

  protected reconfigure(trainer: GanTrainer, change: Partial<GanRunSettings>): void {
    if (change.target !== undefined) this.setData();
    trainer.configure(rulesOf(this.settings));
  }

  protected override take(trainer: GanTrainer, steps: number, player?: Player): boolean {
    if (!player) return super.take(trainer, steps);
    let loss = 0;
    for (let i = 0; i < steps && loss < divergedLoss; i++) loss = trainer.stepOnly(player);
    return loss < divergedLoss;
  }

  protected write(saved: SavedGan): Checkpoint {
    return toCheckpoint(this.settings, saved);
  }

  protected read(checkpoint: Checkpoint): SavedGan {
    return fromCheckpoint(checkpoint, this.settings);
  }

  protected stepOf(saved: SavedGan): number {
    return saved.steps;
  }

  protected sight(trainer: GanTrainer): Promise<GanSight> {
    return Promise.resolve(look(trainer, this.settings, this.watch, this.target, this.heldOut));
  }

  protected snapshot(trainer: GanTrainer, sight: GanSight, facts: RunFacts): GanSnapshot {
    const { modes } = this.target;
    return {
      ...sight,
      ...facts,
      backend: trainer.backend,
      parameters: trainer.parameters,
      flopsPerStep: trainer.flopsPerStep,
      losses: trainer.losses,
      modes: modes ? modes.data.length / modes.dim : -1,
    };
  }
}

export function trainerSettings(settings: GanRunSettings): GanTrainerSettings {
  return { ...rulesOf(settings), networks: settings.networks, seed: settings.seed };
}

const contest = (settings: GanRunSettings): Contest => ({
  asked: settings.backend,
  key: ['gan', JSON.stringify(settings.networks), settings.batchSize].join(' '),
  time: (backend) => timeStep(backend, settings),
});

async function timeStep(backend: Backend, settings: GanRunSettings): Promise<number> {
  const trainer = await createGanTrainer(backend, trainerSettings(settings));
  try {
    trainer.setData(makeTarget({ kind: 'eight-gaussians' }).sample(1024, random(1)));
    return timed(() => trainer.train(1));
  } finally {
    trainer.dispose();
  }
}
