import type { Activation, Embedding, ImageNetwork, Layer } from './description';

// The book's networks on digits of 28 x 28.

export interface DigitUNetOptions {
  readonly name?: string;
  /** Channels at 14 x 14 and at 7 x 7; multiples of 4. */
  readonly channels: readonly [number, number];
  /** Groups of the norms at the two levels; absent for no norms. */
  readonly groups?: readonly [number, number];
  readonly activation?: Activation;
  /** The wide blocks at 7 x 7: channels they see, and numbers in their middle. */
  readonly dense?: { readonly channels: number; readonly hidden: number };
  readonly embedding?: Embedding;
}

/**
 * A class-conditional U-Net for 28 x 28 (Ronneberger et al. 2015; Ho et al. 2020 for diffusion), small enough for a CPU: pixels go
 * four by four into depth, one residual block at 14 x 14 on either side, and at 7 x 7 a residual block between two wide
 * blocks of plain matrix products that see the whole picture at once. They take the place of attention.
 */
export function digitUNet({
  name = 'digit U-Net',
  channels: [high, low],
  groups,
  activation = 'silu',
  dense = { channels: 6, hidden: 192 },
  embedding = digitEmbedding,
}: DigitUNetOptions): ImageNetwork {
  const act: Layer = { kind: 'activation', function: activation };
  const norm = (channels: number, level: 0 | 1): Layer[] =>
    groups ? [{ kind: 'norm', channels, groups: groups[level] }] : [];
  const film = (channels: number): Layer => ({ kind: 'film', channels, embedding: embedding.width });
  const residual = (channels: number, level: 0 | 1): Layer => ({
    kind: 'residual',
    name: 'residual block',
    inner: [
      act,
      { kind: 'convolution', size: 3, from: channels, to: channels },
      ...norm(channels, level),
      film(channels),
      act,
      { kind: 'convolution', size: 3, from: channels, to: channels, zero: true },
    ],
  });
  const flat = 49 * dense.channels;
  const wide: Layer = {
    kind: 'residual',
    name: 'dense block',
    inner: [
      act,
      { kind: 'convolution', size: 1, from: low, to: dense.channels },
      { kind: 'flatten' },
      { kind: 'linear', from: flat, to: dense.hidden },
      film(dense.hidden),
      act,
      { kind: 'linear', from: dense.hidden, to: flat },
      { kind: 'picture', side: 7, channels: dense.channels },
      { kind: 'convolution', size: 1, from: dense.channels, to: low, zero: true },
    ],
  };
  return {
    name,
    side: 28,
    channels: 1,
    embedding,
    layers: [
      { kind: 'to-depth' },
      { kind: 'convolution', size: 3, from: 4, to: high },
      residual(high, 0),
      {
        kind: 'residual',
        name: 'lower level',
        inner: [
          { kind: 'to-depth' },
          { kind: 'convolution', size: 1, from: 4 * high, to: low },
          wide,
          residual(low, 1),
          wide,
          { kind: 'convolution', size: 1, from: low, to: 4 * high },
          { kind: 'to-space' },
        ],
      },
      residual(high, 0),
      ...norm(high, 0),
      act,
      { kind: 'convolution', size: 3, from: high, to: 4 },
      { kind: 'to-space' },
    ],
  };
}

/** Told the noise level by 16 frequencies and one of ten classes, or none. */
export const digitEmbedding: Embedding = { width: 64, frequencies: 16, classes: 10 };

/** The network of the shipped digits. */
export const shippedUNet = digitUNet({ name: 'shipped digit U-Net', channels: [16, 48], groups: [4, 8] });

/** The network that trains in front of the reader: narrower at 14 x 14 and at 7 x 7, no norms, ReLU. */
export const liveUNet = digitUNet({ name: 'live digit U-Net', channels: [12, 32], activation: 'relu' });

/** The live network's sizes with norms and SiLU. */
export const liveUNetWithNorms = digitUNet({ name: 'live digit U-Net with norms', channels: [12, 32], groups: [4, 8] });

/** Numbers before the last layer: after its activation they are a classifier's features. */
export const classifierFeatures = 64;

/** A network that says which digit a picture is: three convolutions and a layer of 64 numbers, the features of the Fréchet distance. */
export const digitClassifier: ImageNetwork = classifier('digit classifier');

/** The same, told how noisy the picture is, for guidance by its gradient. */
export const noisyDigitClassifier: ImageNetwork = classifier('noisy digit classifier', {
  width: 32,
  frequencies: 16,
  classes: 0,
});

function classifier(name: string, embedding?: Embedding): ImageNetwork {
  const relu: Layer = { kind: 'activation', function: 'relu' };
  const stage = (from: number, to: number): Layer[] => [
    { kind: 'convolution', size: 3, from, to },
    { kind: 'norm', channels: to, groups: to / 4 },
    ...(embedding ? [{ kind: 'film', channels: to, embedding: embedding.width } as const] : []),
    relu,
    { kind: 'pool' },
  ];
  return {
    name,
    side: 28,
    channels: 1,
    ...(embedding && { embedding }),
    layers: [
      ...stage(1, 16),
      ...stage(16, 32),
      ...stage(32, 64),
      { kind: 'flatten' },
      { kind: 'linear', from: 576, to: classifierFeatures },
      relu,
      { kind: 'linear', from: classifierFeatures, to: 10 },
    ],
  };
}
