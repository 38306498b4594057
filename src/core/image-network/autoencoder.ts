import type { Domain } from '../domain';
import type { ImageNetwork, Layer, Network, ShapedNetwork } from './description';
import { forwardFlops } from './flops';
import type { Shape } from './shape';

// Networks that work in a space of their own: digits into codes and back, and a denoiser of codes that are rows of numbers.

/**
 * A picture into its code and back. The encoder puts out twice as many channels as the code has, at every place the means, then the logarithms of the
 * variances; the decoder takes a code.
 */
export interface Autoencoder {
  readonly code: Shape;
  readonly encoder: Network;
  readonly decoder: Network;
}

const silu: Layer = { kind: 'activation', function: 'silu' };
const leaky: Layer = { kind: 'activation', function: 'leaky' };
const convolution = (size: 1 | 3, from: number, to: number): Layer => ({ kind: 'convolution', size, from, to });
const linear = (from: number, to: number): Layer => ({ kind: 'linear', from, to });

/** A residual block that is told nothing (He et al. 2016, the order of their sequel of the same year). */
const residual = (channels: number, groups: number): Layer => ({
  kind: 'residual',
  name: 'residual block',
  inner: [
    silu,
    convolution(3, channels, channels),
    { kind: 'norm', channels, groups },
    silu,
    { kind: 'convolution', size: 3, from: channels, to: channels, zero: true },
  ],
});

/** Pictures of 28 x 28 to 7 x 7 places of 32 channels, and 7 x 7 places of 40 channels to pictures. */
export const down: readonly Layer[] = [
  { kind: 'to-depth' },
  convolution(3, 4, 16),
  silu,
  { kind: 'to-depth' },
  convolution(1, 64, 32),
  residual(32, 8),
  silu,
];
const up: readonly Layer[] = [
  residual(40, 8),
  convolution(1, 40, 64),
  { kind: 'to-space' },
  residual(16, 4),
  { kind: 'norm', channels: 16, groups: 4 },
  silu,
  convolution(3, 16, 4),
  { kind: 'to-space' },
];

/**
 * A variational autoencoder's networks for digits of 28 x 28 (Kingma and Welling 2014): the encoder goes down to 7 x 7 and lies flat, the decoder
 * comes back. Throws `RangeError` for a latent that is no positive integer.
 */
export function digitAutoencoder(latent: number): Autoencoder {
  if (!Number.isInteger(latent) || latent < 1)
    throw new RangeError(`a latent of ${latent} numbers (expected a positive integer)`);
  return {
    code: { extent: [], channels: latent },
    encoder: {
      name: `digit encoder ${latent}`,
      side: 28,
      channels: 1,
      layers: [...down, convolution(1, 32, 8), { kind: 'flatten' }, linear(392, 256), silu, linear(256, 2 * latent)],
    },
    decoder: {
      name: `digit decoder ${latent}`,
      extent: [],
      channels: latent,
      layers: [
        linear(latent, 256),
        silu,
        linear(256, 392),
        silu,
        { kind: 'picture', side: 7, channels: 8 },
        convolution(1, 8, 40),
        ...up,
      ],
    },
  };
}

/**
 * An autoencoder whose code is a small picture, a quarter as wide and high as what it encodes, with `channels` numbers at every place (Rombach et al. 2022,
 * factor 4): it has no layer that mixes all places, so it takes pictures of any size of whole fours. `extent` is the pictures', [height, width].
 * Throws `RangeError` for another size or channels that are no positive integer.
 */
export function spatialAutoencoder(channels: number, extent: readonly [number, number] = [28, 28]): Autoencoder {
  if (!Number.isInteger(channels) || channels < 1)
    throw new RangeError(`a code of ${channels} channels (expected a positive integer)`);
  const wrong = extent.find((pixels) => !Number.isInteger(pixels) || pixels < 4 || pixels % 4 !== 0);
  if (wrong !== undefined) throw new RangeError(`${wrong} pixels to encode (expected a multiple of 4)`);
  const code: Shape = { extent: extent.map((pixels) => pixels / 4), channels };
  const size = [...code.extent, channels].join(' x ');
  return {
    code,
    encoder: {
      name: `spatial encoder ${size}`,
      extent,
      channels: 1,
      layers: [...down, convolution(1, 32, 2 * channels)],
    },
    decoder: {
      name: `spatial decoder ${size}`,
      extent: code.extent,
      channels,
      layers: [convolution(1, channels, 40), ...up],
    },
  };
}

