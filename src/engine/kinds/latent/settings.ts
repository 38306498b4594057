/** An autoencoder and a diffusion model of its codes, trained one after the other, as plain data: what the page sends and the worker checks once. */
import type { RunSettings } from '../../settings';

export const latentSizes = [2, 8, 16, 32, 64] as const;
/** Numbers of a code. */
export type LatentSize = (typeof latentSizes)[number];

/** What is learned or done one after the other. */
export const latentPhases = ['autoencoder', 'codes', 'tuning', 'diffusion'] as const;
export type LatentPhase = (typeof latentPhases)[number];

export interface LatentSettings extends RunSettings {
  readonly latent: LatentSize;
  /** Whether codes are drawn from the encoder's normal (a variational autoencoder); false for the plain one, whose code is its mean. */
  readonly drawn: boolean;
  /** What a nat of the code's divergence costs beside the squared error; a plain autoencoder knows none. */
  readonly klWeight: number;
  /** Whether the decoder is tuned against a critic. */
  readonly tuned: boolean;
  /** Operations of all phases together. */
  readonly budget: number;
  /** Shares of it, of any sum; without the tuning the others keep their ratio. All training digits are encoded once before they are shared out. */
  readonly split: LatentSplit;
  /** The samples of a snapshot: the seed of their noise, w of their guidance, calls of the denoiser for each. */
  readonly sampleSeed: number;
  readonly guidance: number;
  readonly evaluations: number;
}

export interface LatentSplit {
  readonly autoencoder: number;
  readonly tuning: number;
  readonly diffusion: number;
}

export const latentDefaults: LatentSettings = {
  latent: 32,
  drawn: true,
  klWeight: 0.02,
  tuned: true,
  budget: 0.74e12,
  split: { autoencoder: 0.45, tuning: 0.25, diffusion: 0.3 },
  seed: 7,
  backend: 'auto',
  stopAfter: 0,
  speed: 0,
  sampleSeed: 1,
  guidance: 1,
  evaluations: 10,
  race: null,
};

/** True when a change from `a` to `b` needs new networks: all but how samples are drawn and when the run rests. */
export function needsNewLatent(a: LatentSettings, b: LatentSettings): boolean {
  const made = ({ latent, drawn, klWeight, tuned, budget, split, seed, backend }: LatentSettings) =>
    JSON.stringify([
      latent,
      drawn,
      klWeight,
      tuned,
      budget,
      split.autoencoder,
      split.tuning,
      split.diffusion,
      seed,
      backend,
    ]);
  return made(a) !== made(b);
}
