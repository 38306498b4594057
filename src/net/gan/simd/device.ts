import type { Activation } from '../../../core/image-network/description';
import type { BoundNetwork, Parameter } from '../../../core/image-network/parameters';
import {
  lossSlope,
  lossValue,
  penaltySlope,
  penaltyValue,
  type LossTerm,
  type PenaltyKind,
} from '../../../core/gan/loss';
import type { Player } from '../../../core/gan/networks';
import { ImageKernel } from '../../../kernel/image';
import { imageKernelBytes } from '../../../kernel/image-bytes';
import { SimdDevice } from '../../image/simd/device';
import { panels, type Place } from '../../image/simd/memory';
import type { GanDevice, GanDevices } from '../ops';
import { iterate, throughMatrix } from '../spectral';

/** Both players in one memory, so that the generator's points need no copying. `bytes` stands in for the built-in module. */
export async function createSimdPlayers(
  networks: Readonly<Record<Player, BoundNetwork>>,
  bytes: BufferSource = imageKernelBytes(),
): Promise<GanDevices<Place>> {
  const kernel = await ImageKernel.instantiate(bytes);
  const generator = new SimdGanDevice(kernel, networks.generator);
  const discriminator = new SimdGanDevice(kernel, networks.discriminator);
  return {
    generator,
    discriminator,
    memory: () => generator.memory(),
    dispose() {
      generator.dispose();
      discriminator.dispose();
    },
  };
}

/** Of matrices with one or two columns the host takes care itself: they are a few hundred numbers. */
export class SimdGanDevice extends SimdDevice implements GanDevice<Place> {
  readonly lazy = false;
  private readonly normalised: number;
  private readonly vectors: readonly Float32Array[];
  private kept: Float32Array[] = [];
  /** Of the last normalisation, matrix by matrix. */
  private norms: ReturnType<typeof iterate>[] = [];

  constructor(kernel: ImageKernel, network: BoundNetwork) {
    super(kernel, network);
    this.normalised = kernel.take(this.padded);
    kernel.keep();
    this.vectors = this.matrices.map(({ columns }) => new Float32Array(columns));
  }

  stack(a: Place, b: Place): Place {
    const y = this.make(a.rows + b.rows, a.columns);
    this.view(y).set(this.view(a));
    this.view(y).set(this.view(b), a.rows * a.columns);
    return y;
  }

  mix(a: Place, b: Place, t: Place): Place {
    const y = this.make(a.rows, a.columns);
    const [to, from, towards, share] = [y, a, b, t].map((x) => this.view(x));
    for (let i = 0; i < to.length; i++) to[i] = from[i] + share[i] * (towards[i] - from[i]);
    return y;
  }

  multiply(a: Place, b: Place): Place {
    const y = this.make(a.rows, a.columns);
    this.kernel.exports.multiply(y.at, a.at, b.at, a.rows * a.columns);
    return y;
  }

  activate(z: Place, kind: Activation): { readonly y: Place; readonly slope: Place } {
    const slope = this.make(z.rows, z.columns);
    if (kind === 'silu') {
      const y = this.make(z.rows, z.columns);
      this.kernel.exports.siluSlope(y.at, slope.at, z.at, z.rows * z.columns);
      return { y, slope };
    }
    this.view(slope).fill(1);
    this.kernel.exports[`${kind}Back`](slope.at, z.at, slope.at, z.rows * z.columns);
    return { y: this.activation(z, kind), slope };
  }

  linearInputTimes(dy: Place, w: Parameter, slope: Place): Place {
    const dx = this.make(dy.rows, w.rows);
    this.scratch([panels(w.rows) * w.columns], (packed) =>
      this.kernel.exports.linearInputTimes(dx.at, dy.at, this.weight(w), slope.at, packed, dy.rows, w.columns, w.rows),
    );
    return dx;
  }

  linearTangent(x: Place, w: Parameter): Place {
    const y = this.make(x.rows, w.columns);
    this.scratch([panels(w.columns) * w.rows], (packed) =>
      this.kernel.exports.linear(y.at, x.at, this.weight(w), 0, packed, x.rows, w.columns, w.rows),
    );
    return y;
  }

