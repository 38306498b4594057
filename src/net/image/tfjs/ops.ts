import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Activation } from '../../../core/image-network/description';
import type { Plane } from '../../../core/image-network/ops';
import type { Parameter } from '../../../core/image-network/parameters';
import { checkDepth, checkIds, checkSpace, pixelsIn } from '../../../core/image-network/sizes';
import type { TensorBackend } from '../../trainer';
import { fusedKernels } from '../../tfjs/kernels';

/**
 * The pieces in TensorFlow.js's operations. WASM multiplies fast only where the batch is 1 and nothing is transposed, and has no
 * filter gradient: so there a convolution is nine slices side by side and a product, and transposes are explicit. The CPU
 * backend's own product and slices are slow; ours take their place (`net/tfjs/kernels-cpu.ts`). WebGL has shaders for all three
 * convolutions.
 */
export abstract class TensorOps {
  protected constructor(protected readonly on: TensorBackend) {}

  protected abstract weight(p: Parameter): Tensor2D;
  /** Adds to a parameter's gradient. */
  protected abstract gather(p: Parameter, gradient: Tensor2D): void;

  put(values: Float32Array, rows: number, columns: number): Tensor {
    return tf.tensor2d(values, [rows, columns]);
  }

  read(x: Tensor): Float32Array {
    return x.dataSync<'float32'>();
  }

  reshape(x: Tensor, rows: number, columns: number): Tensor {
    return tf.reshape(x, [rows, columns]);
  }

  shape(x: Tensor): readonly [number, number] {
    return [x.shape[0], x.shape[1] ?? 1];
  }

  linear(x: Tensor, w: Parameter, b: Parameter): Tensor {
    return this.addRow(this.product(x, this.weight(w)), this.weight(b));
  }

  linearInput(dy: Tensor, w: Parameter): Tensor {
    return this.product(dy, this.weight(w), false, true);
  }

  linearWeights(x: Tensor, dy: Tensor, w: Parameter, b: Parameter): void {
    this.gather(w, this.product(x, dy, true));
    this.gatherSums(dy, b);
  }

  convolution(x: Tensor, w: Parameter, b: Parameter, plane: Plane): Tensor {
    return this.addRow(this.convolve(x, this.weight(w), plane), this.weight(b));
  }

  convolutionInput(dy: Tensor, w: Parameter, plane: Plane): Tensor {
    const from = w.rows / 9,
      to = w.columns;
    // The transpose of a convolution is one with the taps reversed and the channels exchanged.
    const taps = tf.concat(
      Array.from({ length: 9 }, (_, tap) => tf.transpose(tf.slice(this.weight(w), [(8 - tap) * from, 0], [from, to]))),
      0,
    );
    return this.convolve(dy, taps, plane);
  }

  convolutionWeights(x: Tensor, dy: Tensor, w: Parameter, b: Parameter, plane: Plane): void {
    if (this.on === 'webgl') {
      const filterShape = [3, 3, w.rows / 9, w.columns] as [number, number, number, number];
      const gradient = tf
        .engine()
        .runKernel<Tensor>('Conv2DBackpropFilter', { x: pictures(x, plane), dy: pictures(dy, plane) }, {
          strides: 1,
          pad: 'same',
          dataFormat: 'NHWC',
          dimRoundingMode: undefined,
          filterShape,
        } as unknown as tf.NamedAttrMap);
      this.gather(w, tf.reshape(gradient, [w.rows, w.columns]));
    } else {
      this.gather(w, this.product(this.patches(x, plane), dy, true));
    }
    this.gatherSums(dy, b);
  }

  norm(
    x: Tensor,
    gain: Parameter,
    bias: Parameter,
    groups: number,
    pixels: number,
  ): { readonly y: Tensor; readonly kept: Tensor } {
    const n = x.shape[0] / pixels,
      each = x.shape[1]! / groups;
    const grouped = tf.reshape(x, [n, pixels, groups, each]);
    const mean = tf.mean(grouped, [1, 3], true);
    const off = tf.sub(grouped, mean);
    const rate = tf.rsqrt(tf.add(tf.mean(tf.square(off), [1, 3], true), 1e-5));
    const y = tf.add(tf.mul(tf.reshape(tf.mul(off, rate), x.shape), this.weight(gain)), this.weight(bias));
    return { y, kept: tf.concat([tf.reshape(mean, [n * groups, 1]), tf.reshape(rate, [n * groups, 1])], 1) };
  }

