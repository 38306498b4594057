import type { Embedding, ImageNetwork, Layer } from './description';
import { forwardFlops } from './flops';
import { parameterCount } from './parameters';

// Two networks that play against each other on digits of 28 x 28: a generator, told a latent code and a class, and a discriminator.

/** Numbers in a latent code, standard normal. */
export const DIGIT_LATENT = 64;

export interface DigitGan {
  readonly generator: ImageNetwork;
  readonly discriminator: ImageNetwork;
}

export interface DigitGanOptions {
  readonly name: string;
  /** Numbers in the class's embedding. */
  readonly embedding: number;
  /** Numbers of the generator's first layer, and channels at 7 x 7 as they come out of the second. */
  readonly dense: { readonly hidden: number; readonly channels: number };
  /** The generator's channels at 7 x 7 and at 14 x 14; multiples of 4. */
  readonly channels: readonly [low: number, high: number];
  /** The discriminator's at 14 x 14 and at 7 x 7, and numbers in its last layer but one. */
  readonly judge: {
    readonly channels: readonly [high: number, low: number];
    readonly squeeze: number;
    readonly hidden: number;
  };
}

const leaky: Layer = { kind: 'activation', function: 'leaky' };
const convolution = (size: 1 | 3, from: number, to: number): Layer => ({ kind: 'convolution', size, from, to });

/**
 * The generator grows 7 x 7 to 28 x 28 as the book's U-Nets do, four channels into four pixels; the class reaches it by an embedding
 * that scales and moves channels (FiLM). What it puts out goes through a sigmoid into the range of pixels (`net/image/gan/`).
 *
 * The discriminator has one output a class, and D(x, y) is output y: w_y phi(x) + b_y. That is the projection of Miyato and Koyama
 * 2018 (equation 3), v_y phi + psi(phi) with a linear psi, w_y their sum.
 */
export function digitGan({ name, embedding: width, dense, channels: [low, high], judge }: DigitGanOptions): DigitGan {
  const embedding: Embedding = { width, frequencies: 0, classes: 10 };
  const told = (channels: number): Layer[] => [
    { kind: 'norm', channels, groups: channels / 4 },
    { kind: 'film', channels, embedding: width },
    leaky,
  ];
  const flat = 49 * dense.channels;
  const [fine, coarse] = judge.channels;
  return {
    generator: {
      name: `${name} generator`,
      side: 1,
      channels: DIGIT_LATENT,
      embedding,
      layers: [
        { kind: 'flatten' },
        { kind: 'linear', from: DIGIT_LATENT, to: dense.hidden },
        { kind: 'film', channels: dense.hidden, embedding: width },
        leaky,
        { kind: 'linear', from: dense.hidden, to: flat },
        { kind: 'picture', side: 7, channels: dense.channels },
        leaky,
        convolution(3, dense.channels, low),
        ...told(low),
        convolution(3, low, low),
        ...told(low),
        convolution(1, low, 4 * high),
        { kind: 'to-space' },
        convolution(3, high, high),
        ...told(high),
        convolution(3, high, 4),
        { kind: 'to-space' },
      ],
    },
    discriminator: {
      name: `${name} discriminator`,
      side: 28,
      channels: 1,
      layers: [
        { kind: 'to-depth' },
        convolution(3, 4, fine),
        leaky,
        convolution(3, fine, fine),
        leaky,
        { kind: 'to-depth' },
        convolution(1, 4 * fine, coarse),
        leaky,
        convolution(3, coarse, coarse),
        leaky,
        convolution(1, coarse, judge.squeeze),
        { kind: 'flatten' },
        { kind: 'linear', from: 49 * judge.squeeze, to: judge.hidden },
        leaky,
        { kind: 'linear', from: judge.hidden, to: 10 },
      ],
    },
  };
}

/** The networks of the shipped digits: together as many parameters as the shipped U-Net, to a hundredth. */
export const shippedGan = digitGan({
  name: 'shipped digit',
  embedding: 32,
  dense: { hidden: 236, channels: 16 },
  channels: [32, 24],
  judge: { channels: [16, 48], squeeze: 12, hidden: 128 },
});

/** Those that learn in front of the reader. */
export const liveGan = digitGan({
  name: 'live digit',
  embedding: 16,
  dense: { hidden: 96, channels: 8 },
  channels: [24, 16],
  judge: { channels: [12, 32], squeeze: 8, hidden: 96 },
});

/** Parameters of both players. */
export function ganParameterCount({ generator, discriminator }: DigitGan): number {
  return parameterCount(generator) + parameterCount(discriminator);
}

/**
 * Floating-point operations of a step of both players for each of its real pictures. The generator goes forward and back (3), the
 * discriminator forward and to its input for the generator's step (2), forward and back for its own on a real and on a fake picture (6).
 */
export function ganTrainingFlops({ generator, discriminator }: DigitGan): number {
  return 3 * forwardFlops(generator) + 8 * forwardFlops(discriminator);
}
