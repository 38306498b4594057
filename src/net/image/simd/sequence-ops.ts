import type { Attending, ChannelNorm, Taps } from '../../../core/image-network/ops';
import type { Parameter } from '../../../core/image-network/parameters';
import { attended } from '../../../core/image-network/sizes';
import { panels, type Place } from './memory';
import { SimdOps } from './ops';

/** Stands for -infinity where a key is masked (`assembly/image/attention.ts`). */
const MASKED = -3e38;

/** The pieces of networks on sequences, on the kernel: convolution along them, normalisation of rows, attention. */
export abstract class SimdSequenceOps extends SimdOps {
  convolution1d(x: Place, w: Parameter, b: Parameter, { length, taps, stride }: Taps): Place {
    const n = x.rows / length,
      after = Math.ceil(length / stride);
    const y = this.make(n * after, w.columns);
    this.scratch([panels(w.columns) * w.rows, after * w.rows], (packed, windows) =>
      this.kernel.exports.convolution1d(
        y.at,
        x.at,
        this.weight(w),
        this.weight(b),
        packed,
        windows,
        n,
        length,
        x.columns,
        w.columns,
        taps,
        stride,
      ),
    );
    return y;
  }

  convolution1dInput(dy: Place, w: Parameter, { length, taps, stride }: Taps): Place {
    const after = Math.ceil(length / stride),
      n = dy.rows / after;
    const dx = this.make(n * length, w.rows / taps);
    this.scratch([panels(w.rows) * w.columns, after * w.rows], (packed, windows) =>
      this.kernel.exports.convolution1dInput(
        dx.at,
        dy.at,
        this.weight(w),
        packed,
        windows,
        n,
        length,
        dx.columns,
        w.columns,
        taps,
        stride,
      ),
    );
    return dx;
  }

  convolution1dWeights(x: Place, dy: Place, w: Parameter, b: Parameter, { length, taps, stride }: Taps): void {
    const after = Math.ceil(length / stride);
    this.scratch([panels(w.columns) * after, after * w.rows], (packed, windows) =>
      this.kernel.exports.convolution1dWeights(
        this.gradient(w),
        this.gradient(b),
        x.at,
        dy.at,
        packed,
        windows,
        x.rows / length,
        length,
        x.columns,
        w.columns,
        taps,
        stride,
      ),
    );
  }

  channelNorm(x: Place, { kind, gain, bias, epsilon }: ChannelNorm): { readonly y: Place; readonly kept: Place } {
    const y = this.make(x.rows, x.columns);
    const kept = this.make(x.rows, 2);
    this.kernel.exports.channelNorm(
      y.at,
      x.at,
      gain ? this.weight(gain) : 0,
      bias ? this.weight(bias) : 0,
      kept.at,
      x.rows,
      x.columns,
      kind === 'layer',
      epsilon,
    );
    return { y, kept };
  }

  channelNormBack(x: Place, kept: Place, dy: Place, { kind, gain, bias }: ChannelNorm): Place {
    const dx = this.make(x.rows, x.columns);
    this.kernel.exports.channelNormBack(
      dx.at,
      gain ? this.gradient(gain) : 0,
      bias ? this.gradient(bias) : 0,
      x.at,
      dy.at,
      gain ? this.weight(gain) : 0,
      kept.at,
      x.rows,
      x.columns,
      kind === 'layer',
    );
    return dx;
  }

  attention(q: Place, k: Place, v: Place, attending: Attending): { readonly y: Place; readonly kept: Place } {
    const { n, heads, mask } = attending;
    const { rows, keys, each } = this.attended(q, k, v, attending);
    const y = this.make(q.rows, q.columns);
    const kept = this.make(n * heads * rows, keys);
    const packed = Math.max(panels(keys) * each, panels(each) * keys);
    this.scratch([rows * each, panels(keys) * each, packed, mask?.length ?? 0], (a, b, right, bias) => {
      if (mask) this.kernel.floats(bias, mask.length).set(Float32Array.from(mask, (may) => (may ? 0 : MASKED)));
      this.kernel.exports.attention(
        y.at,
        kept.at,
        q.at,
        k.at,
        v.at,
        mask ? bias : 0,
        a,
        b,
        right,
        n,
        rows,
        keys,
        q.columns,
        heads,
      );
    });
    return { y, kept };
  }

  attentionBack(
    q: Place,
    k: Place,
    v: Place,
    kept: Place,
    dy: Place,
    attending: Attending,
  ): { readonly dq: Place; readonly dk: Place; readonly dv: Place } {
    const { n, heads } = attending;
    const { rows, keys, each } = this.attended(q, k, v, attending);
    const [dq, dk, dv] = [q, k, v].map((x) => this.make(x.rows, x.columns));
    const packed = Math.max(panels(keys) * each, panels(each) * Math.max(keys, rows));
    this.scratch([rows * each, panels(keys) * each, packed, rows * keys], (a, b, right, scores) =>
      this.kernel.exports.attentionBack(
        dq.at,
        dk.at,
        dv.at,
        q.at,
        k.at,
        v.at,
        kept.at,
        dy.at,
        a,
        b,
        right,
        scores,
        n,
        rows,
        keys,
        q.columns,
        heads,
      ),
    );
    return { dq, dk, dv };
  }

  private attended(q: Place, k: Place, v: Place, attending: Attending): ReturnType<typeof attended> {
    return attended(this.shape(q), this.shape(k), this.shape(v), attending);
  }
}
