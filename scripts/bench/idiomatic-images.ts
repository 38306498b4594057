import * as tf from '@tensorflow/tfjs';
import type { ImageNetwork } from '../../src/core/image-network/description';
import { bind, type BoundLayer, type BoundNetwork, type Parameter } from '../../src/core/image-network/parameters';

/**
 * The baseline: a network on pictures as one writes it with TensorFlow.js, in pictures of four axes, its own convolution, automatic
 * differentiation, and its own Adam.
 */
export class IdiomaticImages {
  private readonly bound: BoundNetwork;
  private readonly variables: tf.Variable[];
  private readonly optimizer = tf.train.adam(1.5e-3, 0.9, 0.99, 1e-8);

  constructor(network: ImageNetwork, weights: Float32Array) {
    this.bound = bind(network);
    this.variables = this.bound.parameters.map((p) =>
      tf.variable(tf.tensor(weights.slice(p.at, p.at + p.rows * p.columns), this.shapeOf(p))),
    );
  }

  /** One step on tensors that are on the device already: pictures [n, side, side, 1], features of the noise, classes one by one. */
  minimize(x: tf.Tensor4D, noise: tf.Tensor2D, labels: tf.Tensor1D, target: tf.Tensor4D): void {
    this.optimizer.minimize(() =>
      tf.losses.meanSquaredError<tf.Tensor, tf.Scalar>(target, this.predict(x, noise, labels)),
    );
  }

  predict(x: tf.Tensor4D, noise: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor {
    const [w, b, table] = this.bound.embedding.map((p) => this.variables[p.index]);
    const sum = tf.add(tf.matMul(noise, w as unknown as tf.Tensor2D), b);
    const told = silu(tf.add(sum, tf.gather(table, labels)));
    return this.list(this.bound.layers, x, told as tf.Tensor2D);
  }

  /** Waits until the device has done everything. */
  async settle(): Promise<void> {
    await this.variables[0].data();
  }

  dispose(): void {
    this.variables.forEach((v) => v.dispose());
    this.optimizer.dispose();
  }

  private list(layers: readonly BoundLayer[], x: tf.Tensor, told: tf.Tensor2D): tf.Tensor {
    return layers.reduce((value, bound) => this.layer(bound, value, told), x);
  }

  private layer({ layer, parameters, inner }: BoundLayer, x: tf.Tensor, told: tf.Tensor2D): tf.Tensor {
    const [w, b] = parameters.map((p) => this.variables[p.index]);
    switch (layer.kind) {
      case 'convolution':
        return tf.add(
          tf.conv2d(
            x as tf.Tensor4D,
            tf.reshape<tf.Rank.R4>(w, [layer.size, layer.size, layer.from, layer.to]),
            1,
            'same',
          ),
          b,
        );
      case 'linear':
        return tf.add(tf.matMul(x as tf.Tensor2D, w as unknown as tf.Tensor2D), b);
      case 'norm': {
        const [n, side, , c] = x.shape as [number, number, number, number];
        const { mean, variance } = tf.moments(
          tf.reshape(x, [n, side * side, layer.groups, c / layer.groups]),
          [1, 3],
          true,
        );
        const normed = tf.div(
          tf.sub(tf.reshape(x, [n, side * side, layer.groups, c / layer.groups]), mean),
          tf.sqrt(tf.add(variance, 1e-5)),
        );
        return tf.add(tf.mul(tf.reshape(normed, x.shape), w), b);
      }
      case 'activation':
        return layer.function === 'silu' ? silu(x) : tf.relu(x);
      case 'film': {
        const ab = tf.add(tf.matMul(told, w as unknown as tf.Tensor2D), b);
        const [scale, shift] = tf.split(
          x.rank === 4 ? tf.reshape(ab, [ab.shape[0], 1, 1, 2 * layer.channels]) : ab,
          2,
          -1,
        );
        return tf.add(tf.mul(x, tf.add(scale, 1)), shift);
      }
      case 'to-depth': {
        const [n, side, , c] = x.shape as [number, number, number, number];
        const half = side / 2;
        return tf.reshape(tf.transpose(tf.reshape(x, [n, half, 2, half, 2 * c]), [0, 1, 3, 2, 4]), [
          n,
          half,
          half,
          4 * c,
        ]);
      }
      case 'to-space': {
        const [n, side, , c] = x.shape as [number, number, number, number];
        return tf.reshape(tf.transpose(tf.reshape(x, [n, side, side, 2, c / 2]), [0, 1, 3, 2, 4]), [
          n,
          2 * side,
          2 * side,
          c / 4,
        ]);
      }
      case 'pool':
        return tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
      case 'flatten':
        return tf.reshape(x, [x.shape[0], -1]);
      case 'picture':
        return tf.reshape(x, [
          x.shape[0],
          ...('side' in layer ? [layer.side, layer.side] : layer.extent),
          layer.channels,
        ]);
      case 'residual':
        return tf.add(x, this.list(inner, x, told));
      default:
        throw new RangeError(`layer of kind ${layer.kind} (expected those of the book's U-Nets)`);
    }
  }

  private shapeOf({ rows, columns, matrix }: Parameter): number[] {
    return matrix ? [rows, columns] : [columns];
  }
}

function silu(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, tf.sigmoid(x));
}
