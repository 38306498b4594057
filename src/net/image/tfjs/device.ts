import {
  concat1d,
  engine,
  keep,
  memory,
  reshape,
  slice1d,
  square,
  sum,
  tensor1d,
  tidy,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { BoundNetwork, Parameter } from '../../../core/image-network/parameters';
import { onBackend, startBackend, useBackend } from '../../tfjs/backend';
import type { TensorBackend } from '../../trainer';
import type { ImageDevice, ImageWeights, OptimizerStep } from '../ops';
import { TensorSequenceOps } from './sequence-ops';

/** Loads and starts a backend of TensorFlow.js for a network on pictures. */
export async function createTensorDevice(backend: TensorBackend, network: BoundNetwork): Promise<TensorDevice> {
  await startBackend(backend);
  useBackend(backend);
  return new TensorDevice(backend, network);
}

interface State {
  readonly weights: Tensor1D;
  readonly ema: Tensor1D;
  readonly first: Tensor1D;
  readonly second: Tensor1D;
}

/** A network's weights as four flat tensors, so that the optimizer is a dozen operations; each layer sees slices of them. */
export class TensorDevice extends TensorSequenceOps implements ImageDevice<Tensor> {
  protected state: State | null = null;
  private which: 'weights' | 'ema' = 'weights';
  protected readonly views = new Map<number, Tensor2D>();
  protected readonly sums = new Map<number, Tensor2D>();

  constructor(
    readonly backend: TensorBackend,
    protected readonly network: BoundNetwork,
  ) {
    super(backend);
  }

  use(which: 'raw' | 'ema'): void {
    const wanted = which === 'ema' ? 'ema' : 'weights';
    if (wanted !== this.which) this.forgetViews();
    this.which = wanted;
  }

  within<R>(work: () => R): R {
    return onBackend(this.backend, () => {
      engine().startScope();
      try {
        return work();
      } finally {
        engine().endScope();
      }
    });
  }

  step({ k, rate, beta1, beta2, clip, kept }: OptimizerStep): void {
    const old = this.held();
    useBackend(this.backend);
    const next = tidy(() => {
      const raw = concat1d(this.network.parameters.map((p) => this.gradientOf(p)));
      const norm = clip > 0 ? Math.sqrt(sum(square(raw)).dataSync()[0]) : 0;
      const gradient = norm > clip ? tf.mul<Tensor1D>(raw, clip / norm) : raw;
      const first = tf.add<Tensor1D>(tf.mul(old.first, beta1), tf.mul(gradient, 1 - beta1));
      const second = tf.add<Tensor1D>(tf.mul(old.second, beta2), tf.mul(square(gradient), 1 - beta2));
      const root = tf.add(tf.sqrt(tf.mul(second, 1 / (1 - beta2 ** k))), 1e-8);
      const weights = tf.sub<Tensor1D>(old.weights, tf.div(tf.mul(first, rate / (1 - beta1 ** k)), root));
      const ema = tf.add<Tensor1D>(tf.mul(old.ema, kept), tf.mul(weights, 1 - kept));
      return { weights, ema, first, second };
    });
    this.clearGradients();
    this.replace(next);
  }

  gradients(): Float32Array {
    return tidy(() => concat1d(this.network.parameters.map((p) => this.gradientOf(p))).dataSync<'float32'>());
  }

  clearGradients(): void {
    for (const tensor of this.sums.values()) tensor.dispose();
    this.sums.clear();
  }

  save(): ImageWeights {
    const { weights, ema, first, second } = this.held();
    const copy = (tensor: Tensor1D) => Float32Array.from(tensor.dataSync());
    return { weights: copy(weights), ema: copy(ema), first: copy(first), second: copy(second) };
  }

  load({ weights, ema = weights, first, second }: Pick<ImageWeights, 'weights'> & Partial<ImageWeights>): void {
    useBackend(this.backend);
    const none = new Float32Array(weights.length);
    this.clearGradients();
    this.replace({
      weights: tensor1d(weights),
      ema: tensor1d(ema),
      first: tensor1d(first ?? none),
      second: tensor1d(second ?? none),
    });
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes };
  }

  dispose(): void {
    this.clearGradients();
    this.replace(null);
  }

  protected weight(p: Parameter): Tensor2D {
    let view = this.views.get(p.index);
    if (!view) {
      view = keep(
        tidy(() => reshape<Rank.R2>(slice1d(this.held()[this.which], p.at, p.rows * p.columns), [p.rows, p.columns])),
      );
      this.views.set(p.index, view);
    }
    return view;
  }

  protected gather(p: Parameter, gradient: Tensor2D): void {
    const before = this.sums.get(p.index);
    this.sums.set(p.index, keep(before ? tf.add<Tensor2D>(before, gradient) : tf.clone(gradient)));
    before?.dispose();
  }

  protected gradientOf(p: Parameter): Tensor1D {
    const found = this.sums.get(p.index);
    return found ? reshape(found, [p.rows * p.columns]) : tf.zeros<tf.Rank.R1>([p.rows * p.columns]);
  }

  protected replace(next: State | null): void {
    this.forgetViews();
    for (const tensor of Object.values(this.state ?? {}) as Tensor1D[]) tensor.dispose();
    this.state = next && {
      weights: keep(next.weights),
      ema: keep(next.ema),
      first: keep(next.first),
      second: keep(next.second),
    };
  }

  private forgetViews(): void {
    for (const view of this.views.values()) view.dispose();
    this.views.clear();
  }

  protected held(): State {
    if (!this.state) throw new Error('the network was disposed');
    return this.state;
  }
}
