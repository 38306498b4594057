import type { Batch } from '../core/batch';
import type { Denoiser } from '../core/denoiser';
import type { NetworkSpec, Weighting } from '../core/network';
import type { ScheduleSpec } from '../core/schedule/schedule';
import type { Evaluator, Objective } from './objective/objective';

/** Where the arithmetic runs: our WASM-SIMD kernel, or TensorFlow.js on one of its backends. */
export type Backend = 'simd' | 'webgl' | 'wasm' | 'cpu';

/** The backends that TensorFlow.js brings. */
export type TensorBackend = Exclude<Backend, 'simd'>;

export const backends: readonly Backend[] = ['simd', 'webgl', 'wasm', 'cpu'];

/** Everything that decides a training run: with the data and `seed` it gives the same weights again. */
export interface TrainerSettings {
  readonly network: NetworkSpec;
  readonly weighting: Weighting;
  readonly schedule: ScheduleSpec;
  /** Peak Adam step size. */
  readonly learningRate: number;
  /** Steps over which the rate rises from 0 to `learningRate`. */
  readonly warmup: number;
  /** Steps over which the rate then falls linearly to a small floor; 0 keeps it constant. */
  readonly decaySteps: number;
  /** Points per step. */
  readonly batchSize: number;
  /** Decay of the average of weights; early on min(emaDecay, (1 + k) / (10 + k)) is used. */
  readonly emaDecay: number;
  /** Decides initial weights and every batch. */
  readonly seed: number;
  /** Times trained on, from and to (default [0, 1]); both the same for one noise level only. */
  readonly levels?: readonly [number, number];
  /** Numbers per point, 1 or 2 (default 2). */
  readonly dim?: number;
}

/** What may change while a run goes on: all but the network, the seed and the dimension. */
export type TrainerChange = Partial<Omit<TrainerSettings, 'network' | 'seed' | 'dim'>>;

export interface ConfigureOptions {
  /** Starts the warm-up, the decay, the average's warm-up and Adam's moments anew, keeping the weights. */
  readonly restartClock?: boolean;
}

/** An explicit batch: row i is `x0` row i, noised by `epsilon` row i at `t[i]`. */
export interface TrainingBatch {
  readonly x0: Batch;
  readonly epsilon: Batch;
  readonly t: ArrayLike<number>;
}

/** A network's numbers, all in one order: see `shape.ts`. Typed arrays may be transferred. */
export interface SavedWeights {
  readonly network: NetworkSpec;
  readonly dim: number;
  /** Steps trained. */
  readonly step: number;
  readonly weights: Float32Array;
  readonly ema: Float32Array;
  /** Adam's two moments and its own step count; a run continues exactly where they are given. */
  readonly moments?: { readonly first: Float32Array; readonly second: Float32Array; readonly step: number };
}

export interface Trainer {
  readonly backend: Backend;
  /** Weights and biases. */
  readonly parameters: number;
  /** Floating-point operations of one step's matrix products. */
  readonly flopsPerStep: number;
  /** Data points seen in one step. */
  readonly examplesPerStep: number;
  /** Steps trained so far. */
  readonly steps: number;
  /** What it learns. */
  readonly objective: Objective;
  /** The settings in force. */
  readonly settings: TrainerSettings;
  /** Gives the points that batches are drawn from (copied). Throws `RangeError` when empty, of another dim or not finite. */
  setData(points: Batch): void;
  /** Changes settings while it trains; throws as construction does, and then changes nothing. */
  configure(change: TrainerChange, options?: ConfigureOptions): void;
  /** Takes `steps` steps on batches of the objective and returns their mean loss. Throws when there is no data and it needs some. */
  train(steps: number): number;
  /** One step of denoising on an explicit batch; returns its loss before the step. */
  trainOn(batch: TrainingBatch): number;
  /** Running mean of the weighted loss in 16 equal bins of the times trained on, from data to noise. */
  lossByLevel(): Float64Array;
  /** The network as a denoiser under the schedule in force; it follows training. */
  denoiser(which?: 'ema' | 'raw'): Denoiser;
  /** The network as it can be asked at points of its own coordinates; it follows training. */
  evaluator(which?: 'ema' | 'raw'): Evaluator;
  /** A copy of the weights. */
  save(): SavedWeights;
  /** Takes saved weights over; throws `RangeError` when they are of another shape or not finite. */
  load(saved: SavedWeights): void;
  /** New initial weights from `seed`, clock at 0; data and settings stay. */
  reset(seed: number): void;
  /** Live tensors and bytes held. */
  memory(): { readonly tensors: number; readonly bytes: number };
  /** Gives all memory back. The trainer can't be used after. */
  dispose(): void;
}

/** The device that a trainer ran on went away (a lost WebGL context, say). The last `save()` can be loaded into a new one. */
export class BackendLostError extends Error {
  override readonly name = 'BackendLostError';
  constructor(
    readonly backend: Backend,
    detail: string,
  ) {
    super(`the ${backend} backend was lost: ${detail}`);
  }
}
