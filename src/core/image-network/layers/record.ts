import type { Layer } from '../description';
import type { Ops } from '../ops';
import type { Parameter, ParameterShape } from '../parameter';
import type { Shape } from '../shape';

/**
 * All that is known of a kind of layer, in one place: what it makes of shapes, its parameters, what it costs, how it is drawn, and how it
 * runs forward and backward over any backend's pieces.
 */
export interface LayerRecord<L> {
  /** The shape of its output; says by `expect` what it wants. */
  readonly shape: (layer: L, shape: Shape, given: Given) => Shape;
  /** Its own, in order; those of the layers it holds are not among them. */
  readonly parameters: (layer: L) => readonly ParameterShape[];
  /**
   * Floating-point operations of its own products for one example, forward: 2 for each multiply-add. Norms, activations and moved
   * numbers are not counted: they say so by `uncounted`.
   */
  readonly flops: (layer: L, shape: Shape) => number;
  /** The layers that it holds, in order; the first is given the shape that it is given. */
  readonly inner?: (layer: L) => readonly Layer[];
  readonly forward: <T>(layer: L, x: T, running: Running<T>) => Step<T>;
  readonly sketch: (layer: L) => Sketch;
}

/** Operations of a layer without products. */
export const uncounted = (): number => 0;

/** Parameters of a layer without weights. */
export const weightless = (): readonly ParameterShape[] => [];

/** How shapes are checked. */
export interface Given {
  /** Throws `NetworkShapeError` unless `fits`; `wanted` ends the sentence "expected ...". */
  readonly expect: (fits: boolean, wanted: string) => void;
  /** The shape after layers that a layer holds. */
  readonly through: (layers: readonly Layer[], shape: Shape) => Shape;
}

/** How a diagram draws a layer. */
export interface Sketch {
  /** What it is, in a word or two. */
  readonly label: string;
  /** Whether a stretch of layers without a name of its own is called after it. */
  readonly names?: true;
}

/** What a layer runs in. */
export interface Running<T> {
  readonly ops: Ops<T>;
  /** Examples in the batch. */
  readonly n: number;
  /** Of the input and the output. */
  readonly shape: Shape;
  readonly after: Shape;
  readonly parameters: readonly Parameter[];
  /** Numbers of the input on the host, [n, places, channels]; only where it is what goes into the network, or into its context. */
  readonly values: Float32Array | undefined;
  /** [n, places]: 1 where a place of a context holds something, for that context's own layers; absent: everywhere. */
  readonly mask: Uint8Array | undefined;
  /** The embedding [n, width]. Throws where the network has none. */
  embedding(): Told<T>;
  /** The context [n length, channels] with its mask. Throws where the network has none. */
  context(): ToldContext<T>;
  /** Runs the layers that it holds. */
  inner(): Step<T>;
  /** Takes the weights [n heads queries, keys] of a layer that attends; absent where nobody looks. */
  readonly attended?: ((weights: T) => void) | undefined;
  /** What is taken away of a residual layer. */
  readonly without: 'inner' | 'skip' | undefined;
}

/** What layers are told besides their input; the gradients at it are gathered from all of them. */
export interface Told<T> {
  readonly y: T;
  gather(gradient: T): void;
}

export interface ToldContext<T> extends Told<T> {
  readonly shape: Shape;
  /** [n, length]: 1 where a place holds something; absent: everywhere. */
  readonly mask: Uint8Array | undefined;
}

/** A layer that was run: its output, and from the gradient there that at its input, which is not worked out unless wanted. */
export interface Step<T> {
  readonly y: T;
  back(dy: T, wantsInput: boolean): T | undefined;
}
