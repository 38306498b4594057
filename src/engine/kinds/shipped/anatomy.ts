/** What may be asked of latent diffusion with words taken apart, as plain data with its checks: one picture, step by step, and every tensor on the way. */
import { samplerNames, samplers, type SamplerName } from '../../../core/sampler/index';
import type { Backend } from '../../backends';
import { checkNumbers, whole, within } from './checks';
import { pictureSize } from './pixels';

/** Steps at most: every one is kept and shown. */
export const mostSteps = 40;
/** Characters of a prompt at most; the network reads far fewer words. */
export const longestPrompt = 20_000;

export interface AnatomySpec {
  /** As typed; what is not known is left out. */
  readonly prompt: string;
  /** Whether the words reach the network at all (default true). */
  readonly words?: boolean;
  /** w of Ho and Salimans 2022, eq. 6. Absent: the network is asked once a call, with the words alone. */
  readonly guidance?: number;
  readonly seed: number;
  /** Steps of the sampler from noise to nothing; default 10. */
  readonly steps?: number;
  /** Default DPM-Solver++(2M); none that chooses its own steps. */
  readonly sampler?: SamplerName;
  /**
   * Begin at a picture in place of noise (784 numbers in standard units): its code, noised to where the last `strength` of the steps begin
   * (Meng et al. 2022, as Stable Diffusion's image to image does).
   */
  readonly from?: { readonly picture: Float32Array | Float64Array; readonly strength: number };
  /** Whether every step's guess and state are decoded, or the last code alone (default). */
  readonly every?: boolean;
}

/** Everything of one picture. Codes are [7, 7, 4], place by place, in units of their deviation. Arrays are the receiver's. */
export interface Anatomy {
  /** The text encoder's rows [words, textChannels] before its attention, and as the network attends to them; `words` at least 1, the empty one. */
  readonly embedded: Float32Array;
  readonly encoded: Float32Array;
  readonly textChannels: number;
  /** Who looks at whom in the encoder: [words, words], every row sums to 1; mean over its heads and blocks. */
  readonly looking: Float32Array;
  /** The code of the picture that was begun with, and what the decoder makes of it; null where it begins at noise. */
  readonly source: { readonly code: Float32Array; readonly back: Float32Array } | null;
  /** Times visited, n + 1 of them, and the noise there in units of the codes' deviation. */
  readonly times: Float64Array;
  readonly sigmas: Float64Array;
  /** The state at every time: [n + 1, 196]. */
  readonly x: Float32Array;
  /** The guess of the clean code at the beginning of every step, [n, 196] each: with the words, without them, and as it is used. */
  readonly told: Float32Array;
  readonly untold: Float32Array;
  readonly guess: Float32Array;
  /** How much every place looks at every word: [n, words, 49]; over words it sums to 1; mean over heads and blocks. */
  readonly attention: Float32Array;
  /** Pictures of the guesses, [n, 784] in standard units; empty unless asked for. */
  readonly decoded: Float32Array;
  /** The same of the states before each step, over their deviation sqrt(1 + sigma^2): what a decoder makes of codes that it was never taught. */
  readonly undone: Float32Array;
  /** The picture, [784] in standard units. */
  readonly picture: Float32Array;
  /** Calls of the denoiser; with guidance each asks the network twice. */
  readonly evaluations: number;
  readonly backend: Backend;
  /** How long it took, the loading of the networks left out. */
  readonly milliseconds: number;
}

/** After every step, the share of all work that is done. */
export interface AnatomyProgress {
  readonly done: number;
}

/** Throws a `RangeError` that names what was expected. */
export function checkAnatomySpec({ prompt, guidance, seed, steps = 10, sampler = 'dpmpp2m', from }: AnatomySpec): void {
  if (typeof prompt !== 'string') throw new RangeError(`a prompt that is ${typeof prompt} (expected text)`);
  if (prompt.length > longestPrompt)
    throw new RangeError(`a prompt of ${prompt.length} characters (expected at most ${longestPrompt})`);
  if (guidance !== undefined) within('guidance by', guidance, -20, 20);
  whole('seed', seed, 0, 4_294_967_295);
  whole('steps', steps, 1, mostSteps);
  const able = samplerNames.filter((name) => samplers[name].adaptive !== true);
  if (!able.includes(sampler))
    throw new RangeError(`unknown sampler: ${String(sampler)} (expected ${able.join(', ')})`);
  if (!from) return;
  checkNumbers('a picture', from.picture, pictureSize);
  if (!(from.strength > 0 && from.strength <= 1))
    throw new RangeError(`strength ${from.strength} (expected above 0, at most 1)`);
}

/** How many of the steps are taken from a picture of this strength: at least one. */
export function stepsTaken(steps: number, strength = 1): number {
  return Math.max(1, Math.round(steps * strength));
}
