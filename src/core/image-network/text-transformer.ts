import { captionLength, vocabulary } from '../caption/words';
import type { Layer, ShapedNetwork } from './description';
import { textEmbedding, textLayers, type TextDenoiserOptions } from './text';

/**
 * The transformer beside `textDenoiser` (Peebles and Xie 2023, DiT with adaLN-zero; with cross-attention as in their section 3.1): every place of
 * the code is a token with a place of its own, and blocks of self-attention, of attention to the words and of a small network for each place follow each other,
 * their norms modulated by the noise level. Told as `textDenoiser`, made of no convolution but those of one place. What adaLN-zero's gates do at the
 * start, last maps that start at zero do here.
 */
export function textTransformer(
  extent: readonly [number, number] = [7, 7],
  {
    width = 64,
    blocks = 3,
    heads = 2,
    text = { channels: 48, blocks: 1, heads: 2 },
    length = captionLength,
    vocabulary: words = vocabulary.length,
    name = `text transformer ${extent.join(' x ')}`,
  }: Omit<TextDenoiserOptions, 'told'> = {},
): ShapedNetwork {
  if (!Number.isInteger(width) || width < 8 || width % 8 !== 0)
    throw new RangeError(`${width} channels (expected a positive multiple of 8)`);
  const norm: Layer = { kind: 'layer-norm', channels: width, embedding: textEmbedding.width };
  const context = { length, channels: text.channels };
  const block: readonly Layer[] = [
    {
      kind: 'residual',
      name: 'self-attention',
      inner: [norm, { kind: 'attention', channels: width, heads, zero: true }],
    },
    {
      kind: 'residual',
      name: 'cross-attention',
      inner: [norm, { kind: 'cross-attention', channels: width, heads, context, zero: true }],
    },
    {
      kind: 'residual',
      name: 'place by place',
      inner: [
        norm,
        { kind: 'convolution', size: 1, from: width, to: 4 * width },
        { kind: 'activation', function: 'silu' },
        { kind: 'convolution', size: 1, from: 4 * width, to: width, zero: true },
      ],
    },
  ];
  return {
    name,
    extent,
    channels: 4,
    embedding: textEmbedding,
    context: { length, channels: 1, layers: textLayers(length, words, text) },
    layers: [
      { kind: 'convolution', size: 1, from: 4, to: width },
      { kind: 'positions', count: extent[0] * extent[1], channels: width },
      ...Array.from({ length: blocks }, () => block).flat(),
      norm,
      { kind: 'convolution', size: 1, from: width, to: 4 },
    ],
  };
}
