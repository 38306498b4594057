/** What may be asked of the prior and the decoder of embeddings, as plain data with its check. */
import { unclipGuidance } from '../../../core/image-network/unclip';
import type { Backend } from '../../backends';
import { checkNumbers, checkPixels, whole, within } from './checks';
import { checkText } from './embed';
import type { DigitJudgement } from './judgement';
import { pictureSize, type PixelUnits } from './pixels';

/** Most pictures of one question. */
export const mostUnclipped = 200;

/** Where the embeddings come from that pictures are drawn of. */
export type UnclipSource =
  /** A prompt: the prior draws an embedding a picture, or, without it, the prompt's own embedding is handed on. */
  | { readonly kind: 'text'; readonly text: string; readonly count: number; readonly prior?: boolean }
  /** Of a picture [784]: variations. */
  | { readonly kind: 'picture'; readonly picture: Float32Array | Float64Array; readonly count: number }
  /** Between two pictures [2, 784], along the arc from one embedding (0) to the other (1): a picture a share, all from the same noise. */
  | {
      readonly kind: 'between';
      readonly pictures: Float32Array | Float64Array;
      readonly shares: readonly number[];
    }
  /**
   * A picture [784] turned towards what `to` says beyond `from`: along the arc from its embedding to the direction of the two prompts' difference (Ramesh et
   * al. 2022, section 3.3), by shares of the whole way; a picture a share, all from the same noise.
   */
  | {
      readonly kind: 'difference';
      readonly picture: Float32Array | Float64Array;
      readonly from: string;
      readonly to: string;
      readonly shares: readonly number[];
    };

export interface UnclipSpec {
  readonly source: UnclipSource;
  readonly seed: number;
  /** w of Ho and Salimans 2022, eq. 6, of each network (default `unclipGuidance`: 1 and 0.5). */
  readonly guidance?: { readonly prior?: number; readonly decoder?: number };
  /** Calls of each network (default 10 and 10). */
  readonly evaluations?: { readonly prior?: number; readonly decoder?: number };
  /** Units of all pictures, given and made. */
  readonly pixels?: PixelUnits;
  /** Whether the answer holds what each network had at all times. */
  readonly path?: boolean;
  /** Whether the shipped classifier judges the pictures. */
  readonly judge?: boolean;
}

/** A network's steps, one entry a time; the first is noise, whose guess is itself. */
export interface UnclipPath {
  readonly times: Float64Array;
  /** [n, 32] each: x_t and the guess of x_0 that led there, in standard units. */
  readonly states: readonly Float32Array[];
  readonly guesses: readonly Float32Array[];
}

export interface Unclipped {
  /** [32] of the prompt, of length 1; null where there is none. */
  readonly text: Float32Array | null;
  /** [n, 32] that the decoder was told, each of length 1. */
  readonly embeddings: Float32Array;
  /** [n, 32] codes that it drew, and their pictures [n, 784]. */
  readonly codes: Float32Array;
  readonly x: Float32Array;
  /** [n, 32] of the pictures made, and the cosine [n] of each with the embedding that it was drawn of. */
  readonly again: Float32Array;
  readonly cosines: Float64Array;
  /** With `path`: the prior's steps where it was asked, in embeddings times the root of 32. */
  readonly prior: UnclipPath | null;
  /** With `path`: the decoder's, and the pictures [n, 784] of its guesses. */
  readonly decoder: (UnclipPath & { readonly pictures: readonly Float32Array[] }) | null;
  readonly judgement: DigitJudgement | null;
  readonly backend: Backend;
  /** How long each part took, the loading of the networks left out. */
  readonly milliseconds: {
    readonly encoders: number;
    readonly prior: number;
    readonly decoder: number;
    readonly pixels: number;
  };
}

/** On the way, after a step. Arrays are the receiver's. */
export interface UnclipProgress {
  readonly part: 'prior' | 'decoder';
  /** Steps of the part that are done, of how many. */
  readonly step: number;
  readonly steps: number;
  /** [n, 784] of the decoder's guess; null while the prior works. */
  readonly x: Float32Array | null;
  /** Share of all work that is done, 0 to 1. */
  readonly done: number;
}

export function checkUnclipSpec({ source, seed, guidance = {}, evaluations = {}, pixels }: UnclipSpec): void {
  checkPixels(pixels);
  whole('seed', seed, 0, 4_294_967_295);
  within('guidance of the prior', guidance.prior ?? unclipGuidance.prior, -1, 20);
  within('guidance of the decoder', guidance.decoder ?? unclipGuidance.decoder, -1, 20);
  whole('evaluations of the prior', evaluations.prior ?? 10, 1, 200);
  whole('evaluations of the decoder', evaluations.decoder ?? 10, 1, 200);
  checkSource(source);
}

function checkSource(source: UnclipSource): void {
  switch (source.kind) {
    case 'text':
      checkText(source.text);
      return whole('number of pictures', source.count, 1, mostUnclipped);
    case 'picture':
      checkNumbers('a picture', source.picture, pictureSize);
      return whole('number of pictures', source.count, 1, mostUnclipped);
    case 'between':
      checkNumbers('two pictures', source.pictures, 2 * pictureSize);
      return checkShares(source.shares);
    case 'difference':
      checkNumbers('a picture', source.picture, pictureSize);
      checkText(source.from);
      checkText(source.to);
      return checkShares(source.shares);
    default:
      throw new RangeError(
        `embeddings from ${String((source as { readonly kind: unknown }).kind)} (expected text, picture, between, difference)`,
      );
  }
}

function checkShares(shares: readonly number[]): void {
  whole('number of pictures', shares.length, 1, mostUnclipped);
  shares.forEach((share) => within('share', share, 0, 1));
}
