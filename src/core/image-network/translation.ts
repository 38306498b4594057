import type { ImageNetwork, Layer } from './description';
import { shippedUNet } from './digits';

// Networks that bring a picture from one kind to another.

/** Denoises printed digits, told the class: the network of the handwritten ones, which lends it the weights it begins with. */
export const typeUNet: ImageNetwork = { ...shippedUNet, name: 'type digit U-Net' };

/** Beside every pixel that is denoised: the picture that is to be changed, how much bolder it shall be, and how far its row shall move. */
export const toldOfChange = 3;

const silu: Layer = { kind: 'activation', function: 'silu' };
const convolution = (size: 1 | 3, from: number, to: number): Layer => ({ kind: 'convolution', size, from, to });

/** Draws a picture changed as it is told, beside the picture itself: a U-Net of two levels (as Palette, Saharia et al. 2022). */
export const changeUNet: ImageNetwork = changer(16, 32);

function changer(high: number, low: number): ImageNetwork {
  const embedding = { width: 64, frequencies: 16, classes: 0 };
  const residual = (channels: number, groups: number): Layer => ({
    kind: 'residual',
    name: 'residual block',
    inner: [
      silu,
      convolution(3, channels, channels),
      { kind: 'norm', channels, groups },
      { kind: 'film', channels, embedding: embedding.width },
      silu,
      { kind: 'convolution', size: 3, from: channels, to: channels, zero: true },
    ],
  });
  const goingIn = 1 + toldOfChange;
  return {
    name: 'digit changer',
    side: 28,
    channels: goingIn,
    embedding,
    layers: [
      { kind: 'to-depth' },
      convolution(3, 4 * goingIn, high),
      residual(high, 4),
      {
        kind: 'residual',
        name: 'lower level',
        inner: [
          { kind: 'to-depth' },
          convolution(1, 4 * high, low),
          residual(low, 8),
          residual(low, 8),
          convolution(1, low, 4 * high),
          { kind: 'to-space' },
        ],
      },
      residual(high, 4),
      { kind: 'norm', channels: high, groups: 4 },
      silu,
      convolution(3, high, 4),
      { kind: 'to-space' },
    ],
  };
}

/** Says whether a digit is handwritten (0) or printed (1): the judge's kind of network, an eighth of its size. */
export const domainClassifier: ImageNetwork = {
  name: 'handwriting or type',
  side: 28,
  channels: 1,
  layers: [
    ...stage(1, 8),
    ...stage(8, 16),
    ...stage(16, 16),
    { kind: 'flatten' },
    { kind: 'linear', from: 144, to: 16 },
    { kind: 'activation', function: 'relu' },
    { kind: 'linear', from: 16, to: 2 },
  ],
};

function stage(from: number, to: number): Layer[] {
  return [
    { kind: 'convolution', size: 3, from, to },
    { kind: 'norm', channels: to, groups: to / 4 },
    { kind: 'activation', function: 'relu' },
    { kind: 'pool' },
  ];
}