/** A digit into two numbers and back, by layers that see it whole: for a map on which every place is a digit. */
function mapAutoencoder(width: number, hidden: number): Autoencoder {
  const deep = Array.from({ length: hidden }, () => [silu, linear(width, width)]).flat();
  return {
    code: { extent: [], channels: 2 },
    encoder: {
      name: 'map encoder',
      side: 28,
      channels: 1,
      layers: [{ kind: 'flatten' }, linear(784, width), ...deep, silu, linear(width, 4)],
    },
    decoder: {
      name: 'map decoder',
      extent: [],
      channels: 2,
      layers: [linear(2, width), ...deep, silu, linear(width, 784), { kind: 'picture', side: 28, channels: 1 }],
    },
  };
}

/** What one code is to a network that learns codes: numbers of mean 0 and deviation 1, without bounds. */
const codeDomain = (name: string, { code }: Autoencoder): Domain => ({
  name,
  shape: code,
  scale: { mean: 0, deviation: 1 },
});

/** The shipped autoencoder whose codes are rows of 32 numbers, and what its codes are. */
export const shippedFlat = digitAutoencoder(32);
export const flatDomain = codeDomain('codes of digits', shippedFlat);

/** The shipped autoencoder whose codes are pictures of 7 x 7 with 4 channels, and what its codes are. */
export const shippedSpatial = spatialAutoencoder(4);
export const spatialDomain = codeDomain('spatial codes of digits', shippedSpatial);

/** The shipped autoencoder whose codes are two numbers, and what its codes are. */
export const shippedMap = mapAutoencoder(104, 3);
export const mapDomain = codeDomain('codes of digits on the map', shippedMap);

/** Says of a picture whether it looks like a real digit: one number, more for real. It tunes a decoder. */
export const digitCritic: ImageNetwork = {
  name: 'digit critic',
  side: 28,
  channels: 1,
  layers: [
    { kind: 'to-depth' },
    convolution(3, 4, 16),
    leaky,
    { kind: 'to-depth' },
    convolution(1, 64, 32),
    leaky,
    convolution(3, 32, 32),
    leaky,
    { kind: 'flatten' },
    linear(1568, 1),
  ],
};

/**
 * Denoises codes of `latent` numbers, told the noise level and one of ten classes or none: plain residual blocks, each scaled and moved by what it is
 * told (FiLM).
 */
export function latentDenoiser(latent: number, { width = 256, blocks = 3 } = {}): ShapedNetwork {
  const embedding = { width: 64, frequencies: 16, classes: 10 };
  const block: Layer = {
    kind: 'residual',
    name: 'block',
    inner: [
      { kind: 'rms-norm', channels: width },
      { kind: 'film', channels: width, embedding: embedding.width },
      silu,
      linear(width, width),
      silu,
      { kind: 'linear', from: width, to: width, zero: true },
    ],
  };
  return {
    name: `latent denoiser ${latent}`,
    extent: [],
    channels: latent,
    embedding,
    layers: [
      linear(latent, width),
      ...Array.from({ length: blocks }, () => block),
      { kind: 'rms-norm', channels: width },
      linear(width, latent),
    ],
  };
}

/** The network of the shipped latent digits. */
export const shippedLatent = latentDenoiser(shippedFlat.code.channels);

/** Floating-point operations of a step of both halves for each picture: forward and back. */
export function autoencoderTrainingFlops({ encoder, decoder }: Autoencoder): number {
  return 3 * (forwardFlops(encoder) + forwardFlops(decoder));
}
