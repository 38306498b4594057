/** What may be asked of the networks that bring a picture from one kind to another, as plain data with its check. */
import type { Measures } from '../../../core/caption/instruments';
import { changes, type Change } from '../../../core/translation/pairs';
import type { Backend } from '../../backends';
import { checkNumbers, checkPixels, whole, within } from './checks';
import type { DigitJudgement } from './judgement';
import { pictureSize, type PixelUnits } from './pixels';

/** Handwriting and type, of which nobody has pairs. */
export const domains = ['hand', 'type'] as const;
export type DomainName = (typeof domains)[number];

/** Ways from one domain to the other. */
export const unpairedWays = ['bridge', 'sdedit', 'pulled'] as const;
export type UnpairedWay = (typeof unpairedWays)[number];

/** Most pictures of one question. */
export const mostTranslated = 32;

export type TranslationHow =
  /** By the network that learned from pairs. */
  | { readonly way: 'pairs'; readonly change: Change }
  /** By the two domains' models; a bridge draws nothing and has one answer. */
  | { readonly way: 'bridge'; readonly to: DomainName }
  /** By the other domain's model, beginning at this share of the steps. */
  | { readonly way: 'sdedit'; readonly to: DomainName; readonly strength: number }
  /** The same, every guess pulled towards the picture's coarse layout, by 0 to 1. */
  | { readonly way: 'pulled'; readonly to: DomainName; readonly strength: number; readonly pull: number };

export interface TranslationSpec {
  readonly picture: Float32Array | Float64Array;
  readonly how: TranslationHow;
  /** The class that models of a domain are told; -1 for none. */
  readonly label: number;
  /** Answers: of a bridge 1. */
  readonly count: number;
  readonly seed: number;
  /** Calls of each network (default `translationSteps`). */
  readonly evaluations?: number;
  /** Units of all pictures, given and made. */
  readonly pixels?: PixelUnits;
}

export const translationSteps = 20;

/** What is measured of pictures, one entry a picture. */
export interface TranslationReadings {
  readonly judgement: DigitJudgement;
  /** Probability of type by the network that tells it from handwriting. */
  readonly type: Float64Array;
  readonly measures: Pick<Measures, 'thickness' | 'slant'>;
  /** Root mean square difference from the source, ink from 0 to 1. */
  readonly apart: Float64Array;
}

export interface Translated {
  /** [count, 784] */
  readonly x: Float32Array;
  /** The first answer's way: noise beside data of deviation 1, and the state [784], scaled back to the data's deviation. */
  readonly route: readonly { readonly sigma: number; readonly x: Float32Array }[];
  readonly readings: TranslationReadings;
  /** The same of the source. */
  readonly source: TranslationReadings;
  readonly backend: Backend;
  readonly milliseconds: number;
}

/** On the way. Arrays are the receiver's. */
export interface TranslationProgress {
  /** The first answer's state, as in the route. */
  readonly sigma: number;
  readonly x: Float32Array;
  /** Share of all steps that is done, 0 to 1. */
  readonly done: number;
}

export function checkTranslationSpec({ picture, how, label, count, seed, evaluations, pixels }: TranslationSpec): void {
  checkNumbers('a picture', picture, pictureSize);
  checkPixels(pixels);
  whole('class', label, -1, 9);
  whole('number of answers', count, 1, mostTranslated);
  whole('seed', seed, 0, 4_294_967_295);
  if (evaluations !== undefined) whole('evaluations', evaluations, 2, 200);
  checkHow(how, count);
}

function checkHow(how: TranslationHow, count: number): void {
  if (how.way === 'pairs') {
    if (!changes.includes(how.change))
      throw new RangeError(`unknown change: ${String(how.change)} (expected ${changes.join(', ')})`);
    return;
  }
  if (!unpairedWays.includes(how.way))
    throw new RangeError(
      `unknown way: ${String((how as { readonly way: unknown }).way)} (expected pairs, ${unpairedWays.join(', ')})`,
    );
  if (!domains.includes(how.to))
    throw new RangeError(`unknown domain: ${String(how.to)} (expected ${domains.join(' or ')})`);
  if (how.way === 'bridge') return whole('number of answers of a bridge', count, 1, 1);
  within('strength', how.strength, 0, 1);
  if (how.way === 'pulled') within('pull', how.pull, 0, 1);
}
