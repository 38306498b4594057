import type { Ops } from '../../core/image-network/ops';

export type { Ops };

/** What one step of the optimizer takes besides the gradients. */
export interface OptimizerStep {
  /** Step count from 1, for Adam's bias correction. */
  readonly k: number;
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Greatest norm of the whole gradient; it is scaled down to this. 0 for no limit. */
  readonly clip: number;
  /** Share of the average of weights that stays. */
  readonly kept: number;
}

/** All numbers of a network in training, flat, in the order of `bind`. */
export interface ImageWeights {
  readonly weights: Float32Array;
  readonly ema: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** A backend with one network's weights in it. */
export interface ImageDevice<T> extends Ops<T> {
  readonly backend: string;
  /** Adam and the average of weights, from the gradients gathered since the last step, which start anew. */
  step(options: OptimizerStep): void;
  /** The gradients gathered so far (for tests). */
  gradients(): Float32Array;
  clearGradients(): void;
  save(): ImageWeights;
  /** What is missing is zero (moments) or the weights (average). */
  load(weights: Pick<ImageWeights, 'weights'> & Partial<ImageWeights>): void;
  memory(): { readonly tensors: number; readonly bytes: number };
  dispose(): void;
}
