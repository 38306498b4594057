/** What may be asked of the shipped diffusion network, as plain data: pictures from noise, the denoised guess, a look inside. */
import type { NetworkPart } from '../../../core/image-network/parts';
import type { SamplerName } from '../../../core/sampler/index';
import type { ScheduleSpec } from '../../../core/schedule/schedule';
import type { Backend } from '../../backends';
import type { DigitJudgement } from './judgement';
import type { PixelUnits } from './pixels';

/** A class and how much of it, for several at once: D = D_none + sum of weight (D_label - D_none). */
export interface DigitPart {
  readonly label: number;
  readonly weight: number;
}

/** How the network is asked: shared by sampling and by guessing. */
export interface DigitAsking {
  /** The class of each row, -1 for none. Their number is the number of pictures. */
  readonly labels: readonly number[];
  /** w of Ho and Salimans 2022, eq. 6: 0 (default) is the conditional network, -1 the unconditional one. */
  readonly guidance?: number;
  /** `free` (default) is classifier-free; `classifier` adds (1 + w) grad ln p(label | x_t) to the unconditional score. */
  readonly how?: 'free' | 'classifier';
  /** Noise levels sigma / alpha, in standard units, between which it is guided; the conditional network alone elsewhere. */
  readonly interval?: readonly [number, number];
  /** phi of Lin et al. 2024, section 3.4; 0 (default) leaves the guided answer as it is. */
  readonly rescale?: number;
  /** Several conditions at once, in place of `guidance`; the same for all rows. */
  readonly parts?: readonly DigitPart[];
  /** Default: alpha = 1, sigma = 30 t in standard units. Else sigma is in the units of `pixels`. */
  readonly schedule?: ScheduleSpec;
  readonly pixels?: PixelUnits;
  /** Whether each guess is clipped to the range of pixels (default true). */
  readonly clip?: boolean;
  /** A part that the network has to do without. */
  readonly without?: NetworkPart;
}

/** Whose network draws. */
export const digitModels = ['digits', 'pupil', 'latent'] as const;
export type DigitModel = (typeof digitModels)[number];

export interface DigitSampleSpec extends DigitAsking {
  readonly seed: number;
  /**
   * The shipped diffusion network (default), or its pupil, which has guidance built in: it is told classes alone, and asked once or twice
   * under the digits' own schedule (`core/image-network/pupil.ts`). Or the model of codes: states are codes of 32 numbers, in units of mean 0 and
   * deviation 1, to which the schedule applies; all that is answered is decoded.
   */
  readonly model?: DigitModel;
  /** Row i starts from noise number `rows[i]` of the seed (default i). */
  readonly rows?: readonly number[];
  /** Default DPM-Solver++(2M). */
  readonly sampler?: SamplerName;
  /** Over the sampler's defaults (`eta`, …). */
  readonly options?: Readonly<Record<string, number | string | boolean>>;
  /** Calls of the denoiser; a sampler that needs several for a step takes fewer steps. Default 10. */
  readonly evaluations?: number;
  /** Times to visit, in place of as many as `evaluations` asks for. Strictly falling; the first is the start's. */
  readonly times?: readonly number[];
  /** Begin here in place of noise: one row a label, at time t. */
  readonly from?: { readonly x: Float32Array | Float64Array; readonly t: number };
  /** A progress report after every so many steps of a row; 0 for none. Default 2. */
  readonly every?: number;
  /** Whether the answer holds the states at all times. */
  readonly path?: boolean;
  /** Whether the shipped classifier judges the result. */
  readonly judge?: boolean;
}

/** The denoised guess E[x_0 | x_t], each row at its own time. */
export interface DigitGuessSpec extends DigitAsking {
  readonly x: Float32Array | Float64Array;
  /** One for each row, or one for all. */
  readonly times: readonly number[];
}

/** A look inside: what a layer puts out, and the guess of the clean picture, with everything and without a part. */
export interface DigitInspectSpec {
  /** One noised picture cos(a) x_0 + sin(a) epsilon in standard units, 784 numbers, with a = t pi / 2. */
  readonly x: Float32Array | Float64Array;
  readonly t: number;
  /** The class that the network is told, -1 for none. */
  readonly label: number;
  readonly without?: NetworkPart;
  /** The layer, by its places in the description's lists: `3.2`. */
  readonly path: string;
}

export interface DigitInspection {
  /** E[x_0 | x_t] in standard units, 784 numbers, clipped to the range of pixels. */
  readonly guess: Float32Array;
  /** The same of the network that lacks a part; the same array where it lacks none. */
  readonly crippled: Float32Array;
  /** The layer's output without the part: [side, side, channels], or `channels` numbers where side is 0. */
  readonly layer: {
    readonly path: string;
    readonly side: number;
    readonly channels: number;
    readonly values: Float32Array;
  };
}

/** Rows `first` to `first + count - 1` after some of their steps. Arrays are the receiver's. */
export interface DigitProgress {
  readonly first: number;
  readonly count: number;
  readonly t: number;
  /** Calls of the denoiser so far for these rows. */
  readonly evaluations: number;
  /** x_t and the guess of x_0 that led there, [count, 784], in the units asked for. */
  readonly x: Float32Array;
  readonly denoised: Float32Array;
  /** Share of all work that is done, 0 to 1. */
  readonly done: number;
}

export interface DigitsSampled {
  /** [n, 784] in the units asked for. */
  readonly x: Float32Array;
  readonly times: Float64Array;
  /** Calls of the denoiser for each row. */
  readonly evaluations: number;
  /** With `path`: one state a time, [n, 784] each. */
  readonly path: readonly Float32Array[];
  readonly judgement: DigitJudgement | null;
  readonly backend: Backend;
  /** How long it took, the loading of the network left out. */
  readonly milliseconds: number;
}
