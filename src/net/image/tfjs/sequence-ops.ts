import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Attending, ChannelNorm, Taps } from '../../../core/image-network/ops';
import type { Parameter } from '../../../core/image-network/parameters';
import { attended } from '../../../core/image-network/sizes';
import { attend, attendBack } from './attention';
import { TensorOps } from './ops';

/** The pieces of networks on sequences in TensorFlow.js's operations: convolution along them, normalisation of rows, attention. */
export abstract class TensorSequenceOps extends TensorOps {
  convolution1d(x: Tensor, w: Parameter, b: Parameter, along: Taps): Tensor {
    return this.addRow(this.product(windows(x, along), this.weight(w)), this.weight(b));
  }

  convolution1dInput(dy: Tensor, w: Parameter, along: Taps): Tensor {
    return fromWindows(this.product(dy, this.weight(w), false, true), along);
  }

  convolution1dWeights(x: Tensor, dy: Tensor, w: Parameter, b: Parameter, along: Taps): void {
    this.gather(w, this.product(windows(x, along), dy, true));
    this.gatherSums(dy, b);
  }

  channelNorm(x: Tensor, norm: ChannelNorm): { readonly y: Tensor; readonly kept: Tensor } {
    const mean = norm.kind === 'layer' ? tf.mean(x, 1, true) : tf.zeros([x.shape[0], 1]);
    const off = norm.kind === 'layer' ? tf.sub(x, mean) : x;
    const rate = tf.rsqrt(tf.add(tf.mean(tf.square(off), 1, true), norm.epsilon));
    const h = tf.mul(off, rate);
    const gained = norm.gain ? tf.mul(h, this.weight(norm.gain)) : h;
    return { y: norm.bias ? tf.add(gained, this.weight(norm.bias)) : gained, kept: tf.concat([mean, rate], 1) };
  }

  channelNormBack(x: Tensor, kept: Tensor, dy: Tensor, { kind, gain, bias }: ChannelNorm): Tensor {
    const [mean, rate] = [0, 1].map((k) => tf.slice(kept, [0, k], [x.shape[0], 1]));
    const h = tf.mul(tf.sub(x, mean), rate);
    if (gain) this.gatherSums(tf.mul(dy, h), gain);
    if (bias) this.gatherSums(dy, bias);
    const u = gain ? tf.mul(dy, this.weight(gain)) : dy;
    const level = kind === 'layer' ? tf.sub(u, tf.mean(u, 1, true)) : u;
    return tf.mul(rate, tf.sub(level, tf.mul(h, tf.mean(tf.mul(u, h), 1, true))));
  }

  attention(q: Tensor, k: Tensor, v: Tensor, attending: Attending): { readonly y: Tensor; readonly kept: Tensor } {
    attended(this.shape(q), this.shape(k), this.shape(v), attending);
    return attend(q, k, v, attending);
  }

  attentionBack(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    kept: Tensor,
    dy: Tensor,
    attending: Attending,
  ): { readonly dq: Tensor; readonly dk: Tensor; readonly dv: Tensor } {
    attended(this.shape(q), this.shape(k), this.shape(v), attending);
    return attendBack(q, k, v, kept, dy, attending);
  }
}

/** Places that come out; zeros before each sequence; places of a sequence with its zeros in groups of `stride`. */
function layout({ length, taps, stride }: Taps): {
  readonly after: number;
  readonly before: number;
  readonly groups: number;
} {
  const after = Math.ceil(length / stride);
  return { after, before: (taps - 1) >> 1, groups: after + Math.floor((taps - 1) / stride) };
}

/** Where a tap lies in sequences [n, groups, stride c] of `layout`: one slice for all places that it meets. */
function tapAt(tap: number, { stride }: Taps, c: number): [number, number, number] {
  return [0, Math.floor(tap / stride), (tap % stride) * c];
}

/** What every place that comes out sees: [n after, taps c]. */
function windows(x: Tensor, along: Taps): Tensor2D {
  const { length, taps, stride } = along;
  const { after, before, groups } = layout(along);
  const c = x.shape[1]!,
    n = x.shape[0] / length;
  const padded = tf.pad(tf.reshape(x, [n, length, c]), [
    [0, 0],
    [before, groups * stride - before - length],
    [0, 0],
  ]);
  const grouped = tf.reshape(padded, [n, groups, stride * c]);
  const seen = Array.from({ length: taps }, (_, tap) => tf.slice(grouped, tapAt(tap, along, c), [n, after, c]));
  return tf.reshape(tf.concat(seen, 2), [n * after, taps * c]);
}

/** The transpose of `windows`: every place gets the sum of what saw it, [n length, c]. */
function fromWindows(seen: Tensor, along: Taps): Tensor2D {
  const { length, taps, stride } = along;
  const { after, before, groups } = layout(along);
  const c = seen.shape[1]! / taps,
    n = seen.shape[0] / after;
  const parts = Array.from({ length: taps }, (_, tap) => {
    const [, group, column] = tapAt(tap, along, c);
    const part = tf.reshape(tf.slice(seen, [0, tap * c], [n * after, c]), [n, after, c]);
    return tf.pad(part, [
      [0, 0],
      [group, groups - after - group],
      [column, (stride - 1) * c - column],
    ]);
  });
  const sum = tf.reshape(
    parts.reduce((a, b) => tf.add(a, b)),
    [n, groups * stride, c],
  );
  return tf.reshape(tf.slice(sum, [0, before, 0], [n, length, c]), [n * length, c]);
}
