import type { Domain } from '../domain';
import type { Random } from '../random';
import { doubled } from '../resample';
import { embeddingSize } from './contrastive';
import type { ImageNetwork, Layer } from './description';
import { digitDomain } from './pixels';
import { toldDenoiser } from './unclip';

// Pictures in stages, from few pixels to many (Ho et al. 2022, cascaded diffusion; Saharia et al. 2022, Imagen).

/** Pixels a side of the stages. */
export const cascadeSides = [7, 14, 28] as const;
export type CascadeSide = (typeof cascadeSides)[number];

/**
 * Digits at fewer pixels, each the mean of those in its place. Mean and deviation over the 9,001 training digits; the mean is that of all pixels. At 7 x 7 a
 * picture is one row of 49.
 */
export const cascadeDomains: Readonly<Record<CascadeSide, Domain>> = {
  7: {
    name: 'digits of 7 x 7',
    shape: { extent: [], channels: 49 },
    scale: { mean: digitDomain.scale.mean, deviation: 0.2315 },
    range: [0, 1],
  },
  14: {
    name: 'digits of 14 x 14',
    shape: { extent: [14, 14], channels: 1 },
    scale: { mean: digitDomain.scale.mean, deviation: 0.2807 },
    range: [0, 1],
  },
  28: digitDomain,
};

const silu: Layer = { kind: 'activation', function: 'silu' };
const convolution = (size: 1 | 3, from: number, to: number): Layer => ({ kind: 'convolution', size, from, to });

/** What may be done to guesses that leave the range of pixels. */
export const thresholdings = ['none', 'static', 'dynamic'] as const;
export type Thresholding = (typeof thresholdings)[number];

/** Beside every pixel that is denoised: the lower resolution drawn up, and how much noise was put on that. */
export const toldOfPixel = 2;

/** Noise at most that the upper stages are trained to see on what they are given, as a share of a quarter turn. */
export const mostAugmentation = 0.6;

/**
 * What a stage is told of pictures of half its side, [n, side^2] in their standard units: [n, (2 side)^2, 2]. Noise-conditioning augmentation (Ho et al. 2022,
 * section 4.2; Saharia et al. 2022, section 2.3): with the angle a = `level` pi / 2 the picture becomes cos(a) y + sin(a) noise, is drawn up, and `level` lies
 * beside every pixel. Nothing is drawn at level 0.
 */
export function toldLow(low: ArrayLike<number>, side: number, level: number, draw: Random): Float32Array {
  const [keep, add] = [Math.cos((level * Math.PI) / 2), Math.sin((level * Math.PI) / 2)];
  const noised = level === 0 ? low : Float32Array.from(low, (y) => keep * y + add * draw.normal());
  const up = doubled(noised, side);
  const out = new Float32Array(toldOfPixel * up.length);
  up.forEach((v, i) => {
    out[toldOfPixel * i] = v;
    out[toldOfPixel * i + 1] = level;
  });
  return out;
}

/** Draws the few pixels, told a caption's embedding. */
export const cascade7 = toldDenoiser('cascade 7 x 7', 49, embeddingSize, 160);

/** From a quarter of the pixels to all, told no words: they are in the picture by now. A U-Net of two levels. */
function superResolution(side: 14 | 28): ImageNetwork {
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
  const [high, low] = [16, 32];
  const goingIn = 1 + toldOfPixel;
  // At 28 x 28 four pixels are one place of the upper level, at 14 x 14 each is its own.
  const fold = side === 28;
  return {
    name: `cascade ${side} x ${side}`,
    side,
    channels: goingIn,
    embedding,
    layers: [
      ...(fold ? [{ kind: 'to-depth' } as const] : []),
      convolution(3, fold ? 4 * goingIn : goingIn, high),
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
      convolution(3, high, fold ? 4 : 1),
      ...(fold ? [{ kind: 'to-space' } as const] : []),
    ],
  };
}

export const cascade14 = superResolution(14);
export const cascade28 = superResolution(28);

export const cascadeNetworks = { 7: cascade7, 14: cascade14, 28: cascade28 } as const;
