/** What may be asked of the shipped network of captions, as plain data with its checks: pictures of what words say, and where the words were looked at. */
import type { Measures } from '../../../core/caption/instruments';
import { captionLength, vocabulary } from '../../../core/caption/words';
import type { Backend } from '../../backends';
import { mostGuidance, whole, within } from './checks';
import type { DigitJudgement } from './judgement';

/** A caption as `readPrompt` (`core/caption`) gives it: tokens filled up to the longest caption, and where there is one. */
export interface Said {
  readonly tokens: ArrayLike<number>;
  readonly mask: ArrayLike<number>;
}

export interface DigitPromptSpec {
  readonly prompt: Said;
  /** What guidance leads away from (default: nothing said). Without guidance it has no part. */
  readonly negative?: Said;
  /** w of D = D_n + (1 + w)(D_c - D_n), Ho and Salimans 2022, eq. 6; 0 (default) asks the prompt alone. */
  readonly guidance?: number;
  readonly seed: number;
  /** Picture i starts from noise number `rows[i]` of the seed. */
  readonly rows: readonly number[];
  /** Steps of DPM-Solver++(2M), each of which asks the network once. Default 10. */
  readonly evaluations?: number;
  /** Whether it is told, on the way and at the end, what was guessed and where it was looked (default true). */
  readonly watch?: boolean;
}

/** One step of all pictures. */
export interface PromptStep {
  /** sigma / alpha at which the network was asked, in deviations of the codes. */
  readonly noise: number;
  /** [n, 784] the guess of the final code, as the decoder draws it: grey levels, 255 for ink. */
  readonly grey: Uint8Array;
  /**
   * [n, words, places]: of the attention of each place of the code, the share that goes to each word of the caption, averaged over heads and
   * layers; over the words it sums to 1. Places in rows, as the picture's.
   */
  readonly attention: Float32Array;
}

/** A step when it is taken. Arrays are the receiver's. */
export interface DigitPromptProgress extends PromptStep {
  /** Of `steps`, from 1 on. */
  readonly step: number;
  readonly steps: number;
}

export interface DigitsPrompted {
  /** [n, 784] grey levels, 255 for ink. */
  readonly grey: Uint8Array;
  /** Every step, where they were watched. */
  readonly steps: readonly PromptStep[];
  /** By the instruments that captions are true by, of these grey levels. */
  readonly measures: Measures;
  readonly judgement: DigitJudgement;
  readonly backend: Backend;
  /** How long it took, the loading of the networks left out. */
  readonly milliseconds: number;
}

/** Most pictures in one request. */
export const mostPrompted = 200;

/** Throws a `RangeError` that names what was expected. */
export function checkPromptSpec(spec: DigitPromptSpec): void {
  const { prompt, negative, guidance = 0, seed, rows, evaluations = 10 } = spec;
  checkSaid('prompt', prompt);
  if (negative !== undefined) checkSaid('negative prompt', negative);
  within('guidance by', guidance, -mostGuidance, mostGuidance);
  whole('seed', seed, 0, 4_294_967_295);
  whole('number of pictures', rows.length, 1, mostPrompted);
  rows.forEach((row) => whole('row', row, 0, 4_294_967_295));
  whole('evaluations', evaluations, 1, 200);
}

export function checkSaid(what: string, { tokens, mask }: Said): void {
  for (const [name, numbers] of [
    ['tokens', tokens],
    ['places of the mask', mask],
  ] as const)
    if (numbers.length !== captionLength)
      throw new RangeError(`${numbers.length} ${name} of the ${what} (expected ${captionLength})`);
  for (let i = 0; i < captionLength; i++) {
    whole(`token ${i} of the ${what}`, tokens[i], 0, vocabulary.length - 1);
    whole(`place ${i} of the ${what}’s mask`, mask[i], 0, 1);
  }
  if (!Array.from(mask).includes(1))
    throw new RangeError(`a ${what} whose places are all masked (expected one to look at)`);
}
