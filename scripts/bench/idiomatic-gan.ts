import * as tf from '@tensorflow/tfjs';
import { players, playerNetworks, type Player } from '../../src/core/gan/networks';
import { bind } from '../../src/core/image-network/parameters';
import { mlpLayers } from '../../src/net/gan/mlp';
import { startingPlayer } from '../../src/net/gan/start';
import type { GanTrainerSettings } from '../../src/net/gan/trainer';

/**
 * The non-saturating game as one writes it with TensorFlow.js: a layers model and an Adam for each player, `minimize` in turn. It starts
 * from the trainer's own weights. R1 is a gradient inside the loss. (TensorFlow.js keeps a sigmoid's output detached from the
 * tape, so that its second derivative through SiLU is not quite right; the work is the same.)
 */
export class IdiomaticGan {
  private readonly models: Readonly<Record<Player, tf.Sequential>>;
  private readonly optimizers: Readonly<Record<Player, tf.Optimizer>>;

  constructor(private readonly settings: GanTrainerSettings) {
    const { networks, seed, generatorRate, discriminatorRate, beta1 } = settings;
    const parts = playerNetworks(networks);
    const model = (player: Player) => {
      const bound = bind(parts[player]);
      const layers = mlpLayers(bound);
      const made = tf.sequential({
        layers: layers.map(({ weights, activation }, i) =>
          tf.layers.dense({
            units: weights.columns,
            activation: activation ? 'swish' : 'linear',
            ...(i === 0 ? { inputShape: [weights.rows] } : {}),
          }),
        ),
      });
      const start = startingPlayer(bound, seed);
      const values = layers.flatMap(({ weights: w, bias: b }) => [
        tf.tensor2d(start.slice(w.at, w.at + w.rows * w.columns), [w.rows, w.columns]),
        tf.tensor1d(start.slice(b.at, b.at + b.columns)),
      ]);
      made.setWeights(values);
      tf.dispose(values);
      return made;
    };
    this.models = { generator: model('generator'), discriminator: model('discriminator') };
    this.optimizers = {
      generator: tf.train.adam(generatorRate, beta1, 0.99),
      discriminator: tf.train.adam(discriminatorRate, beta1, 0.99),
    };
  }

  /** One step of each player, on tensors that are on the device already. */
  step(real: tf.Tensor2D, codes: Readonly<Record<Player, tf.Tensor2D>>): void {
    const { r1 } = this.settings;
    const G = (z: tf.Tensor) => this.models.generator.apply(z) as tf.Tensor;
    const D = (x: tf.Tensor) => this.models.discriminator.apply(x) as tf.Tensor;
    const entropy = (label: number, logits: tf.Tensor) =>
      tf.losses.sigmoidCrossEntropy<tf.Tensor, tf.Scalar>(tf.fill(logits.shape, label), logits);
    tf.tidy(() => {
      const fake = G(codes.discriminator);
      this.optimizers.discriminator.minimize(
        () => {
          const loss = entropy(1, D(real)).add<tf.Scalar>(entropy(0, D(fake)));
          if (r1 === 0) return loss;
          const slopes = tf.grad((x) => D(x).sum())(real);
          return loss.add<tf.Scalar>(
            slopes
              .square()
              .sum(1)
              .mean()
              .mul(r1 / 2),
          );
        },
        false,
        this.variables('discriminator'),
      );
      this.optimizers.generator.minimize(() => entropy(1, D(G(codes.generator))), false, this.variables('generator'));
    });
  }

  /** Waits until the device has done everything. */
  async settle(): Promise<void> {
    await this.models.generator.getWeights()[0].data();
  }

  dispose(): void {
    for (const player of players) {
      this.models[player].dispose();
      this.optimizers[player].dispose();
    }
  }

  private variables(player: Player): tf.Variable[] {
    return this.models[player].trainableWeights.map(
      (weight) => (weight as unknown as { readonly val: tf.Variable }).val,
    );
  }
}
