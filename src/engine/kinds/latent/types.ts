/** A run that learns an autoencoder and then a diffusion model of its codes: what it shows and what it answers. */
import type { Backend } from '../../backends';
import type { DigitWatch } from '../digits/settings';
import type { DigitLook, PictureSnapshot } from '../digits/types';
import type { DigitJudgement } from '../shipped/judgement';
import type { PixelUnits } from '../shipped/pixels';
import type { LatentPhase, LatentSettings } from './settings';

export interface Latent {
  readonly settings: LatentSettings;
  readonly watch: DigitWatch;
  readonly snapshot: LatentSnapshot;
  readonly ask: {
    /** Pictures from noise in the space of codes, by the networks as they are. */
    readonly draw: readonly [LatentDrawSpec, LatentDrawn];
  };
}

export interface LatentDrawSpec {
  /** The class of each picture, -1 for none. Their number is the number of pictures. */
  readonly labels: readonly number[];
  readonly seed: number;
  /** Row i starts from noise number `rows[i]` of the seed (default i). */
  readonly rows?: readonly number[];
  /** w of Ho and Salimans 2022, eq. 6; default 0. */
  readonly guidance?: number;
  /** Calls of the denoiser; default 10. */
  readonly evaluations?: number;
  readonly pixels?: PixelUnits;
  readonly judge?: boolean;
}

export interface LatentDrawn {
  /** [n, 784] in the units asked for. */
  readonly x: Float32Array;
  /** [n, numbers of a code], of mean 0 and deviation 1 over the training digits. */
  readonly codes: Float32Array;
  readonly judgement: DigitJudgement | null;
  readonly backend: Backend;
  /** How long the denoiser and the decoder took. */
  readonly milliseconds: number;
}

/** Of the last step of each phase; 0 before the first. */
export interface LatentLosses {
  /** Mean squared error of a number, in standard units. */
  readonly distortion: number;
  /** Divergence of the codes from the standard normal, nats a picture. */
  readonly rate: number;
  /** What the critic says of real pictures and of what comes back. */
  readonly real: number;
  readonly made: number;
  /** The denoiser's squared error, of unit codes. */
  readonly diffusion: number;
}

/** Where samples come from: the normal that codes should fill, until there is a diffusion model. */
export type SampledBy = 'prior' | 'diffusion';

export interface LatentLook extends DigitLook {
  readonly by: SampledBy;
}

/** Ten digits that were held out, one of each class, and what comes back of them. */
export interface Reconstructions {
  /** [10, 784] grey levels each. */
  readonly originals: Uint8Array;
  readonly pictures: Uint8Array;
  /** Mean squared error of a number, in standard units. */
  readonly distortion: number;
}

export interface LatentSnapshot extends PictureSnapshot {
  readonly look: LatentLook | null;
  readonly reconstructions: Reconstructions | null;
  readonly phase: LatentPhase;
  /** Share of that phase that is done. */
  readonly done: number;
  readonly losses: LatentLosses;
  readonly parameters: { readonly autoencoder: number; readonly denoiser: number };
}
