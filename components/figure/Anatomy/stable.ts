/** What is seen of the latent system at a step, taken from the answer. No DOM here. */
import {
  fulfilled,
  measures,
  onPaper,
  readPrompt,
  valueOf,
  attributeNames,
  type Attribute,
} from '../../../src/core/caption/index';
import { digitSide } from '../../../src/core/data/digits';
import { inkPixels } from '../../../src/core/image-network/pixels';
import type { Anatomy } from '../../../src/engine/kinds/shipped/anatomy';
import type { AnatomySettings } from './state';

const code = 196;
const pixels = digitSide * digitSide;
const spots = 49;

/** Codes have deviation 1: three of them are drawn in full. */
export const full = 3;

/** One step: from x at sigma to x at the next, by a guess. */
export interface StableStep {
  readonly sigma: number;
  readonly next: number;
  /** The states before and after, over the deviation sqrt(1 + sigma^2) that they have: as the network takes them. */
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly told: Float32Array;
  readonly untold: Float32Array;
  readonly difference: Float32Array;
  readonly guess: Float32Array;
  /** A map for each word. */
  readonly attention: readonly Float32Array[];
  /** The guess as a picture; null where it was not decoded. */
  readonly decoded: Float32Array | null;
  /** The state before the step, decoded as it is; null where it was not. */
  readonly undone: Float32Array | null;
}

const rowOf = (values: Float32Array, i: number, size: number) => values.subarray(i * size, (i + 1) * size);

const unit = (x: Float32Array, sigma: number) => x.map((v) => v / Math.sqrt(1 + sigma * sigma));

/** Root of the mean square. */
export function sizeOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2;
  return Math.sqrt(sum / Math.max(1, values.length));
}

export function stableStep(found: Anatomy, i: number): StableStep {
  const { sigmas, x, told, untold, guess, attention, decoded, undone, picture } = found;
  const words = wordCount(found);
  const last = i === sigmas.length - 2;
  const [with_, without] = [rowOf(told, i, code), rowOf(untold, i, code)];
  return {
    sigma: sigmas[i],
    next: sigmas[i + 1],
    before: unit(rowOf(x, i, code), sigmas[i]),
    after: unit(rowOf(x, i + 1, code), sigmas[i + 1]),
    told: with_,
    untold: without,
    difference: with_.map((v, k) => v - without[k]),
    guess: rowOf(guess, i, code),
    attention: Array.from({ length: words }, (_, w) => rowOf(attention, i * words + w, spots)),
    undone: undone.length > 0 ? rowOf(undone, i, pixels) : null,
    decoded: decoded.length > 0 ? rowOf(decoded, i, pixels) : last ? picture : null,
  };
}

/** Words that the network was told: 1, the empty one, where there are none. */
export const wordCount = ({ embedded, textChannels }: Anatomy): number => embedded.length / textChannels;

/** The names of the rows of the text encoder. */
export function wordNames(
  { prompt, words }: Pick<AnatomySettings, 'prompt' | 'words'>,
  found: Anatomy,
): readonly string[] {
  const read = words ? readPrompt(prompt).words.map(({ word }) => word) : [];
  return Array.from({ length: wordCount(found) }, (_, i) => read[i] ?? '(nothing)');
}

export interface AskedAttribute {
  readonly attribute: Attribute;
  /** As asked: `thin`, `not bold`. */
  readonly wish: string;
  /** As measured of the picture; null where there is no ink. */
  readonly value: string | null;
  readonly number: number;
  readonly kept: boolean;
}

/** What the prompt asks of the picture, held against what the instruments measure on it. */
export function askedOf(prompt: string, picture: Float32Array): readonly AskedAttribute[] {
  const ink = Float64Array.from(picture, (v) => Math.min(1, Math.max(0, inkPixels.mean + inkPixels.deviation * v)));
  const measured = measures(onPaper({ data: ink, dim: ink.length }), digitSide);
  const { wishes } = readPrompt(prompt);
  return attributeNames.flatMap((attribute) => {
    const wanted = wishes[attribute];
    if (!wanted || wanted.length === 0) return [];
    const number = measured[attribute][0];
    const value = valueOf(attribute, number);
    const wish = wanted.map((one) => (one.not ? `not ${one.value}` : one.value)).join(' and ');
    return [{ attribute, wish, value, number, kept: fulfilled(wanted, value) === true }];
  });
}
