/**
 * Networks on pictures as plain data: a list of layers, some of which hold lists themselves. From this one description follow
 * the parameters (`parameters.ts`), the operations (`flops.ts`), the layers on every backend (`net/image/`) and the
 * diagram in the book.
 *
 * A picture is [side, side, channels]; a batch of them a matrix of n side^2 rows. Every layer knows its own sizes, so that a list
 * can be checked and counted without running it (`shapes.ts`).
 *
 * The activation `leaky` is max(x, 0.2 x).
 */
export type Activation = 'silu' | 'relu' | 'leaky';

export type Layer =
  /** 3 x 3 convolution with zeros around, or 1 x 1. `zero`: starts at zero, so that what it is added to passes unchanged. */
  | {
      readonly kind: 'convolution';
      readonly size: 1 | 3;
      readonly from: number;
      readonly to: number;
      readonly zero?: boolean;
    }
  /** y = x W + b on flat rows. */
  | { readonly kind: 'linear'; readonly from: number; readonly to: number; readonly zero?: boolean }
  /** Group normalisation (Wu and He 2018) with a gain and a bias per channel. */
  | { readonly kind: 'norm'; readonly channels: number; readonly groups: number }
  | { readonly kind: 'activation'; readonly function: Activation }
  /** x (1 + a) + b with a, b a linear function of the embedding (Perez et al. 2018, FiLM). */
  | { readonly kind: 'film'; readonly channels: number; readonly embedding: number }
  /** Each square of 2 x 2 pixels becomes one pixel with four times the channels, and back. */
  | { readonly kind: 'to-depth' }
  | { readonly kind: 'to-space' }
  /** The greatest of each 2 x 2 pixels; an odd side loses its last row and column. */
  | { readonly kind: 'pool' }
  /** A picture as one flat row, and back. */
  | { readonly kind: 'flatten' }
  | { readonly kind: 'picture'; readonly side: number; readonly channels: number }
  /** x + inner(x): a residual block; around a whole lower level, the skip of a U-Net. `name` is for people. */
  | { readonly kind: 'residual'; readonly name: string; readonly inner: readonly Layer[] };

/** What a network is told besides its picture: the noise level, by sines and cosines, and a class where there are any. */
export interface Embedding {
  /** Numbers in the embedding. */
  readonly width: number;
  /** Frequencies of the noise level: half the features. 0 where the network is told no noise, only a class. */
  readonly frequencies: number;
  /** Classes; one more row stands for "no class". 0 where the network is told none. */
  readonly classes: number;
}

export interface ImageNetwork {
  readonly name: string;
  /** Pixels per edge and channels of what goes in. */
  readonly side: number;
  readonly channels: number;
  /** Absent in a network that knows no noise. */
  readonly embedding?: Embedding;
  readonly layers: readonly Layer[];
}
