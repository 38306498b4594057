import * as tf from '@tensorflow/tfjs-core';
import { memory, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Activation } from '../../../core/image-network/description';
import type { BoundNetwork, Parameter } from '../../../core/image-network/parameters';
import type { Curve, LossTerm, PenaltyKind } from '../../../core/gan/loss';
import type { Player } from '../../../core/gan/networks';
import { TensorDevice } from '../../image/tfjs/device';
import { fusedKernels } from '../../tfjs/kernels';
import { startBackend, useBackend } from '../../tfjs/backend';
import type { TensorBackend } from '../../trainer';
import type { OptimizerStep } from '../../image/ops';
import type { GanDevice, GanDevices } from '../ops';
import { SpectralNorms } from './spectral';

type Shaders = typeof import('../../tfjs/webgl/elementwise');

export async function createTensorPlayers(
  backend: TensorBackend,
  networks: Readonly<Record<Player, BoundNetwork>>,
): Promise<GanDevices<Tensor>> {
  await startBackend(backend);
  useBackend(backend);
  const shaders = backend === 'webgl' ? await import('../../tfjs/webgl/elementwise') : null;
  const generator = new TensorGanDevice(backend, networks.generator, shaders);
  const discriminator = new TensorGanDevice(backend, networks.discriminator, shaders);
  return {
    generator,
    discriminator,
    memory() {
      const { numTensors, numBytes } = memory();
      return { tensors: numTensors, bytes: numBytes };
    },
    dispose() {
      generator.dispose();
      discriminator.dispose();
    },
  };
}

export class TensorGanDevice extends TensorDevice implements GanDevice<Tensor> {
  readonly lazy: boolean;
  private readonly norms: SpectralNorms;
  private kept: Tensor[] = [];

  /** Columns that `judge` needs at every step. */
  private readonly columns = new Map<string, Tensor2D>();

  /** @param shaders what a graphics card does at once in place of several operations; null on the other backends */
  constructor(
    backend: TensorBackend,
    network: BoundNetwork,
    private readonly shaders: Shaders | null,
  ) {
    super(backend, network);
    this.lazy = backend === 'webgl';
    this.norms = new SpectralNorms(network.parameters.filter(({ matrix }) => matrix));
  }

  override linear(x: Tensor, w: Parameter, b: Parameter): Tensor {
    if (!this.shaders) return super.linear(x, w, b);
    return tf.fused.matMul({
      a: x,
      b: this.weight(w),
      transposeA: false,
      transposeB: false,
      bias: this.weight(b),
    });
  }

  override step(options: OptimizerStep): void {
    const { shaders } = this;
    if (!shaders || options.clip > 0) {
      super.step(options);
      return;
    }
    const { k, rate, beta1, beta2, kept } = options;
    const old = this.held();
    useBackend(this.backend);
    const next = tf.tidy(() => {
      const gradient = tf.concat1d(this.network.parameters.map((p) => this.gradientOf(p)));
      const first = shaders.blend(old.first, gradient, beta1);
      const second = shaders.blendSquare(old.second, gradient, beta2);
      const weights = shaders.adamStep(old.weights, first, second, rate / (1 - beta1 ** k), 1 / (1 - beta2 ** k));
      return { weights, ema: shaders.blend(old.ema, weights, kept), first, second };
    });
    this.clearGradients();
    this.replace(next);
  }

  stack(a: Tensor, b: Tensor): Tensor {
    return tf.concat([a, b], 0);
  }

  mix(a: Tensor, b: Tensor, t: Tensor): Tensor {
    return tf.add(a, tf.mul(t, tf.sub(b, a)));
  }

  multiply(a: Tensor, b: Tensor): Tensor {
    return tf.mul(a, b);
  }

  activate(z: Tensor, kind: Activation): { readonly y: Tensor; readonly slope: Tensor } {
    if (kind !== 'silu') return { y: this.activation(z, kind), slope: this.activationBack(z, tf.onesLike(z), kind) };
    if (this.shaders) return this.shaders.siluAndSlope(z);
    if (this.backend === 'cpu')
      return { y: fusedKernels.siluValue(z as Tensor2D), slope: fusedKernels.siluSlope(z as Tensor2D) };
    const s = tf.sigmoid(z);
    const y = tf.mul(z, s);
    return { y, slope: tf.add(s, tf.mul(y, tf.sub(1, s))) };
  }

  linearInputTimes(dy: Tensor, w: Parameter, slope: Tensor): Tensor {
    return tf.mul(this.product(dy, this.weight(w), false, true), slope);
  }

  linearTangent(x: Tensor, w: Parameter): Tensor {
    return this.product(x, this.weight(w));
  }

  productWeights(x: Tensor, dy: Tensor, w: Parameter): void {
    this.gather(w, this.product(x, dy, true));
  }

  bend(z: Tensor, a: Tensor, b: Tensor, kind: Activation): Tensor | undefined {
    if (kind !== 'silu') return undefined;
    if (this.shaders) return this.shaders.siluBend(z, a, b);
    const s = tf.sigmoid(z);
    const off = tf.sub(1, s);
    const rest = tf.add(2, tf.mul(z, tf.sub(off, s)));
    return tf.mul(tf.mul(tf.mul(s, off), rest), tf.mul(a, b));
  }

