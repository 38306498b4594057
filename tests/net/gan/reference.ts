import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { LossTerm } from '../../../src/core/gan/loss';
import { lossTerms } from '../../../src/core/gan/loss';
import type { Player } from '../../../src/core/gan/networks';
import type { DiscriminatorDraws, GeneratorDraws } from '../../../src/net/gan/draws';
import type { MlpLayer } from '../../../src/net/gan/mlp';
import type { PlainGame, Vectors } from './plain';

// The game by TensorFlow.js's automatic differentiation, twice where there is a penalty.

interface Given {
  readonly weights: Readonly<Record<Player, Float64Array>>;
  readonly game: PlainGame;
  readonly draws: {
    readonly discriminator: DiscriminatorDraws;
    readonly generator: GeneratorDraws;
  };
}

export async function referenceGradients({
  weights,
  game: { settings, layers, vectors },
  draws,
}: Given): Promise<Record<Player, Float32Array>> {
  await tf.setBackend('cpu');
  const terms = lossTerms[settings.loss];
  const flat = {
    generator: tf.tensor1d(Float32Array.from(weights.generator)),
    discriminator: tf.tensor1d(Float32Array.from(weights.discriminator)),
  };
  const D = (w: tf.Tensor1D, x: tf.Tensor2D) =>
    network(normalised(w, layers.discriminator, vectors), layers.discriminator, x);
  const G = (w: tf.Tensor1D, { z, noise }: Pick<DiscriminatorDraws, 'z' | 'noise'>) => {
    const made = network(
      (p) => part(w, p),
      layers.generator,
      tf.tensor2d(z, [settings.batchSize, settings.networks.latent]),
    );
    return noise ? tf.add<tf.Tensor2D>(made, tf.tensor2d(noise, [settings.batchSize, 2])) : made;
  };
  const slopes = (w: tf.Tensor1D, x: tf.Tensor2D) =>
    tf.sum(tf.square(tf.grad((at: tf.Tensor) => tf.sum(D(w, at as tf.Tensor2D)))(x)), 1);
  const discriminator = tf.grad((given) => {
    const w = given as tf.Tensor1D;
    const real = tf.tensor2d(draws.discriminator.real, [settings.batchSize, 2]);
    const fake = G(flat.generator, draws.discriminator);
    let loss: tf.Tensor = settings.relativistic
      ? mean(terms.real, tf.sub(D(w, real), D(w, fake)))
      : tf.add(mean(terms.real, D(w, real)), mean(terms.fake, D(w, fake)));
    if (settings.r2 > 0) loss = tf.add(loss, tf.mul(tf.mean(slopes(w, fake)), settings.r2 / 2));
    if (settings.gradientPenalty > 0) {
      const share = tf.tensor2d(draws.discriminator.between!, [settings.batchSize, 2]);
      const length = tf.sqrt(slopes(w, tf.add(tf.mul(real, share), tf.mul(fake, tf.sub(1, share)))));
      loss = tf.add(loss, tf.mul(tf.mean(tf.square(tf.sub(length, 1))), settings.gradientPenalty));
    }
    if (settings.r1 > 0) loss = tf.add(loss, tf.mul(tf.mean(slopes(w, real)), settings.r1 / 2));
    return loss;
  })(flat.discriminator);
  const generator = tf.grad((w) => {
    const made = D(flat.discriminator, G(w as tf.Tensor1D, draws.generator));
    const { real } = draws.generator;
    const against = real && D(flat.discriminator, tf.tensor2d(real, [settings.batchSize, 2]));
    return mean(terms.generator, against ? tf.sub(made, against) : made);
  })(flat.generator);
  return { discriminator: discriminator.dataSync<'float32'>(), generator: generator.dataSync<'float32'>() };
}

/**
 * TensorFlow.js's own sigmoid keeps its output for the way back, detached from the tape, so that second derivatives through it come out
 * wrong. This one keeps its input.
 */
const logistic: (x: tf.Tensor2D) => tf.Tensor2D = tf.customGrad<tf.Tensor2D>((x, save) => {
  (save as tf.GradSaveFunc)([x as tf.Tensor]);
  return {
    value: tf.sigmoid(x as tf.Tensor2D),
    gradFunc: (dy: tf.Tensor2D, saved: tf.Tensor[]) => {
      const s = logistic(saved[0] as tf.Tensor2D);
      return tf.mul(dy, tf.mul(s, tf.sub(1, s)));
    },
  };
});

type At = (p: MlpLayer['weights']) => tf.Tensor2D;

const part = (w: tf.Tensor1D, { at, rows, columns }: MlpLayer['weights']) =>
  tf.reshape<tf.Rank.R2>(tf.slice(w, [at], [rows * columns]), [rows, columns]);

function normalised(w: tf.Tensor1D, layers: readonly MlpLayer[], vectors: Vectors | undefined): At {
  return (p) => {
    const W = part(w, p);
    const l = layers.findIndex(({ weights }) => weights === p);
    if (!vectors || l < 0) return W;
    const v = tf.tensor2d(Float32Array.from(vectors.v[l]), [1, p.rows]),
      u = tf.tensor2d(Float32Array.from(vectors.u[l]), [p.columns, 1]);
    return tf.div(W, tf.matMul(tf.matMul(v, W), u));
  };
}

function network(at: At, layers: readonly MlpLayer[], x: tf.Tensor2D): tf.Tensor2D {
  let y = x;
  for (const { weights, bias, activation } of layers) {
    y = tf.add(tf.matMul(y, at(weights)), at(bias));
    if (activation === 'silu') y = tf.mul(y, logistic(y));
    else if (activation === 'leaky') y = tf.maximum(y, tf.mul(y, 0.2));
    else if (activation) y = tf.relu(y);
  }
  return y;
}

function mean({ curve, factor, sign, offset }: LossTerm, x: tf.Tensor): tf.Scalar {
  const u = tf.add(tf.mul(x, sign), offset);
  const value = {
    softplus: () => tf.softplus(u),
    'half-square': () => tf.mul(tf.square(u), 0.5),
    ramp: () => tf.relu(u),
    line: () => u,
  }[curve]();
  return tf.mul(tf.mean(value), factor);
}