  productWeights(x: Place, dy: Place, w: Parameter): void {
    this.scratch([panels(w.columns) * 256, w.columns], (packed, unused) =>
      this.kernel.exports.linearWeights(this.gradient(w), unused, x.at, dy.at, packed, x.rows, w.columns, w.rows),
    );
  }

  bend(z: Place, a: Place, b: Place, kind: Activation): Place | undefined {
    if (kind !== 'silu') return undefined;
    const y = this.make(z.rows, z.columns);
    this.kernel.exports.siluBend(y.at, z.at, a.at, b.at, z.rows * z.columns);
    return y;
  }

  judge(
    outputs: Place,
    terms: readonly LossTerm[],
    scale: number,
  ): { readonly gradient: Place; readonly losses: Place } {
    const gradient = this.make(outputs.rows, 1);
    const losses = this.make(1, terms.length);
    const [x, slope, sums] = [outputs, gradient, losses].map((y) => this.view(y));
    const part = x.length / terms.length;
    terms.forEach((term, k) => {
      let sum = 0;
      for (let i = k * part; i < (k + 1) * part; i++) {
        sum += lossValue(term, x[i]);
        slope[i] = scale * lossSlope(term, x[i]);
      }
      sums[k] = scale * sum;
    });
    return { gradient, losses };
  }

  gap(outputs: Place): Place {
    const n = outputs.rows / 2;
    const y = this.make(n, 1);
    const [from, to] = [this.view(outputs), this.view(y)];
    for (let i = 0; i < n; i++) to[i] = from[i] - from[n + i];
    return y;
  }

  gapBack(g: Place): Place {
    const y = this.make(2 * g.rows, 1);
    const [from, to] = [this.view(g), this.view(y)];
    for (let i = 0; i < g.rows; i++) to[g.rows + i] = -(to[i] = from[i]);
    return y;
  }

  means(x: Place, parts: number): Place {
    const y = this.make(1, parts);
    const [from, to] = [this.view(x), this.view(y)];
    const part = from.length / parts;
    for (let k = 0; k < parts; k++) {
      let sum = 0;
      for (let i = k * part; i < (k + 1) * part; i++) sum += from[i];
      to[k] = sum / part;
    }
    return y;
  }

  penalty(g: Place, kind: PenaltyKind, weight: number, scale: number): { readonly pull: Place; readonly loss: Place } {
    const pull = this.make(g.rows, g.columns);
    const loss = this.make(1, 1);
    const [from, to, sum] = [g, pull, loss].map((x) => this.view(x));
    let total = 0;
    for (let i = 0; i < from.length; i += 2) {
      const squared = from[i] * from[i] + from[i + 1] * from[i + 1];
      const slope = scale * penaltySlope(kind, weight, squared);
      to[i] = slope * from[i];
      to[i + 1] = slope * from[i + 1];
      total += penaltyValue(kind, weight, squared);
    }
    sum[0] = scale * total;
    return { pull, loss };
  }

  normalise(keep: boolean): void {
    const weights = this.array('weights');
    const out = this.kernel.floats(this.normalised, this.network.size);
    out.set(weights);
    this.norms = this.matrices.map((w, k) => {
      const norm = iterate(weights, w, this.vectors[k]);
      for (let i = w.at; i < w.at + w.rows * w.columns; i++) out[i] = weights[i] / norm.sigma;
      if (keep) this.vectors[k].set(norm.u);
      return norm;
    });
    this.base = this.normalised;
  }

  throughNorm(): void {
    const gradient = this.array('gradient');
    const weights = this.array('weights');
    this.matrices.forEach((w, k) => throughMatrix(gradient, weights, w, this.norms[k]));
  }

  saveVectors(): Float32Array {
    return Float32Array.from(this.vectors.flatMap((u) => Array.from(u)));
  }

  loadVectors(vectors: Float32Array): void {
    let at = 0;
    for (const u of this.vectors) {
      u.set(vectors.subarray(at, at + u.length));
      at += u.length;
    }
  }

  tell(x: Place): void {
    this.kept.push(this.read(x));
  }

  told(): readonly Float32Array[] {
    const all = this.kept;
    this.kept = [];
    return all;
  }

  private get matrices(): readonly Parameter[] {
    return this.network.parameters.filter(({ matrix }) => matrix);
  }

  private view({ at, rows, columns }: Place): Float32Array {
    return this.kernel.floats(at, rows * columns);
  }
}
