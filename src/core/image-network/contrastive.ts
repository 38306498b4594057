import { captionLength, vocabulary } from '../caption/words';
import type { Domain } from '../domain';
import { down } from './autoencoder';
import type { ImageNetwork, Layer, ShapedNetwork } from './description';

// Pictures and captions as directions in one space: a picture and what is true of it point the same way (Radford et al. 2021, CLIP).

/** Numbers of an embedding; its length is 1. */
export const embeddingSize = 32;

/** What cosines are divided by before their softmax: fixed, where the paper learns it. */
export const contrastiveTemperature = 0.1;

/** Embeddings as a network takes them: times the root of their size, so that a number's mean square is 1. */
export const embeddingDomain: Domain = {
  name: 'embeddings',
  shape: { extent: [], channels: embeddingSize },
  scale: { mean: 0, deviation: 1 / Math.sqrt(embeddingSize) },
};

const silu: Layer = { kind: 'activation', function: 'silu' };

/** A digit's embedding, before it is scaled to length 1. */
export const clipImage: ImageNetwork = {
  name: 'contrastive encoder of digits',
  side: 28,
  channels: 1,
  layers: [
    ...down,
    { kind: 'convolution', size: 1, from: 32, to: 8 },
    { kind: 'flatten' },
    { kind: 'linear', from: 392, to: 128 },
    silu,
    { kind: 'linear', from: 128, to: embeddingSize },
  ],
};

const width = 48;
const heads = 4;

/** A transformer's block with its norms first (Xiong et al. 2020): attention, then two maps at every place. */
const block: readonly Layer[] = [
  {
    kind: 'residual',
    name: 'attention block',
    inner: [
      { kind: 'layer-norm', channels: width },
      { kind: 'attention', channels: width, heads },
    ],
  },
  {
    kind: 'residual',
    name: 'dense block',
    inner: [
      { kind: 'layer-norm', channels: width },
      { kind: 'convolution', size: 1, from: width, to: 2 * width },
      silu,
      { kind: 'convolution', size: 1, from: 2 * width, to: width },
    ],
  },
];

/**
 * A caption's embedding, before it is scaled to length 1. The words, each with its place, ask each other in two blocks; one learned query, which a
 * constant 1 that goes in is mapped to, then asks them all. Places without a word are masked.
 */
export const clipText: ShapedNetwork = {
  name: 'contrastive encoder of captions',
  extent: [],
  channels: 1,
  context: {
    length: captionLength,
    channels: 1,
    layers: [
      { kind: 'tokens', vocabulary: vocabulary.length, to: width },
      { kind: 'positions', count: captionLength, channels: width },
      ...block,
      ...block,
      { kind: 'layer-norm', channels: width },
    ],
  },
  layers: [
    { kind: 'linear', from: 1, to: width },
    { kind: 'cross-attention', channels: width, heads, context: { length: captionLength, channels: width } },
    { kind: 'linear', from: width, to: embeddingSize },
  ],
};
