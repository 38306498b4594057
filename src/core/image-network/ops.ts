import type { Activation } from './description';
import type { Parameter } from './parameter';

/** Pixels of a picture. */
export interface Plane {
  readonly height: number;
  readonly width: number;
}

/** A convolution along sequences of `length` places, all of which a place that comes out sees `taps` of; see `convolution1d`. */
export interface Taps {
  readonly length: number;
  readonly taps: number;
  /** Places from one that comes out to the next. */
  readonly stride: 1 | 2;
}

/** Sequences attended to: see `attention`. */
export interface Attending {
  /** Examples in the batch. */
  readonly n: number;
  /** Heads; they share the channels equally. */
  readonly heads: number;
  /** [n, keys]: 1 for a key that its example's queries may see, 0 for one that they may not. Absent: all may be seen. */
  readonly mask?: Uint8Array | undefined;
}

/** Normalisation of every row by its own numbers: see `channelNorm`. */
export interface ChannelNorm {
  /** `layer` takes the mean off first, `rms` does not. */
  readonly kind: 'layer' | 'rms';
  /** [1, channels] each; absent: ones, zeros. */
  readonly gain?: Parameter | undefined;
  readonly bias?: Parameter | undefined;
  /** Added to the mean square. */
  readonly epsilon: number;
}

/**
 * The pieces that every backend gives, forward and backward. `T` is its matrix: a batch of pictures is [n height width, channels], of
 * sequences [n length, channels], of rows [n, numbers]. Weights are named by their `Parameter`; a method whose name ends in `Weights` or `Back` adds to their
 * gradients. Nothing is changed in place. Work on matrices happens inside `within`, and all of them end with it.
 */
export interface Ops<T> {
  /** Numbers of the host as a matrix, and back. */
  put(values: Float32Array, rows: number, columns: number): T;
  read(x: T): Float32Array;
  /** The same numbers as rows of another length. */
  reshape(x: T, rows: number, columns: number): T;
  shape(x: T): readonly [rows: number, columns: number];

  /** y = x W + b. */
  linear(x: T, weights: Parameter, bias: Parameter): T;
  linearInput(dy: T, weights: Parameter): T;
  linearWeights(x: T, dy: T, weights: Parameter, bias: Parameter): void;

  /** 3 x 3 with zeros around; weights [9 from, to], tap by tap in reading order. */
  convolution(x: T, weights: Parameter, bias: Parameter, plane: Plane): T;
  convolutionInput(dy: T, weights: Parameter, plane: Plane): T;
  convolutionWeights(x: T, dy: T, weights: Parameter, bias: Parameter, plane: Plane): void;

  /** Group normalisation; `kept` is what going back needs. */
  norm(x: T, gain: Parameter, bias: Parameter, groups: number, pixels: number): { readonly y: T; readonly kept: T };
  normBack(x: T, kept: T, dy: T, gain: Parameter, bias: Parameter, groups: number, pixels: number): T;

  activation(x: T, kind: Activation): T;
  activationBack(x: T, dy: T, kind: Activation): T;

  /** x (1 + a) + b, with a and b the halves of a picture's row of `ab`. */
  film(x: T, ab: T, pixels: number): T;
  filmBack(x: T, ab: T, dy: T, pixels: number): { readonly dx: T; readonly dab: T };

  add(a: T, b: T): T;
  /**
   * Squares of `factor` x `factor` pixels into channels: [n height width, c] to [n (height / factor) (width / factor), factor^2 c],
   * channel (row factor + column) c + k for the square's pixel (row, column), and back (sub-pixel up-sampling: Shi et al. 2016;
   * the channels' order is that of TensorFlow's `depthToSpace`). `plane` is that of x. Each is the other's way back. Throws
   * `RangeError` where whole squares or channels don't come out.
   */
  toDepth(x: T, plane: Plane, factor: number): T;
  toSpace(x: T, plane: Plane, factor: number): T;
  /** The greatest of each 2 x 2 pixels; an odd last row or column is left out. Channels a multiple of 4. */
  pool(x: T, plane: Plane): T;
  poolBack(x: T, y: T, dy: T, plane: Plane): T;
  /** Rows of a table, one for each id: an embedding of classes or tokens. Throws `RangeError` for an id that has no row. */
  lookup(table: Parameter, ids: Int32Array): T;
  lookupBack(table: Parameter, ids: Int32Array, dy: T): void;

  /**
   * Convolution along sequences, with zeros around: [n length, from] to [n ceil(length / stride), to], weights [taps from, to], tap by
   * tap. Place i sees the places from i stride - floor((taps - 1) / 2) on: for odd `taps` that is PyTorch's `padding = taps // 2`,
   * for stride 1 its `padding = 'same'`.
   */
  convolution1d(x: T, weights: Parameter, bias: Parameter, along: Taps): T;
  convolution1dInput(dy: T, weights: Parameter, along: Taps): T;
  convolution1dWeights(x: T, dy: T, weights: Parameter, bias: Parameter, along: Taps): void;

  /**
   * (x - mean) / sqrt(mean of (x - mean)^2 + epsilon) gain + bias, means over a row's channels (layer normalisation, Ba et al. 2016); with
   * a mean of 0 throughout for `rms` (Zhang and Sennrich 2019). `kept` is what going back needs.
   */
  channelNorm(x: T, norm: ChannelNorm): { readonly y: T; readonly kept: T };
  channelNormBack(x: T, kept: T, dy: T, norm: ChannelNorm): T;

  /**
   * softmax(q k^T / sqrt(e)) v in every head, e = channels / heads (Vaswani et al. 2017): queries [n rows, channels], keys and values
   * [n keys, channels], y [n rows, channels]; head h has the channels from h e on. `rows` and `keys` may differ. `kept` are the weights
   * [n heads rows, keys], which going back needs; masked keys have weight 0, and where all of an example's keys are masked, y is 0.
   * Throws `RangeError` where sizes don't fit.
   */
  attention(q: T, k: T, v: T, attending: Attending): { readonly y: T; readonly kept: T };
  attentionBack(
    q: T,
    k: T,
    v: T,
    kept: T,
    dy: T,
    attending: Attending,
  ): { readonly dq: T; readonly dk: T; readonly dv: T };

  /** scale (p - y), and the mean square of every row [n]. */
  squaredError(p: T, y: T, scale: number): { readonly gradient: T; readonly losses: T };

  /** Which weights the next operations use. */
  use(which: 'raw' | 'ema'): void;
  /** Runs `work` and gives back all matrices made in it; what it returns must be numbers of the host. Weights and gradients stay. */
  within<R>(work: () => R): R;
}
