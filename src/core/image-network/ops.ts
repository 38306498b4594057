import type { Activation } from './description';
import type { Parameter } from './parameter';

/**
 * The pieces that every backend gives, forward and backward. `T` is its matrix: a batch of pictures is [n side^2, channels], a batch of
 * rows [n, numbers]. Weights are named by their `Parameter`; a method whose name ends in `Weights` or `Back` adds to their
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
  convolution(x: T, weights: Parameter, bias: Parameter, side: number): T;
  convolutionInput(dy: T, weights: Parameter, side: number): T;
  convolutionWeights(x: T, dy: T, weights: Parameter, bias: Parameter, side: number): void;

  /** Group normalisation; `kept` is what going back needs. */
  norm(x: T, gain: Parameter, bias: Parameter, groups: number, pixels: number): { readonly y: T; readonly kept: T };
  normBack(x: T, kept: T, dy: T, gain: Parameter, bias: Parameter, groups: number, pixels: number): T;

  activation(x: T, kind: Activation): T;
  activationBack(x: T, dy: T, kind: Activation): T;

  /** x (1 + a) + b, with a and b the halves of a picture's row of `ab`. */
  film(x: T, ab: T, pixels: number): T;
  filmBack(x: T, ab: T, dy: T, pixels: number): { readonly dx: T; readonly dab: T };

  add(a: T, b: T): T;
  /** 2 x 2 pixels into channels; `side` is that of x. Each is the other's way back. */
  toDepth(x: T, side: number): T;
  toSpace(x: T, side: number): T;
  pool(x: T, side: number): T;
  poolBack(x: T, y: T, dy: T, side: number): T;
  /** Rows of a table, one per label. */
  lookup(table: Parameter, labels: Int32Array): T;
  lookupBack(table: Parameter, labels: Int32Array, dy: T): void;

  /** scale (p - y), and the mean square of every row [n]. */
  squaredError(p: T, y: T, scale: number): { readonly gradient: T; readonly losses: T };

  /** Which weights the next operations use. */
  use(which: 'raw' | 'ema'): void;
  /** Runs `work` and gives back all matrices made in it; what it returns must be numbers of the host. Weights and gradients stay. */
  within<R>(work: () => R): R;
}
