import {
  add,
  concat1d,
  ones,
  reshape,
  tensor1d,
  tensor2d,
  tidy,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { NetworkSpec } from '../../core/network';
import type { NetworkBatch } from '../batches';
import { BETA_1, BETA_2 } from '../clock';
import { layers, type LayerShape } from '../shape';
import { adamStep, type OptimizerState } from './adam';
import { featureGradient, featureTangent } from './derivatives';
import type { Device, OptimizerValues, Pace, Terms } from './device';
import { backward, forward, type OpsBackend } from './network';

/** A network on TensorFlow.js's stock operations, with a few fused ones on the CPU. All parameters are one flat tensor. */
export class OpsDevice implements Device {
  private readonly shape: readonly LayerShape[];
  private readonly inputs: number;
  private state: OptimizerState | null = null;
  private sums: { readonly last: Tensor2D; readonly total: Tensor2D } | null = null;

  constructor(
    network: NetworkSpec,
    private readonly dim: number,
    private readonly backend: OpsBackend,
  ) {
    this.shape = layers(network, dim);
    this.inputs = this.shape[0].fanIn;
  }

  step(batch: NetworkBatch, { k, rate, kept }: Pace): void {
    const n = batch.weight.length;
    const { dim, backend } = this;
    const old = this.held();
    const before = this.sums;
    const share = batch.weight.map((w) => (2 * w) / (n * dim));
    const { last, total, ...state } = tidy(() => {
      const pass = forward(old.weights, this.shape, tensor2d(batch.features, [n, this.inputs]), backend);
      const target = tensor2d(batch.target, [n, dim]);
      const { gradient, terms } = backward(pass, target, tensor2d(share, [n, 1]), ones<Rank.R2>([1, n]), backend);
      const next = adamStep(old, gradient, k, rate, kept, backend);
      return { ...next, last: terms, total: before ? add<Tensor2D>(before.total, terms) : terms.clone() };
    });
    this.dispose();
    this.state = state;
    this.sums = { last, total };
  }

  terms(): Terms {
    if (!this.sums) throw new Error('no step has been taken since the terms were read');
    const { last, total } = this.sums;
    const size = last.size;
    // One tensor, so that one reading waits.
    const values = tidy(() => concat1d([reshape(last, [size]), reshape(total, [size])]).dataSync<'float32'>());
    last.dispose();
    total.dispose();
    this.sums = null;
    return { last: values.subarray(0, size), total: values.subarray(size) };
  }

  predict(features: Float32Array, which: 'ema' | 'raw'): Float32Array {
    const parameters = this.parameters(which);
    return tidy(() => {
      const input = tensor2d(features, [features.length / this.inputs, this.inputs]);
      return forward(parameters, this.shape, input, this.backend).output.dataSync<'float32'>();
    });
  }

  inputGradient(features: Float32Array, cotangent: Float32Array, which: 'ema' | 'raw'): Float32Array {
    return featureGradient(this.parameters(which), this.shape, features, cotangent, this.backend);
  }

  tangent(features: Float32Array, direction: Float32Array, which: 'ema' | 'raw') {
    return featureTangent(this.parameters(which), this.shape, features, direction, this.backend);
  }

  read(): OptimizerValues {
    const { weights, ema, first, second } = this.held();
    return {
      weights: read(weights, 1),
      ema: read(ema, 1),
      first: read(first, 1 - BETA_1),
      second: read(second, 1 - BETA_2),
    };
  }

  write({ weights, ema = weights, first, second }: Pick<OptimizerValues, 'weights'> & Partial<OptimizerValues>): void {
    const none = new Float32Array(weights.length);
    this.dispose();
    this.state = {
      weights: put(weights, 1),
      ema: put(ema, 1),
      first: put(first ?? none, 1 - BETA_1),
      second: put(second ?? none, 1 - BETA_2),
    };
  }

  dispose(): void {
    for (const tensor of Object.values<Tensor1D>({ ...this.state })) tensor.dispose();
    for (const tensor of Object.values<Tensor>({ ...this.sums })) tensor.dispose();
    this.state = null;
    this.sums = null;
  }

  private parameters(which: 'ema' | 'raw'): Tensor1D {
    const { weights, ema } = this.held();
    return which === 'ema' ? ema : weights;
  }

  private held(): OptimizerState {
    if (!this.state) throw new Error('the network has no weights yet');
    return this.state;
  }
}

function put(values: Float32Array, scale: number): Tensor1D {
  return tensor1d(values.map((value) => value / scale));
}

function read(tensor: Tensor1D, scale: number): Float32Array {
  return Float32Array.from(tensor.dataSync(), (value) => value * scale);
}
