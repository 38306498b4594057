import type { Attending, ChannelNorm, Taps } from '../../../src/core/image-network/ops';
import type { Parameter } from '../../../src/core/image-network/parameters';
import { attended } from '../../../src/core/image-network/sizes';
import type { Ops } from '../../../src/net/image/ops';
import { make, PlainPictureOps, type Matrix } from './plain-pictures';

export type { Matrix };

/** All pieces in plain loops and double precision, from their definitions: what the backends are held against. */
export class PlainOps extends PlainPictureOps implements Ops<Matrix> {
  convolution1d(x: Matrix, w: Parameter, b: Parameter, along: Taps): Matrix {
    const y = make(
      (x.rows / along.length) * Math.ceil(along.length / along.stride),
      w.columns,
      (_, j) => this.weights[b.at + j],
    );
    meetings(
      y.rows,
      x.columns,
      w.columns,
      along,
      (from, to, weight) => (y.data[to] += x.data[from] * this.weights[w.at + weight]),
    );
    return y;
  }

  convolution1dInput(dy: Matrix, w: Parameter, along: Taps): Matrix {
    const from = w.rows / along.taps;
    const dx = make((dy.rows / Math.ceil(along.length / along.stride)) * along.length, from, () => 0);
    meetings(
      dy.rows,
      from,
      w.columns,
      along,
      (at, to, weight) => (dx.data[at] += dy.data[to] * this.weights[w.at + weight]),
    );
    return dx;
  }

  convolution1dWeights(x: Matrix, dy: Matrix, w: Parameter, b: Parameter, along: Taps): void {
    meetings(
      dy.rows,
      x.columns,
      w.columns,
      along,
      (from, to, weight) => (this.gradient[w.at + weight] += dy.data[to] * x.data[from]),
    );
    dy.data.forEach((d, i) => (this.gradient[b.at + (i % w.columns)] += d));
  }

  channelNorm(x: Matrix, { kind, gain, bias, epsilon }: ChannelNorm): { readonly y: Matrix; readonly kept: Matrix } {
    const kept = make(x.rows, 2, () => 0);
    for (let i = 0; i < x.rows; i++) {
      const row = x.data.subarray(i * x.columns, (i + 1) * x.columns);
      const mean = kind === 'layer' ? row.reduce((sum, v) => sum + v, 0) / row.length : 0;
      kept.data[2 * i] = mean;
      kept.data[2 * i + 1] = 1 / Math.sqrt(row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / row.length + epsilon);
    }
    const y = make(x.rows, x.columns, (i, c) => {
      const h = (x.data[i * x.columns + c] - kept.data[2 * i]) * kept.data[2 * i + 1];
      return h * (gain ? this.weights[gain.at + c] : 1) + (bias ? this.weights[bias.at + c] : 0);
    });
    return { y, kept };
  }

  channelNormBack(x: Matrix, kept: Matrix, dy: Matrix, { kind, gain, bias }: ChannelNorm): Matrix {
    const c = x.columns;
    const h = make(x.rows, c, (i, k) => (x.data[i * c + k] - kept.data[2 * i]) * kept.data[2 * i + 1]).data;
    const u = dy.data.map((d, at) => d * (gain ? this.weights[gain.at + (at % c)] : 1));
    dy.data.forEach((d, at) => {
      if (gain) this.gradient[gain.at + (at % c)] += d * h[at];
      if (bias) this.gradient[bias.at + (at % c)] += d;
    });
    return make(x.rows, c, (i, k) => {
      let level = 0,
        along = 0;
      for (let at = i * c; at < (i + 1) * c; at++) {
        level += kind === 'layer' ? u[at] / c : 0;
        along += (u[at] * h[at]) / c;
      }
      return kept.data[2 * i + 1] * (u[i * c + k] - level - h[i * c + k] * along);
    });
  }

