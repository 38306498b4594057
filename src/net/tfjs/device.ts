import type { NetworkBatch } from '../batches';

/** What a step takes besides its batch: Adam's step count from 1, the learning rate, and how much of the average stays. */
export interface Pace {
  readonly k: number;
  readonly rate: number;
  readonly kept: number;
}

/** All numbers of a network in training, flat, in the order of `shape.ts`. */
export interface OptimizerValues {
  readonly weights: Float32Array;
  readonly ema: Float32Array;
  /** Adam's moments. */
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Twice the loss's terms [n, dim]: of the last step, and summed over all steps since they were read. */
export interface Terms {
  readonly last: Float32Array;
  readonly total: Float32Array;
}

/**
 * One network in training on a backend of TensorFlow.js: `ops.ts` writes it in stock operations (WASM, CPU),
 * `webgl/device.ts` in shaders of its own.
 */
export interface Device {
  /** Forward, backward, Adam and the average of weights. Nothing is read back. */
  step(batch: NetworkBatch, pace: Pace): void;
  /** Waits for the steps since the last call, all of them on batches of one size, and forgets their terms. */
  terms(): Terms;
  /** The network's output [n, dim] for features [n, inputs]. */
  predict(features: Float32Array, which: 'ema' | 'raw'): Float32Array;
  /** The gradient by the features [n, inputs] of the sum of `cotangent` [n, dim] times the output. */
  inputGradient(features: Float32Array, cotangent: Float32Array, which: 'ema' | 'raw'): Float32Array;
  /** The output [n, dim], and how it changes as the features move along `direction` [n, inputs]. */
  tangent(
    features: Float32Array,
    direction: Float32Array,
    which: 'ema' | 'raw',
  ): { readonly value: Float32Array; readonly tangent: Float32Array };
  read(): OptimizerValues;
  /** Takes numbers over; moments that aren't given are zero, an average that isn't given is the weights. */
  write(values: Pick<OptimizerValues, 'weights'> & Partial<OptimizerValues>): void;
  dispose(): void;
}