  judge(
    outputs: Tensor,
    terms: readonly LossTerm[],
    scale: number,
  ): { readonly gradient: Tensor; readonly losses: Tensor } {
    const n = outputs.shape[0],
      part = n / terms.length;
    const signs = this.column(
      terms.map(({ sign }) => sign),
      part,
    );
    const [{ curve, factor }] = terms;
    const u = tf.add(
      tf.mul(outputs, signs),
      this.column(
        terms.map(({ offset }) => offset),
        part,
      ),
    );
    const { value, slope } = curveOf(curve, u);
    const losses = tf.reshape(tf.sum(tf.reshape(value, [terms.length, part]), 1), [1, terms.length]);
    return { gradient: tf.mul(tf.mul(slope, signs), factor * scale), losses: tf.mul(losses, factor * scale) };
  }

  gap(outputs: Tensor): Tensor {
    const [n] = outputs.shape;
    return tf.sub(tf.slice(outputs, [0, 0], [n / 2, 1]), tf.slice(outputs, [n / 2, 0], [n / 2, 1]));
  }

  gapBack(g: Tensor): Tensor {
    return tf.concat([g, tf.neg(g)], 0);
  }

  means(x: Tensor, parts: number): Tensor {
    return tf.reshape(tf.mean(tf.reshape(x, [parts, x.shape[0] / parts]), 1), [1, parts]);
  }

  penalty(
    g: Tensor,
    kind: PenaltyKind,
    weight: number,
    scale: number,
  ): { readonly pull: Tensor; readonly loss: Tensor } {
    const squared = tf.sum(tf.square(g), 1, true);
    if (kind === 'zero-centred') {
      return {
        pull: tf.mul(g, weight * scale),
        loss: tf.reshape(tf.mul(tf.sum(squared), (weight * scale) / 2), [1, 1]),
      };
    }
    const length = tf.sqrt(squared);
    const off = tf.sub(length, 1);
    // Where g = 0, so is the pull: the divisor's floor only keeps the quotient finite.
    const pull = tf.mul(g, tf.mul(tf.div(off, tf.maximum(length, 1e-12)), 2 * weight * scale));
    return { pull, loss: tf.reshape(tf.mul(tf.sum(tf.square(off)), weight * scale), [1, 1]) };
  }

  override use(which: 'raw' | 'ema'): void {
    super.use(which);
    this.norms.forget();
  }

  normalise(keep: boolean): void {
    this.use('raw');
    this.norms.find(
      (w) => super.weight(w),
      (a, b, transposeA, transposeB) => this.product(a, b, transposeA, transposeB),
      keep,
    );
  }

  throughNorm(): void {
    this.norms.through(this.sums);
  }

  saveVectors(): Float32Array {
    return this.norms.save();
  }

  loadVectors(vectors: Float32Array): void {
    useBackend(this.backend);
    this.norms.load(vectors);
  }

  tell(x: Tensor): void {
    this.kept.push(tf.keep(x));
  }

  told(): readonly Float32Array[] {
    const values = this.kept.map((tensor) => tensor.dataSync<'float32'>());
    for (const tensor of this.kept) tensor.dispose();
    this.kept = [];
    return values;
  }

  override dispose(): void {
    this.norms.dispose();
    for (const tensor of [...this.kept, ...this.columns.values()]) tensor.dispose();
    this.columns.clear();
    this.kept = [];
    super.dispose();
  }

  protected override weight(p: Parameter): Tensor2D {
    return this.norms.weights(p) ?? super.weight(p);
  }

  /** On a graphics card a product with ones is one shader, a sum over rows several. */
  protected override gatherSums(dy: Tensor, b: Parameter): void {
    if (this.shaders) this.gather(b, this.product(this.column([1], dy.shape[0]), dy, true));
    else super.gatherSums(dy, b);
  }

  /** Each value `part` times, one below the other; kept for the next step. */
  private column(values: readonly number[], part: number): Tensor2D {
    const key = `${values.join(' ')} ${part}`;
    let column = this.columns.get(key);
    if (!column) {
      column = tf.keep(
        tf.tensor2d(
          Float32Array.from({ length: values.length * part }, (_, i) => values[Math.floor(i / part)]),
          [values.length * part, 1],
        ),
      );
      this.columns.set(key, column);
    }
    return column;
  }
}

function curveOf(curve: Curve, u: Tensor): { readonly value: Tensor; readonly slope: Tensor } {
  switch (curve) {
    case 'softplus':
      return { value: tf.softplus(u), slope: tf.sigmoid(u) };
    case 'half-square':
      return { value: tf.mul(tf.square(u), 0.5), slope: u };
    case 'ramp':
      return { value: tf.relu(u), slope: tf.cast(tf.greater(u, 0), 'float32') };
    case 'line':
      return { value: u, slope: tf.onesLike(u) };
  }
}
