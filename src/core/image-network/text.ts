import { captionLength, vocabulary } from '../caption/words';
import type { Embedding, Layer, ShapedNetwork } from './description';

// Networks that make what a caption asks for, on codes that are small pictures (`spatialAutoencoder`).

/** Numbers a word, and blocks: self-attention and a small network for each word. */
export interface TextEncoder {
  readonly channels: number;
  readonly blocks: number;
  readonly heads: number;
  /** Whether words know of each other and of their order (default); false for a bag of words, each by itself, with as many operations. */
  readonly order?: boolean;
}

export interface TextDenoiserOptions {
  readonly name?: string;
  /** Channels at every place of the code; a multiple of 8. */
  readonly width?: number;
  /** Times over: a block of convolutions, one that attends to the words, one that sees the whole code. */
  readonly blocks?: number;
  readonly heads?: number;
  /** Channels that a dense block sees of every place, and numbers in its middle. */
  readonly dense?: { readonly channels: number; readonly hidden: number };
  /** How the words reach the code (default: both). `attention`: every place attends to them; `mean`: FiLM by their mean. */
  readonly told?: 'attention' | 'mean' | 'both';
  /** The text encoder. */
  readonly text?: TextEncoder;
  /** Words of a caption at most, and words in all. */
  readonly length?: number;
  readonly vocabulary?: number;
}

const silu: Layer = { kind: 'activation', function: 'silu' };
const convolution = (size: 1 | 3, from: number, to: number): Layer => ({ kind: 'convolution', size, from, to });
const residual = (name: string, inner: readonly Layer[]): Layer => ({ kind: 'residual', name, inner });

/** Channels of a place of the code. */
const CODE = 4;

/** Told the noise level alone: what is wanted comes by the words. */
export const textEmbedding: Embedding = { width: 64, frequencies: 16, classes: 0 };

/**
 * Encodes words: an embedding each, its place in the caption, then blocks of three parts with norms first (Vaswani et al. 2017): a word with its neighbours, by
 * a convolution along the caption, which is what "not" and "slanted left" need; self-attention; and a small network for each word.
 */
export function textLayers(
  length: number,
  words: number,
  { channels, blocks, heads, order = true }: TextEncoder,
): readonly Layer[] {
  const norm: Layer = { kind: 'layer-norm', channels };
  const alone = (hidden: number) =>
    residual('word by word', [norm, convolution(1, channels, hidden), silu, convolution(1, hidden, channels)]);
  const neighbours = residual('neighbours', [
    norm,
    { kind: 'convolution-1d', size: 3, from: channels, to: 2 * channels },
    silu,
    convolution(1, 2 * channels, channels),
  ]);
  const attention = residual('self-attention', [norm, { kind: 'attention', channels, heads }]);
  // Of a bag of words each is by itself, with as many products: eight maps of its channels to themselves, four, and four.
  const block = order
    ? [neighbours, attention, alone(2 * channels)]
    : [alone(4 * channels), alone(2 * channels), alone(2 * channels)];
  return [
    { kind: 'tokens', vocabulary: words, to: channels },
    ...(order ? [{ kind: 'positions', count: length, channels } as const] : []),
    ...Array.from({ length: blocks }, () => block).flat(),
    norm,
  ];
}

/**
 * Denoises codes of `extent` places of four channels, told the noise level and a caption. Three kinds of residual blocks take turns: convolutions; attention, in
 * which every place looks at the words (Rombach et al. 2022); and dense blocks that see the whole code at once. The first and the last are scaled and moved (FiLM)
 * by the noise, and by the mean of the words, as larger networks are told a pooled embedding beside the words (Podell et al. 2023). Throws `RangeError` for a width that is no multiple of 8.
 */
export function textDenoiser(
  extent: readonly [number, number] = [7, 7],
  {
    width = 32,
    blocks = 3,
    heads = 2,
    told = 'both',
    dense = { channels: 4, hidden: 192 },
    text = { channels: 48, blocks: 1, heads: 2 },
    length = captionLength,
    vocabulary: words = vocabulary.length,
    name = `text denoiser ${extent.join(' x ')}`,
  }: TextDenoiserOptions = {},
): ShapedNetwork {
  if (!Number.isInteger(width) || width < 8 || width % 8 !== 0)
    throw new RangeError(`${width} channels (expected a positive multiple of 8)`);
  const context = { length, channels: text.channels };
  const norm: Layer = { kind: 'norm', channels: width, groups: width / 4 };
  const modulated = (channels: number): readonly Layer[] => [
    { kind: 'film', channels, embedding: textEmbedding.width },
    ...(told === 'attention' ? [] : [{ kind: 'context-film', channels, context } as const]),
  ];
  const local = residual('residual block', [
    norm,
    silu,
    convolution(3, width, width),
    norm,
    ...modulated(width),
    silu,
    { kind: 'convolution', size: 3, from: width, to: width, zero: true },
  ]);
  const asked = residual('cross-attention', [
    { kind: 'layer-norm', channels: width },
    { kind: 'cross-attention', channels: width, heads, context, zero: true },
  ]);
  const flat = extent[0] * extent[1] * dense.channels;
  const wide = residual('dense block', [
    norm,
    silu,
    convolution(1, width, dense.channels),
    { kind: 'flatten' },
    { kind: 'linear', from: flat, to: dense.hidden },
    ...modulated(dense.hidden),
    silu,
    { kind: 'linear', from: dense.hidden, to: flat },
    { kind: 'picture', extent, channels: dense.channels },
    { kind: 'convolution', size: 1, from: dense.channels, to: width, zero: true },
  ]);
  return {
    name,
    extent,
    channels: CODE,
    embedding: textEmbedding,
    context: { length, channels: 1, layers: textLayers(length, words, text) },
    layers: [
      convolution(3, CODE, width),
      { kind: 'positions', count: extent[0] * extent[1], channels: width },
      ...Array.from({ length: blocks }, () => [local, ...(told === 'mean' ? [] : [asked]), wide]).flat(),
      norm,
      silu,
      convolution(3, width, CODE),
    ],
  };
}
