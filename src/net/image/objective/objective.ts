import type { Condition } from '../../condition/condition';
import type { DataPool } from '../data';

/** Part of a training batch: n data [n, numbers] in standard units as the network sees them, and what should come out. */
export interface LearnedRows {
  readonly values: Float32Array;
  readonly n: number;
  /** ln of each row's noise level sigma / alpha. */
  readonly logNoise: Float32Array;
  readonly condition: Condition;
  /** [n, numbers]; the loss is the mean squared error, of each row times `weight` [n] where there is one. */
  readonly target: Float32Array;
  readonly weight?: Float32Array;
  /** Each row's place on the scale of noise, 0 to 1. */
  readonly place: Float32Array;
}

/** The same with a loss of the objective's own: from F [n, numbers] to each row's loss [n], and its gradient by F [n, numbers]. */
export interface LossRows extends Omit<LearnedRows, 'target' | 'weight'> {
  readonly loss: (output: Float32Array) => { readonly terms: Float32Array; readonly gradient: Float32Array };
}

/** The network in training, or its average of weights: F [n, numbers]. */
export type Ask = (values: Float32Array, logNoise: Float32Array, condition: Condition) => Float32Array;

/** What an objective makes its batches from. */
export interface ObjectiveSource {
  readonly pool: DataPool;
  /** Numbers of a datum. */
  readonly size: number;
  readonly seed: number;
  readonly network: (which: 'raw' | 'ema') => Ask;
}

/** Rows `from` to `from + n` of the batch of `size` at `step`; `seen` data were drawn before the step. */
export interface RowRequest {
  readonly step: number;
  readonly seen: number;
  readonly from: number;
  readonly n: number;
  readonly size: number;
  /** Probability that a condition is left out. */
  readonly dropout: number;
}

/** What a batch is, and what the loss, for networks on data of any domain. Everything depends on the seed and the step alone. */
export interface ImageObjective {
  readonly name: string;
  /** Called anew whenever data, weights or seed change; gives the rows of a step in turn, beginning with row 0. */
  readonly batches: (source: ObjectiveSource) => (request: RowRequest) => LearnedRows | LossRows;
}