  attention(q: Matrix, k: Matrix, v: Matrix, attending: Attending): { readonly y: Matrix; readonly kept: Matrix } {
    const { rows, keys, each } = attended(this.shape(q), this.shape(k), this.shape(v), attending);
    const { n, heads, mask } = attending;
    const c = q.columns;
    const kept = make(n * heads * rows, keys, () => 0);
    const y = make(q.rows, c, () => 0);
    for (let i = 0; i < n; i++) {
      for (let h = 0; h < heads; h++) {
        for (let r = 0; r < rows; r++) {
          const seen = Array.from({ length: keys }, (_, j) => j).filter((j) => !mask || mask[i * keys + j]);
          const scores = seen.map((j) => {
            let sum = 0;
            for (let e = h * each; e < (h + 1) * each; e++)
              sum += q.data[(i * rows + r) * c + e] * k.data[(i * keys + j) * c + e];
            return sum / Math.sqrt(each);
          });
          const most = Math.max(...scores);
          const powers = scores.map((s) => Math.exp(s - most));
          const all = powers.reduce((sum, p) => sum + p, 0);
          seen.forEach((j, at) => {
            const weight = powers[at] / all;
            kept.data[((i * heads + h) * rows + r) * keys + j] = weight;
            for (let e = h * each; e < (h + 1) * each; e++)
              y.data[(i * rows + r) * c + e] += weight * v.data[(i * keys + j) * c + e];
          });
        }
      }
    }
    return { y, kept };
  }

  attentionBack(
    q: Matrix,
    k: Matrix,
    v: Matrix,
    kept: Matrix,
    dy: Matrix,
    attending: Attending,
  ): { readonly dq: Matrix; readonly dk: Matrix; readonly dv: Matrix } {
    const { rows, keys, each } = attended(this.shape(q), this.shape(k), this.shape(v), attending);
    const { n, heads } = attending;
    const c = q.columns;
    const [dq, dk, dv] = [q, k, v].map((x) => make(x.rows, x.columns, () => 0));
    for (let i = 0; i < n; i++) {
      for (let h = 0; h < heads; h++) {
        for (let r = 0; r < rows; r++) {
          const weights = kept.data.subarray(((i * heads + h) * rows + r) * keys).subarray(0, keys);
          const slopes = Array.from(weights, (weight, j) => {
            let sum = 0;
            for (let e = h * each; e < (h + 1) * each; e++) {
              dv.data[(i * keys + j) * c + e] += weight * dy.data[(i * rows + r) * c + e];
              sum += dy.data[(i * rows + r) * c + e] * v.data[(i * keys + j) * c + e];
            }
            return sum;
          });
          const mean = slopes.reduce((sum, s, j) => sum + weights[j] * s, 0);
          slopes.forEach((slope, j) => {
            const ds = (weights[j] * (slope - mean)) / Math.sqrt(each);
            for (let e = h * each; e < (h + 1) * each; e++) {
              dq.data[(i * rows + r) * c + e] += ds * k.data[(i * keys + j) * c + e];
              dk.data[(i * keys + j) * c + e] += ds * q.data[(i * rows + r) * c + e];
            }
          });
        }
      }
    }
    return { dq, dk, dv };
  }
}

/** Every (input, output, weight) that meet in a convolution along sequences, `rows` places in all coming out. */
function meetings(
  rows: number,
  from: number,
  to: number,
  { length, taps, stride }: Taps,
  visit: (input: number, output: number, weight: number) => void,
): void {
  const after = Math.ceil(length / stride);
  for (let row = 0; row < rows; row++) {
    for (let tap = 0; tap < taps; tap++) {
      const at = (row % after) * stride + tap - Math.floor((taps - 1) / 2);
      if (at < 0 || at >= length) continue;
      const place = Math.floor(row / after) * length + at;
      for (let k = 0; k < from; k++)
        for (let o = 0; o < to; o++) visit(place * from + k, row * to + o, (tap * from + k) * to + o);
    }
  }
}
