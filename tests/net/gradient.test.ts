import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NetworkSpec, Prediction, Weighting } from '../../src/core/network';
import { makeSchedule, scheduleDefaults, type Schedule, type ScheduleSpec } from '../../src/core/schedule';
import { explicitBatch } from '../../src/net/batches';
import { inputCount, layers } from '../../src/net/shape';
import { createKernelTrainer } from '../../src/net/simd/trainer';
import type { TrainingBatch } from '../../src/net/trainer';
import { settings, someBatch } from './helpers';

/** Loss and gradient of the same network by the automatic differentiation of TensorFlow.js. */
function autodiff(
  network: NetworkSpec,
  dim: number,
  weighting: Weighting,
  schedule: Schedule,
  weights: Float32Array,
  given: TrainingBatch,
) {
  return tf.tidy(() => {
    const batch = explicitBatch(given, schedule, network.prediction, weighting, dim);
    const n = batch.weight.length;
    const features = tf.tensor2d(batch.features, [n, inputCount(dim)]);
    const target = tf.tensor2d(batch.target, [n, dim]);
    const weight = tf.tensor2d(batch.weight, [n, 1]);
    const shape = layers(network, dim);
    const loss = (parameters: tf.Tensor1D) => {
      let h: tf.Tensor2D = features;
      for (const { weights: at, biases, fanIn, fanOut, transposed } of shape) {
        const W = parameters.slice(at, fanIn * fanOut).reshape(transposed ? [fanOut, fanIn] : [fanIn, fanOut]);
        const z = tf.matMul(h, W as tf.Tensor2D, false, transposed).add(parameters.slice(biases, fanOut));
        h = (transposed ? z : z.mul(z.sigmoid())) as tf.Tensor2D;
      }
      return h.sub(target).square().mul(weight).mean<tf.Scalar>();
    };
    const { value, grad } = tf.valueAndGrad((p) => loss(p as tf.Tensor1D))(tf.tensor1d(weights));
    return { loss: value.dataSync()[0], gradient: Float32Array.from(grad.dataSync()) };
  });
}

const norm = (x: ArrayLike<number>) => Math.sqrt(Array.from(x).reduce((sum, v) => sum + v * v, 0));

describe('gradients of the kernel agree with autodiff', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });
  const cases: [Prediction, Weighting, number, number, number, number, ScheduleSpec['kind']][] = [
    ['v', 'uniform', 64, 3, 2, 256, 'cosine'],
    ['epsilon', 'uniform', 16, 2, 2, 37, 'cosine'],
    ['x0', 'min-snr', 24, 1, 2, 5, 'cosine'],
    ['v', 'x0', 8, 4, 1, 18, 'cosine'],
    ['x0', 'epsilon', 128, 2, 1, 33, 'cosine'],
    ['epsilon', 'min-snr', 256, 4, 2, 6, 'cosine'],
    ['v', 'uniform', 32, 3, 2, 64, 'edm'],
    ['v', 'epsilon', 16, 2, 2, 40, 've'],
    ['epsilon', 'uniform', 24, 2, 2, 33, 'flow'],
  ];
  test.each(cases)(
    '%s, weighting %s, width %i, depth %i, %i-D, batch %i, under %s',
    async (prediction, weighting, width, depth, dim, n, kind) => {
      const network = { width, depth, prediction };
      const schedule = scheduleDefaults[kind];
      const trainer = await createKernelTrainer(settings({ network, weighting, schedule, dim, batchSize: 8 }));
      const batch = someBatch(n, dim);
      const { weights } = trainer.save();
      const { loss, gradient } = autodiff(network, dim, weighting, makeSchedule(schedule), weights, batch);
      const ours = trainer.gradient(batch);
      // Layer by layer, so that a small one can't hide behind a large one.
      for (const { weights: at, biases, fanOut } of layers(network, dim)) {
        for (const [from, to] of [
          [at, biases],
          [biases, biases + fanOut],
        ]) {
          const theirs = gradient.slice(from, to);
          const difference = ours.slice(from, to).map((g, i) => g - theirs[i]);
          expect(norm(difference) / norm(theirs)).toBeLessThan(1e-4);
        }
      }
      expect(trainer.trainOn(batch)).toBeCloseTo(loss, 4);
      trainer.dispose();
    },
  );
});
