import type { Random } from '../../core/random';
import type { Shape } from '../../core/image-network/shape';
import type { Inputs } from '../image/pass';

/** Nothing but the noise level. */
export interface NoCondition {
  readonly kind: 'none';
  readonly n: number;
}

/** A class a row [n], -1 for none. */
export interface ClassCondition {
  readonly kind: 'class';
  readonly labels: Int32Array;
}

/** Several categorical attributes: each field holds a value a row [n], -1 for none. */
export interface AttributesCondition {
  readonly kind: 'attributes';
  readonly fields: readonly Int32Array[];
}

/** A sequence of tokens a row [n, length], with a mask [n, length] that is 1 where there is one. */
export interface TokensCondition {
  readonly kind: 'tokens';
  readonly length: number;
  readonly tokens: Int32Array;
  readonly mask: Uint8Array;
  /** The token that stands, alone, for no text at all. */
  readonly empty: number;
}

/** A datum a row [n, places, channels] in standard units, given beside x at the same places: a sketch, a low resolution, a frame before. */
export interface PictureCondition {
  readonly kind: 'picture';
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** What a network is told of each row besides the noise level. */
export type Condition = NoCondition | ClassCondition | AttributesCondition | TokensCondition | PictureCondition;

export type ConditionOf<K extends Condition['kind']> = Extract<Condition, { readonly kind: K }>;

/** What a network is given of a row: its input, and what its layers are told. */
export type Given = Omit<Inputs, 'logNoise' | 'n'>;

/** How one kind of condition behaves. */
export interface ConditionKind<C extends Condition> {
  readonly rows: (condition: C) => number;
  /** These rows, in this order, as a condition of its own. */
  readonly take: (condition: C, rows: ArrayLike<number>) => C;
  /** Leaves row `i` out, with this probability, of a condition that the caller owns; what has parts may lose each on its own. */
  readonly drop: (condition: C, i: number, probability: number, draw: Random) => void;
  /** As many rows that say nothing: what classifier-free guidance compares with. */
  readonly unconditional: (condition: C) => C;
  /** The rows of `a`, then those of `b`. */
  readonly beside: (a: C, b: C) => C;
  /** How it reaches the network, `x` [n, places, channels] being what is to be denoised. */
  readonly given: (condition: C, x: Float32Array, network: Told) => Given;
}

/** What of a network decides how it is told: classes and attributes have one row more in its tables, for none. */
export interface Told {
  readonly classes: number;
  readonly attributes: readonly number[];
}