  normBack(
    x: Tensor,
    kept: Tensor,
    dy: Tensor,
    gain: Parameter,
    bias: Parameter,
    groups: number,
    pixels: number,
  ): Tensor {
    const n = x.shape[0] / pixels,
      c = x.shape[1]!,
      shape = [n, pixels, groups, c / groups];
    const [mean, rate] = [0, 1].map((k) => tf.reshape(tf.slice(kept, [0, k], [n * groups, 1]), [n, 1, groups, 1]));
    const h = tf.mul(tf.sub(tf.reshape(x, shape), mean), rate);
    this.gatherSums(tf.mul(dy, tf.reshape(h, x.shape)), gain);
    this.gatherSums(dy, bias);
    const u = tf.reshape(tf.mul(dy, this.weight(gain)), shape);
    const along = tf.mul(h, tf.mean(tf.mul(u, h), [1, 3], true));
    return tf.reshape(tf.mul(rate, tf.sub(tf.sub(u, tf.mean(u, [1, 3], true)), along)), x.shape);
  }

  activation(x: Tensor, kind: Activation): Tensor {
    if (kind === 'leaky') return tf.maximum(x, tf.mul(x, 0.2));
    return kind === 'silu' ? tf.mul(x, tf.sigmoid(x)) : tf.relu(x);
  }

  activationBack(x: Tensor, dy: Tensor, kind: Activation): Tensor {
    if (kind === 'relu') return tf.mul(dy, tf.cast(tf.greater(x, 0), 'float32'));
    if (kind === 'leaky') return tf.mul(dy, tf.add(0.2, tf.mul(0.8, tf.cast(tf.greater(x, 0), 'float32'))));
    const s = tf.sigmoid(x);
    return tf.mul(dy, tf.mul(s, tf.add(1, tf.mul(x, tf.sub(1, s)))));
  }

  film(x: Tensor, ab: Tensor, pixels: number): Tensor {
    const { a, b, shape } = halves(x, ab, pixels);
    return tf.reshape(tf.add(tf.mul(tf.reshape(x, shape), tf.add(a, 1)), b), x.shape);
  }

  filmBack(x: Tensor, ab: Tensor, dy: Tensor, pixels: number): { readonly dx: Tensor; readonly dab: Tensor } {
    const { a, shape } = halves(x, ab, pixels);
    const d = tf.reshape(dy, shape);
    const dab = tf.concat([tf.sum(tf.mul(d, tf.reshape(x, shape)), 1), tf.sum(d, 1)], 1);
    return { dx: tf.reshape(tf.mul(d, tf.add(a, 1)), x.shape), dab };
  }

  add(a: Tensor, b: Tensor): Tensor {
    return tf.add(a, b);
  }

  toDepth(x: Tensor, plane: Plane, factor: number): Tensor {
    checkDepth(plane, factor);
    const c = x.shape[1]!;
    const [rows, columns] = [x.shape[0] / factor / plane.width, plane.width / factor];
    return tf.reshape(tf.transpose(tf.reshape(x, [rows, factor, columns, factor * c]), [0, 2, 1, 3]), [
      rows * columns,
      factor ** 2 * c,
    ]);
  }

  toSpace(x: Tensor, { width }: Plane, factor: number): Tensor {
    checkSpace(x.shape[1]!, factor);
    const c = x.shape[1]! / factor ** 2,
      rows = x.shape[0] / width;
    return tf.reshape(tf.transpose(tf.reshape(x, [rows, width, factor, factor * c]), [0, 2, 1, 3]), [
      factor ** 2 * rows * width,
      c,
    ]);
  }

  pool(x: Tensor, plane: Plane): Tensor {
    const [a, b, c, d] = corners(x, plane);
    return tf.maximum(tf.maximum(a, b), tf.maximum(c, d));
  }

  poolBack(x: Tensor, y: Tensor, dy: Tensor, plane: Plane): Tensor {
    let left = dy;
    const parts = corners(x, plane).map((corner) => {
      const here = tf.mul(left, tf.cast(tf.equal(corner, y), 'float32'));
      left = tf.sub(left, here);
      return here;
    });
    const c = x.shape[1]!,
      [height, width] = [plane.height >> 1, plane.width >> 1],
      n = x.shape[0] / pixelsIn(plane);
    // [n height width, 4 c], corner by corner, is what `toDepth` makes.
    const even = this.toSpace(tf.concat(parts, 1), { height, width }, 2);
    if (plane.height % 2 === 0 && plane.width % 2 === 0) return even;
    const padding: [number, number][] = [
      [0, 0],
      [0, plane.height % 2],
      [0, plane.width % 2],
      [0, 0],
    ];
    return tf.reshape(tf.pad(tf.reshape(even, [n, 2 * height, 2 * width, c]), padding), x.shape);
  }

