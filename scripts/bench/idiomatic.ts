import * as tf from '@tensorflow/tfjs';
import type { NetworkSpec } from '../../src/core/network';
import { averageKept, rateAt } from '../../src/net/clock';
import type { NetworkBatch } from '../../src/net/batches';
import { initialWeights, inputCount, layers } from '../../src/net/shape';
import type { SavedWeights, TrainerSettings } from '../../src/net/trainer';

/**
 * The baseline: the same network, batch and optimizer as one writes them with TensorFlow.js, a layers model, its `apply`
 * in a loss, and `optimizer.minimize`. It starts from the trainer's own weights.
 */
export class Idiomatic {
  readonly model: tf.Sequential;
  private readonly optimizer: tf.AdamOptimizer;
  private average: tf.Tensor[] = [];
  private step = 0;

  constructor(
    private readonly network: NetworkSpec,
    private readonly settings: TrainerSettings,
  ) {
    const shape = layers(network, 2);
    this.model = tf.sequential({
      layers: shape.map((layer, i) =>
        tf.layers.dense({
          units: layer.fanOut,
          activation: layer.transposed ? 'linear' : 'swish',
          ...(i === 0 ? { inputShape: [inputCount(2)] } : {}),
        }),
      ),
    });
    const start = initialWeights(network, 2, settings.seed);
    const values = shape.flatMap(({ weights, biases, fanIn, fanOut, transposed }) => {
      const W = tf.tensor2d(start.slice(weights, biases), transposed ? [fanOut, fanIn] : [fanIn, fanOut]);
      return [transposed ? W.transpose() : W, tf.tensor1d(start.slice(biases, biases + fanOut))];
    });
    this.model.setWeights(values);
    values.forEach((tensor) => tensor.dispose());
    this.optimizer = tf.train.adam(settings.learningRate, 0.9, 0.999, 1e-8);
  }

  /** One step on tensors that are on the device already. */
  minimize(x: tf.Tensor2D, y: tf.Tensor2D): void {
    this.optimizer.minimize(() =>
      tf.losses.meanSquaredError<tf.Tensor, tf.Scalar>(y, this.model.apply(x) as tf.Tensor),
    );
  }

  /** One step of a whole training run: batch to the device, rate, step, average of weights. */
  train({ features, target }: NetworkBatch): void {
    const n = target.length / 2;
    tf.tidy(() => {
      Object.assign(this.optimizer, { learningRate: rateAt(this.step, this.settings) });
      this.minimize(tf.tensor2d(features, [n, inputCount(2)]), tf.tensor2d(target, [n, 2]));
    });
    const kept = averageKept(this.step, this.settings.emaDecay);
    const now = this.model.getWeights();
    const old = this.average;
    this.average = now.map((w, i) => tf.tidy(() => (old[i] ? old[i].add(w.sub(old[i]).mul(1 - kept)) : w.clone())));
    old.forEach((tensor) => tensor.dispose());
    this.step++;
  }

  /** Waits until the device has done everything. */
  async settle(): Promise<void> {
    await this.model.getWeights()[0].data();
  }

  /** The averaged weights as the trainers keep them. */
  async save(): Promise<SavedWeights> {
    const shape = layers(this.network, 2);
    const last = shape[shape.length - 1];
    const weights = new Float32Array(last.biases + last.fanOut);
    for (const [i, layer] of shape.entries()) {
      const W = this.average[2 * i];
      const laid = layer.transposed ? W.transpose() : W.clone();
      weights.set(await laid.data(), layer.weights);
      laid.dispose();
      weights.set(await this.average[2 * i + 1].data(), layer.biases);
    }
    return { network: this.network, dim: 2, step: this.step, weights, ema: weights };
  }

  dispose(): void {
    this.model.dispose();
    this.optimizer.dispose();
    this.average.forEach((tensor) => tensor.dispose());
  }
}
