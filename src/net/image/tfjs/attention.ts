import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Attending } from '../../../core/image-network/ops';

// Attention in TensorFlow.js's operations, all heads of all examples in one product of batches. The transposes are explicit: WASM
// has no fast product of transposed matrices.

/** Least sum of exponentials: it is 1 or more unless all keys are masked. */
const LEAST = 1e-6;

/** [n length, channels] as [n heads, length, e] or, `turned`, [n heads, e, length]. */
function split(x: Tensor, { n, heads }: Attending, turned = false): Tensor {
  const length = x.shape[0] / n,
    each = x.shape[1]! / heads;
  const apart = tf.transpose(tf.reshape(x, [n, length, heads, each]), turned ? [0, 2, 3, 1] : [0, 2, 1, 3]);
  return tf.reshape(apart, turned ? [n * heads, each, length] : [n * heads, length, each]);
}

/** The way back of `split`. */
function join(x: Tensor, { n, heads }: Attending, turned = false): Tensor {
  const [, a, b] = x.shape as [number, number, number];
  const [length, each] = turned ? [b, a] : [a, b];
  return tf.reshape(tf.transpose(tf.reshape(x, [n, heads, a, b]), turned ? [0, 3, 1, 2] : [0, 2, 1, 3]), [
    n * length,
    heads * each,
  ]);
}

/** The rows' softmax of scores [n heads, rows, keys]: 0 where a key is masked. */
function softmax(scores: Tensor, { n, heads, mask }: Attending): Tensor {
  const power = (x: Tensor) => tf.exp(tf.sub(x, tf.max(x, -1, true)));
  if (!mask) {
    const e = power(scores);
    return tf.div(e, tf.sum(e, -1, true));
  }
  const [, rows, keys] = scores.shape as [number, number, number];
  const seen = tf.tensor4d(Float32Array.from(mask), [n, 1, 1, keys]);
  const raised = tf.add(tf.reshape(scores, [n, heads, rows, keys]), tf.mul(tf.sub(seen, 1), 1e9));
  const e = tf.mul(power(raised), seen);
  return tf.reshape(tf.div(e, tf.maximum(tf.sum(e, -1, true), LEAST)), scores.shape);
}

/** y [n rows, channels] and the weights [n heads rows, keys]. */
export function attend(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  attending: Attending,
): { readonly y: Tensor; readonly kept: Tensor } {
  const queries = tf.mul(split(q, attending), scaleOf(q, attending));
  const weights = softmax(tf.matMul(queries, split(k, attending, true)), attending);
  const [sheets, rows, keys] = weights.shape as [number, number, number];
  const y = join(tf.matMul(weights, split(v, attending)), attending);
  return { y, kept: tf.reshape(weights, [sheets * rows, keys]) };
}

/** Gradients of `attend`: with ds those of the scores, dq = ds k / sqrt(e), dk = ds^T q / sqrt(e), dv = weights^T dy. */
export function attendBack(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  kept: Tensor,
  dy: Tensor,
  attending: Attending,
): { readonly dq: Tensor; readonly dk: Tensor; readonly dv: Tensor } {
  const { n, heads } = attending;
  const scale = scaleOf(q, attending);
  const weights = tf.reshape(kept, [n * heads, q.shape[0] / n, k.shape[0] / n]);
  // dv^T = dy^T weights and dk^T = q^T ds need no transpose of the larger matrices.
  const dv = join(tf.matMul(split(dy, attending, true), weights), attending, true);
  const slopes = tf.matMul(split(dy, attending), split(v, attending, true));
  const ds = tf.mul(tf.mul(weights, tf.sub(slopes, tf.sum(tf.mul(weights, slopes), -1, true))), scale);
  const dq = join(tf.matMul(ds, split(k, attending)), attending);
  const dk = join(tf.matMul(split(q, attending, true), ds), attending, true);
  return { dq, dk, dv };
}

function scaleOf(q: Tensor, { heads }: Attending): number {
  return 1 / Math.sqrt(q.shape[1]! / heads);
}
