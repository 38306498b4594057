import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Parameter } from '../../../core/image-network/parameters';

/** What a normalisation found of one matrix: u [1, columns], v [rows, 1], sigma [1, 1], and the matrix divided. */
interface Normalised {
  readonly u: Tensor;
  readonly v: Tensor;
  readonly sigma: Tensor;
  readonly weights: Tensor2D;
}

type Product = (a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean) => Tensor2D;

/** The spectral norms of a network's weight matrices by power iteration, as `../spectral.ts` has them in plain loops: tensors kept from step to step. */
export class SpectralNorms {
  private vectors: Tensor[] = [];
  private norms: Map<number, Normalised> | null = null;

  constructor(private readonly matrices: readonly Parameter[]) {}

  /** The matrix divided by its norm, while norms are in force. */
  weights(p: Parameter): Tensor2D | undefined {
    return this.norms?.get(p.index)?.weights;
  }

  /** One round from the vectors kept, which are replaced where `keep` is set. In force until `forget`. */
  find(weight: (w: Parameter) => Tensor2D, product: Product, keep: boolean): void {
    const norms = new Map<number, Normalised>();
    this.matrices.forEach((w, k) => {
      const made = tf.tidy(() => {
        const W = weight(w);
        const v = unit(product(W, this.vectors[k], false, true)).vector;
        const { vector: u, length: sigma } = unit(product(v, W, true));
        return { u, v, sigma, weights: tf.div<Tensor2D>(W, sigma) };
      });
      for (const tensor of Object.values(made)) tf.keep(tensor);
      norms.set(w.index, made);
      if (!keep) return;
      this.vectors[k].dispose();
      this.vectors[k] = tf.keep(tf.clone(made.u));
    });
    this.norms = norms;
  }

  /** Takes gradients gathered at the divided matrices to those at the matrices themselves, by parameter, in place. */
  through(sums: Map<number, Tensor2D>): void {
    for (const w of this.matrices) {
      const gathered = sums.get(w.index);
      const norm = this.norms?.get(w.index);
      if (!gathered || !norm) continue;
      const next = tf.tidy(() => {
        const along = tf.sum(tf.mul(gathered, norm.weights));
        return tf.div<Tensor2D>(tf.sub(gathered, tf.mul(along, tf.mul(norm.v, norm.u))), norm.sigma);
      });
      gathered.dispose();
      sums.set(w.index, tf.keep(next));
    }
  }

  save(): Float32Array {
    return Float32Array.from(this.vectors.flatMap((u) => Array.from(u.dataSync())));
  }

  load(vectors: Float32Array): void {
    this.forgetVectors();
    let at = 0;
    this.vectors = this.matrices.map(({ columns }) =>
      tf.keep(tf.tensor2d(vectors.slice(at, (at += columns)), [1, columns])),
    );
  }

  forget(): void {
    for (const norm of this.norms?.values() ?? [])
      for (const tensor of Object.values(norm) as Tensor[]) tensor.dispose();
    this.norms = null;
  }

  dispose(): void {
    this.forget();
    this.forgetVectors();
  }

  private forgetVectors(): void {
    for (const tensor of this.vectors) tensor.dispose();
    this.vectors = [];
  }
}

function unit(x: Tensor2D): { readonly vector: Tensor2D; readonly length: Tensor } {
  const length = tf.reshape(tf.sqrt(tf.add(tf.sum(tf.square(x)), 1e-24)), [1, 1]);
  return { vector: tf.div<Tensor2D>(x, length), length };
}
