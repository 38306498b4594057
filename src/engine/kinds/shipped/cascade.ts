/** What may be asked of the cascade, as plain data with its check. */
import {
  cascadeSides,
  mostAugmentation,
  thresholdings,
  type CascadeSide,
  type Thresholding,
} from '../../../core/image-network/cascade';
import type { Backend } from '../../backends';
import { checkNumbers, checkPixels, whole, within } from './checks';
import { checkText } from './embed';
import type { DigitJudgement } from './judgement';
import type { PixelUnits } from './pixels';

/** Most pictures of one question. */
export const mostCascaded = 200;

export interface CascadeSpec {
  /** What is asked for, as typed; only the first stage is told it. */
  readonly text: string;
  readonly count: number;
  readonly seed: number;
  /** w of Ho and Salimans 2022, eq. 6, of the first stage (default 1). */
  readonly guidance?: number;
  /** What is done to the first stage's guesses that leave the range of pixels (default static). */
  readonly thresholding?: Thresholding;
  /** Noise put on what the second and third stage are given, and told to them: from 0 (default), none, to `mostAugmentation` of a quarter turn. */
  readonly augmentation?: number;
  /** Calls of each stage's network (default 10 each). */
  readonly evaluations?: readonly [number, number, number];
  /** Pictures of few pixels [count, side^2] in place of the first stages': the stages above begin with them. */
  readonly from?: { readonly side: 7 | 14; readonly pictures: Float32Array | Float64Array };
  /** Units of all pictures, given and made. */
  readonly pixels?: PixelUnits;
  /** Whether the answer holds what each stage had at all times. */
  readonly path?: boolean;
  /** Whether the shipped classifier judges the pictures. */
  readonly judge?: boolean;
}

/** One stage. Pictures are [n, side^2] in the units asked for. */
export interface CascadeStage {
  readonly side: CascadeSide;
  readonly x: Float32Array;
  /** What it was given, drawn up and noised: null for the first. */
  readonly given: Float32Array | null;
  readonly times: Float64Array;
  /** With `path`, one entry a time: x_t (alpha = 1) and the guess of x_0 that led there; the first is noise, whose guess is itself. */
  readonly states: readonly Float32Array[];
  readonly guesses: readonly Float32Array[];
  readonly milliseconds: number;
}

export interface Cascaded {
  /** [n, 784] */
  readonly x: Float32Array;
  /** [32] of the prompt, of length 1. */
  readonly text: Float32Array;
  /** Those that ran, in order. */
  readonly stages: readonly CascadeStage[];
  readonly judgement: DigitJudgement | null;
  readonly backend: Backend;
}

/** On the way, after a step. Arrays are the receiver's. */
export interface CascadeProgress {
  readonly side: CascadeSide;
  /** Steps of the stage that are done, of how many. */
  readonly step: number;
  readonly steps: number;
  /** [n, side^2]: the guess. */
  readonly guess: Float32Array;
  /** Share of all work that is done, 0 to 1. */
  readonly done: number;
}

export function checkCascadeSpec(spec: CascadeSpec): void {
  const { text, count, seed, guidance = 1, thresholding = 'static', augmentation = 0, evaluations, from } = spec;
  checkText(text);
  checkPixels(spec.pixels);
  whole('number of pictures', count, 1, mostCascaded);
  whole('seed', seed, 0, 4_294_967_295);
  within('guidance', guidance, -1, 20);
  within('augmentation', augmentation, 0, mostAugmentation);
  if (!thresholdings.includes(thresholding))
    throw new RangeError(`unknown thresholding: ${String(thresholding)} (expected ${thresholdings.join(', ')})`);
  if (evaluations) {
    whole('number of stages', evaluations.length, cascadeSides.length, cascadeSides.length);
    evaluations.forEach((n) => whole('evaluations', n, 1, 200));
  }
  if (!from) return;
  if (![7, 14].includes(from.side)) throw new RangeError(`pictures of side ${String(from.side)} (expected 7 or 14)`);
  checkNumbers(`${count} pictures of side ${from.side}`, from.pictures, count * from.side ** 2);
}
