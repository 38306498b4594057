import type { WeightMatrix } from '../core/few-bits';
import { layerSizes, parameterCount, type NetworkSpec } from '../core/network';
import { random } from '../core/random';

export { TIME_FEATURES, inputCount, parameterCount, stepFlops as flopsPerStep } from '../core/network';

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

/** The layers in order. */
export function layers(network: NetworkSpec, dim: number): readonly LayerShape[] {
  let at = 0;
  return layerSizes(network, dim).map(({ fanIn, fanOut }, l) => {
    const weights = at;
    at += (fanIn + 1) * fanOut;
    return { weights, biases: weights + fanIn * fanOut, fanIn, fanOut, transposed: l === network.depth };
  });
}

/**
 * The matrices as `fewBits` takes them. Hidden weights are [fanIn, fanOut], so that a column is one output's; the last layer's [fanOut, fanIn], each row of it one output's,
 * are so many matrices of one column.
 */
export function weightMatrices(network: NetworkSpec, dim: number): readonly WeightMatrix[] {
  return layers(network, dim).flatMap(({ weights, fanIn, fanOut, transposed }) =>
    transposed
      ? Array.from({ length: fanOut }, (_, k) => ({ at: weights + k * fanIn, rows: fanIn, columns: 1 }))
      : [{ at: weights, rows: fanIn, columns: fanOut }],
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
