/** What may be asked of the indices of training digits, as plain data with its check. */
import { searchSpaces, searchTimes, type SearchSpace } from '../../../core/search/spaces';
import { checkNumbers, checkPixels, whole } from './checks';
import { checkText } from './embed';
import { pictureSize, type PixelUnits } from './pixels';

/** The training digits nearest to a picture, in several spaces; or to words, in the space that they share with pictures. */
export interface SearchSpec {
  /** [784] in the units of `pixels`; or else `text`. */
  readonly picture?: Float32Array | Float64Array;
  readonly pixels?: PixelUnits;
  readonly text?: string;
  readonly spaces: readonly SearchSpace[];
  /** The noise level of the denoising network's features. */
  readonly t: number;
  /** The row of the picture among the digits, which names the noise that it is put under; another for none of them. */
  readonly row?: number;
  /** Neighbours (10). */
  readonly count?: number;
}

/** What one space says. */
export interface SearchedSpace {
  readonly space: SearchSpace;
  /** Rows of the training digits, nearest first. */
  readonly rows: Int32Array;
  /** Distances in units of the middle distance between a held-out digit and its nearest training digit. */
  readonly distances: Float64Array;
  /** Share of held-out digits that come nearer to a training digit than this picture does; null for words, which no digit is compared with. */
  readonly nearer: number | null;
}

export interface Searched {
  readonly spaces: readonly SearchedSpace[];
  readonly milliseconds: number;
}

export const mostNeighbours = 100;

export function checkSearchSpec({ picture, pixels, text, spaces, t, row = 0, count = 10 }: SearchSpec): void {
  checkPixels(pixels);
  if ((picture === undefined) === (text === undefined))
    throw new TypeError(
      `a search for ${picture ? 'a picture and words' : 'nothing'} (expected a picture, or words, and not both)`,
    );
  if (picture) checkNumbers('the picture', picture, pictureSize);
  if (text !== undefined) checkText(text);
  if (!Array.isArray(spaces) || spaces.length === 0) throw new TypeError('no spaces (expected at least one)');
  for (const space of spaces as readonly string[]) {
    if (!(searchSpaces as readonly string[]).includes(space))
      throw new RangeError(`unknown space: ${space} (expected ${searchSpaces.join(', ')})`);
    if (text !== undefined && space !== 'contrastive')
      throw new RangeError(`words in the space of ${space} (expected contrastive, the only one that has words)`);
  }
  if (!(searchTimes as readonly number[]).includes(t))
    throw new RangeError(`there is no index at t = ${t} (expected ${searchTimes.join(', ')})`);
  whole('row', row, 0, 0xffffffff);
  whole('number of neighbours', count, 1, mostNeighbours);
}
