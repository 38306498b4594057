import type { NetworkSpec } from '../core/network';
import { random } from '../core/random';

/** Features of t: sine and cosine of seven frequencies. */
export const TIME_FEATURES = 14;

/** One weight matrix and its biases, as they lie in the flat parameter vector. */
export interface LayerShape {
  /** Place of the weights, then of the biases. */
  readonly weights: number;
  readonly biases: number;
  readonly fanIn: number;
  readonly fanOut: number;
  /** Hidden weights are [fanIn, fanOut], row-major; the last layer's are [fanOut, fanIn]. */
  readonly transposed: boolean;
}

/** Inputs of the network: x, sine and cosine of 1.5x and 3x per axis, and the features of t. */
export function inputCount(dim: number): number {
  return 5 * dim + TIME_FEATURES;
}

/** The layers in order. */
export function layers({ width, depth }: NetworkSpec, dim: number): readonly LayerShape[] {
  const list: LayerShape[] = [];
  let at = 0;
  for (let l = 0; l <= depth; l++) {
    const fanIn = l === 0 ? inputCount(dim) : width;
    const fanOut = l === depth ? dim : width;
    list.push({ weights: at, biases: at + fanIn * fanOut, fanIn, fanOut, transposed: l === depth });
    at += (fanIn + 1) * fanOut;
  }
  return list;
}

/** Weights and biases. */
export function parameterCount(network: NetworkSpec, dim: number): number {
  return layers(network, dim).reduce((sum, { fanIn, fanOut }) => sum + (fanIn + 1) * fanOut, 0);
}

/** Floating-point operations of the matrix products of one step: forward, weights' and inputs' gradients. */
export function flopsPerStep(network: NetworkSpec, dim: number, batchSize: number): number {
  return layers(network, dim).reduce(
    (sum, { fanIn, fanOut }, l) => sum + 2 * batchSize * fanIn * fanOut * (l === 0 ? 2 : 3),
    0,
  );
}

/** Normal weights of variance gain / fanIn (He et al. 2015; the gain of SiLU is near 2), small ones last, no biases. */
export function initialWeights(network: NetworkSpec, dim: number, seed: number): Float32Array {
  const weights = new Float32Array(parameterCount(network, dim));
  const r = random(seed).split('weights');
  for (const layer of layers(network, dim)) {
    const scale = Math.sqrt((layer.transposed ? 0.1 : 2) / layer.fanIn);
    for (let i = layer.weights; i < layer.biases; i++) weights[i] = scale * r.normal();
  }
  return weights;
}
