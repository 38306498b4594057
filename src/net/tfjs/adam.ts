import { add, div, mul, sqrt, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { fusedKernels } from './kernels';
import type { OpsBackend } from './network';
import { BETA_1, BETA_2, EPSILON } from '../clock';

/** Parameters, their average, and Adam's moments, the latter divided by 1 - beta_1 and 1 - beta_2 (two kernels less). */
export interface OptimizerState {
  readonly weights: Tensor1D;
  readonly ema: Tensor1D;
  readonly first: Tensor1D;
  readonly second: Tensor1D;
}

/**
 * One step of Adam with bias correction (Kingma and Ba 2015, algorithm 1) and of the average of weights; `k` counts from
 * 1 and `kept` is the share of the average that stays. Runs inside a `tidy` of the caller.
 *
 *   w -= rate m / (1 - beta_1^k) / (sqrt(v / (1 - beta_2^k)) + epsilon)
 */
export function adamStep(
  state: OptimizerState,
  gradient: Tensor1D,
  k: number,
  rate: number,
  kept: number,
  on: OpsBackend,
): OptimizerState {
  const root = Math.sqrt((1 - BETA_2) / (1 - BETA_2 ** k));
  const step = (rate * (1 - BETA_1)) / (1 - BETA_1 ** k) / root;
  if (on !== 'wasm') {
    const first = fusedKernels.blend(state.first, gradient, BETA_1, 1);
    const second = fusedKernels.blendSquare(state.second, gradient, BETA_2);
    const weights = fusedKernels.adam(state.weights, first, second, step, EPSILON / root);
    return { weights, ema: fusedKernels.blend(state.ema, weights, kept, 1 - kept), first, second };
  }
  const first = add<Tensor1D>(mul(state.first, BETA_1), gradient);
  const second = add<Tensor1D>(mul(state.second, BETA_2), square(gradient));
  const weights = sub<Tensor1D>(state.weights, mul(div(first, add(sqrt(second), EPSILON / root)), step));
  const ema = add<Tensor1D>(state.ema, mul(sub(weights, state.ema), 1 - kept));
  return { weights, ema, first, second };
}
