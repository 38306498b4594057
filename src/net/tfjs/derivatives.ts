import { tensor1d, tensor2d, tidy, type Tensor1D } from '@tensorflow/tfjs-core';
import type { LayerShape } from '../shape';
import { forward, inputGradient, tangent, type OpsBackend } from './network';

/** The gradient by the features [n, inputs] of the sum of `cotangent` [n, dim] times the network's output. */
export function featureGradient(
  parameters: Tensor1D,
  shape: readonly LayerShape[],
  features: Float32Array,
  cotangent: Float32Array,
  on: OpsBackend,
): Float32Array {
  const { inputs, dim } = sizes(shape);
  const n = features.length / inputs;
  return tidy(() => {
    const pass = forward(parameters, shape, tensor2d(features, [n, inputs]), on);
    return inputGradient(pass, tensor2d(cotangent, [n, dim]), on).dataSync<'float32'>();
  });
}

/** The network's output [n, dim], and how it changes as the features move along `direction` [n, inputs]. */
export function featureTangent(
  parameters: Tensor1D,
  shape: readonly LayerShape[],
  features: Float32Array,
  direction: Float32Array,
  on: OpsBackend,
): { readonly value: Float32Array; readonly tangent: Float32Array } {
  const { inputs } = sizes(shape);
  const size = [features.length / inputs, inputs] as [number, number];
  return tidy(() => {
    const pass = forward(parameters, shape, tensor2d(features, size), on);
    return {
      value: pass.output.dataSync<'float32'>(),
      tangent: tangent(pass, tensor2d(direction, size), on).dataSync<'float32'>(),
    };
  });
}

/** The same of parameters that lie on the host, in stock operations, which every backend has. */
export function withParameters<R>(values: Float32Array, work: (parameters: Tensor1D, on: OpsBackend) => R): R {
  const parameters = tensor1d(values);
  try {
    return work(parameters, 'wasm');
  } finally {
    parameters.dispose();
  }
}

function sizes(shape: readonly LayerShape[]): { readonly inputs: number; readonly dim: number } {
  return { inputs: shape[0].fanIn, dim: shape[shape.length - 1].fanOut };
}