  lookup(table: Parameter, ids: Int32Array): Tensor {
    return this.product(hot(ids, table.rows), this.weight(table));
  }

  lookupBack(table: Parameter, ids: Int32Array, dy: Tensor): void {
    this.gather(table, this.product(hot(ids, table.rows), dy, true));
  }

  squaredError(p: Tensor, y: Tensor, scale: number): { readonly gradient: Tensor; readonly losses: Tensor } {
    const error = tf.sub(p, y);
    return { gradient: tf.mul(error, scale), losses: tf.mean(tf.square(error), 1, true) };
  }

  /** Without bias; weights [9 from, to]. */
  private convolve(x: Tensor, weights: Tensor, plane: Plane): Tensor {
    if (this.on !== 'webgl') return this.product(this.patches(x, plane), weights);
    const [rows, to] = weights.shape as [number, number];
    return tf.reshape(tf.conv2d(pictures(x, plane), tf.reshape<tf.Rank.R4>(weights, [3, 3, rows / 9, to]), 1, 'same'), [
      x.shape[0],
      to,
    ]);
  }

  /** The 3 x 3 patch about every pixel: [n height width, 9 c], zeros around. */
  private patches(x: Tensor, plane: Plane): Tensor {
    if (this.on === 'cpu') return fusedKernels.patches(x as Tensor2D, plane);
    const c = x.shape[1]!,
      n = x.shape[0] / pixelsIn(plane);
    const padded = tf.pad(pictures(x, plane), [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    const taps = Array.from({ length: 9 }, (_, tap) =>
      tf.slice(padded, [0, Math.floor(tap / 3), tap % 3, 0], [n, plane.height, plane.width, c]),
    );
    return tf.reshape(tf.concat(taps, 3), [x.shape[0], 9 * c]);
  }

  protected product(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor2D {
    if (this.on === 'cpu') return fusedKernels.product(a as Tensor2D, b as Tensor2D, transposeA, transposeB);
    if (this.on === 'webgl') return tf.matMul(a, b, transposeA, transposeB);
    return tf.matMul(transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b);
  }

  protected addRow(x: Tensor, row: Tensor2D): Tensor {
    return this.on === 'cpu' ? fusedKernels.addRow(x as Tensor2D, row) : tf.add(x, row);
  }

  protected gatherSums(dy: Tensor, b: Parameter): void {
    this.gather(b, this.on === 'cpu' ? fusedKernels.columnSums(dy as Tensor2D) : tf.sum(dy, 0, true));
  }
}

function pictures(x: Tensor, plane: Plane): Tensor4D {
  return tf.reshape<tf.Rank.R4>(x, [x.shape[0] / pixelsIn(plane), plane.height, plane.width, x.shape[1]!]);
}

function halves(
  x: Tensor,
  ab: Tensor,
  pixels: number,
): { readonly a: Tensor; readonly b: Tensor; readonly shape: number[] } {
  const c = x.shape[1]!,
    n = ab.shape[0];
  const half = (k: number) => tf.reshape(tf.slice(ab, [0, k * c], [n, c]), [n, 1, c]);
  return { a: half(0), b: half(1), shape: [n, pixels, c] };
}

/** The four pixels of every square, each [n (height / 2) (width / 2), c], sides rounded down. */
function corners(x: Tensor, plane: Plane): readonly Tensor[] {
  const c = x.shape[1]!,
    [height, width] = [plane.height >> 1, plane.width >> 1],
    n = x.shape[0] / pixelsIn(plane);
  const all = tf.reshape(x, [n, plane.height, plane.width, c]);
  const rows = tf.reshape(tf.slice(all, [0, 0, 0, 0], [n, 2 * height, 2 * width, c]), [n * height, 2, width, 2 * c]);
  return [0, 1, 2, 3].map((k) =>
    tf.reshape(tf.slice(rows, [0, k >> 1, 0, (k & 1) * c], [n * height, 1, width, c]), [n * height * width, c]),
  );
}

/** A row for each id, 1 at its place: rows of a table are products with it, and their gradients, on every backend. */
function hot(ids: Int32Array, rows: number): Tensor2D {
  checkIds(ids, rows);
  const values = new Float32Array(ids.length * rows);
  ids.forEach((id, i) => (values[i * rows + id] = 1));
  return tf.tensor2d(values, [ids.length, rows]);
}
