/**
 * What an experiment trains with. `net` supplies it, in the worker and under Node alike, so that one experiment runs in both; tests
 * supply their own.
 */
import type { Batch } from '../batch';
import type { Denoiser } from '../denoiser';
import type { GanNetworks, GanRules } from '../gan/settings';
import type { NetworkSpec, Weighting } from '../network';
import type { ScheduleSpec } from '../schedule/schedule';

export interface DiffusionSettings {
  readonly network: NetworkSpec;
  readonly weighting: Weighting;
  readonly schedule: ScheduleSpec;
  readonly learningRate: number;
  readonly warmup: number;
  readonly decaySteps: number;
  readonly batchSize: number;
  readonly emaDecay: number;
  readonly seed: number;
}

export interface GanSettings extends GanRules {
  readonly networks: GanNetworks;
  readonly seed: number;
}

/** Settings of all who take part: `entrants.ts`. */
export interface Entrants {
  readonly diffusion: DiffusionSettings;
  readonly gan: GanSettings;
  readonly r3gan: GanSettings;
}

/** What both kinds of model have in common. */
export interface Learner {
  /** Steps taken; for a GAN, the generator's. */
  readonly steps: number;
  /** Floating-point operations of one step's matrix products; for a GAN, with the discriminator's steps and penalties. */
  readonly flopsPerStep: number;
  setData(points: Batch): void;
  /** Takes steps; returns a loss, which is not finite where training broke down. */
  train(steps: number): number;
  dispose(): void;
}

export interface DiffusionLearner extends Learner {
  denoiser(which?: 'ema' | 'raw'): Denoiser;
}

/** A PFGM++ model; at D = Infinity a diffusion model. */
export interface PoissonLearner extends DiffusionLearner {
  /** The average of weights rounded to so many bits (`few-bits.ts`), as a denoiser that stands still. */
  coarse(bits: number): Denoiser;
}

export interface GanLearner extends Learner {
  /** From latent codes [n, latent]. */
  generate(z: Batch, which?: 'ema' | 'raw'): Batch;
}

export interface Trainers {
  /** Each as the search left it: `entrants.ts`. */
  readonly defaults: Entrants;
  /** Where it is given, pairs trained alike are trained once for all claims of a run: the numbers are the same. */
  readonly trained?: Map<string, object>;
  readonly diffusion: (settings: DiffusionSettings) => Promise<DiffusionLearner>;
  /** Charges in `extra` dimensions more; the settings' weighting is not used. */
  readonly poisson: (settings: DiffusionSettings, extra: number) => Promise<PoissonLearner>;
  readonly gan: (settings: GanSettings) => Promise<GanLearner>;
}
