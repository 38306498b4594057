import { captionLength, vocabulary } from '../caption/words';
import type { Embedding, Layer, ShapedNetwork } from './description';

// Networks that make what a caption asks for, on codes that are small pictures (`spatialAutoencoder`).

export interface TextDenoiserOptions {
  readonly name?: string;
  /** Channels at every place of the code; a multiple of 8. */
  readonly width?: number;
  /** Times over: a residual block that is told the noise, and an attention block that is told the words. */
  readonly blocks?: number;
  readonly heads?: number;
  /** The text encoder: numbers a word, and blocks of self-attention. */
  readonly text?: { readonly channels: number; readonly blocks: number; readonly heads: number };
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
 * Encodes words: an embedding each, its place in the caption, then blocks of self-attention and of a small network for each word
 * (Vaswani et al. 2017, norms first). In a block of the first kind a word may look at the one before it, which is what "not" needs.
 */
export function textLayers(
  length: number,
  words: number,
  { channels, blocks, heads }: { readonly channels: number; readonly blocks: number; readonly heads: number },
): readonly Layer[] {
  const norm: Layer = { kind: 'layer-norm', channels };
  return [
    { kind: 'tokens', vocabulary: words, to: channels },
    { kind: 'positions', count: length, channels },
    ...Array.from({ length: blocks }, () => [
      residual('self-attention', [norm, { kind: 'attention', channels, heads, zero: true }]),
      residual('word by word', [
        norm,
        convolution(1, channels, 2 * channels),
        silu,
        { kind: 'convolution', size: 1, from: 2 * channels, to: channels, zero: true },
      ]),
    ]).flat(),
    norm,
  ];
}

/**
 * Denoises codes of `extent` places of four channels, told the noise level and a caption: residual blocks that the noise scales and moves (FiLM), and
 * between them blocks in which every place attends to the words (Rombach et al. 2022). In the middle every place attends to all others. Throws
 * `RangeError` for a width that is no multiple of 8.
 */
export function textDenoiser(
  extent: readonly [number, number] = [7, 7],
  {
    width = 48,
    blocks = 3,
    heads = 2,
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
  const told: Layer = { kind: 'film', channels: width, embedding: textEmbedding.width };
  const block = residual('residual block', [
    norm,
    silu,
    convolution(3, width, width),
    norm,
    told,
    silu,
    { kind: 'convolution', size: 3, from: width, to: width, zero: true },
  ]);
  const asked = residual('cross-attention', [
    { kind: 'layer-norm', channels: width },
    { kind: 'cross-attention', channels: width, heads, context, zero: true },
  ]);
  const all = residual('self-attention', [
    { kind: 'layer-norm', channels: width },
    { kind: 'attention', channels: width, heads, zero: true },
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
      ...Array.from({ length: blocks }, (_, i) => [block, asked, ...(i === blocks - 2 ? [all] : [])]).flat(),
      norm,
      silu,
      convolution(3, width, CODE),
    ],
  };
}
