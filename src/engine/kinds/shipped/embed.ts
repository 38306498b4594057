/** What may be asked of the contrastive encoders, as plain data with its check. */
import type { Backend } from '../../backends';
import { checkNumbers, checkPixels, whole } from './checks';
import { mostPictures, pictureSize, type PixelUnits } from './pixels';

/** Captions and pictures into the space that they share. */
export interface EmbedSpec {
  /** Prompts as typed, read by `core/caption/prompt.ts`; unknown words are left out. */
  readonly texts?: readonly string[];
  /** [m, 784] in the units of `pixels`. */
  readonly pictures?: Float32Array | Float64Array;
  readonly pixels?: PixelUnits;
}

export interface Embedded {
  /** [texts, 32] and [pictures, 32], each row of length 1. */
  readonly texts: Float32Array;
  readonly pictures: Float32Array;
  /** [pictures, texts] cosines. */
  readonly cosines: Float64Array;
  /** What cosines are divided by before a softmax makes probabilities of them. */
  readonly temperature: number;
  readonly backend: Backend;
  readonly milliseconds: number;
}

/** Characters of a prompt at most. */
export const mostCharacters = 20_000;

export function checkText(text: unknown): void {
  if (typeof text !== 'string') throw new TypeError(`a prompt that is ${typeof text} (expected text)`);
  if (text.length > mostCharacters)
    throw new RangeError(`a prompt of ${text.length} characters (expected at most ${mostCharacters})`);
}

export function checkEmbedSpec({ texts = [], pictures, pixels }: EmbedSpec): void {
  checkPixels(pixels);
  if (!Array.isArray(texts)) throw new TypeError('prompts that are no list (expected a list of texts)');
  texts.forEach(checkText);
  whole('number of prompts', texts.length, pictures ? 0 : 1, mostPictures);
  if (!pictures) return;
  const n = pictures.length / pictureSize;
  whole('number of pictures', n, texts.length > 0 ? 0 : 1, mostPictures);
  checkNumbers('pictures', pictures, n * pictureSize);
}
