/**
 * Networks on pictures, and on sequences and sets, as plain data: a list of layers, some of which hold lists themselves. From this
 * one description follow the parameters (`parameters.ts`), the shapes (`shapes.ts`), the operations (`flops.ts`), the pass on every backend
 * (`net/image/pass.ts`) and the diagram in the book: all of them ask the layers' records (`layers/`).
 *
 * A batch of n examples is a matrix, as `shape.ts` says. Every layer knows its own sizes, so that a list can be checked and counted without
 * running it.
 */
import type { Shape } from './shape';

/** `leaky` is max(x, 0.2 x). */
export type Activation = 'silu' | 'relu' | 'leaky';

/** x + inner(x): a residual block; around a whole lower level, the skip of a U-Net. `name` is for people. */
export interface Residual {
  readonly kind: 'residual';
  readonly name: string;
  readonly inner: readonly Layer[];
}

/**
 * Descriptions by kind. Every file of `layers/` adds its own by declaration, so that a list of layers may hold it; the table in
 * `layers/index.ts` does not compile until it has a record for each.
 */
export interface LayerKinds {
  readonly residual: Residual;
}

export type LayerKind = keyof LayerKinds;
export type Layer = LayerKinds[LayerKind];

/** What a network is told besides its input: the noise level, by sines and cosines, and a class where there are any. */
export interface Embedding {
  /** Numbers in the embedding. */
  readonly width: number;
  /** Frequencies of the noise level: half the features. 0 where the network is told no noise, only a class. */
  readonly frequencies: number;
  /** Classes; one more row stands for "no class". 0 where the network is told none. */
  readonly classes: number;
  /** In place of one class several attributes: how many values each has, one more row standing for "none". */
  readonly attributes?: readonly number[];
}

/**
 * A sequence that the network may attend to: `length` places, `channels` numbers each as they go in (1 where they are tokens), then `layers`
 * before it is attended to. With it goes a mask of the places that hold something.
 */
export interface Context {
  readonly length: number;
  readonly channels: number;
  readonly layers: readonly Layer[];
}

interface Parts {
  readonly name: string;
  /** Numbers at every place of what goes in. */
  readonly channels: number;
  /** Absent in a network that knows neither noise nor class. */
  readonly embedding?: Embedding;
  /** Absent in a network that attends to nothing but its own input. */
  readonly context?: Context;
  readonly layers: readonly Layer[];
}

/** A network on square pictures. */
export interface ImageNetwork extends Parts {
  /** Pixels per edge of what goes in. */
  readonly side: number;
}

/** A network on anything else: pictures that are not square, signals, sequences, sets of points, flat rows. */
export interface ShapedNetwork extends Parts {
  readonly extent: Shape['extent'];
}

export type Network = ImageNetwork | ShapedNetwork;

/** The shape of what goes in. */
export function inputShape(network: Network): Shape {
  const { channels } = network;
  return { extent: 'side' in network ? [network.side, network.side] : network.extent, channels };
}
