import type { Activation } from '../../../core/image-network/description';
import type { BoundNetwork, Parameter } from '../../../core/image-network/parameters';
import { ImageKernel } from '../../../kernel/image';
import { imageKernelBytes } from '../../../kernel/image-bytes';
import type { ImageDevice, ImageWeights, OptimizerStep } from '../ops';

/** A matrix in the kernel's memory. */
export interface Place {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
}

const arrays = ['weights', 'ema', 'first', 'second', 'gradient'] as const;

/** A network's weights in the kernel's memory. `bytes` stands in for the built-in module, in a place that can't import it. */
export async function createSimdDevice(
  network: BoundNetwork,
  bytes: BufferSource = imageKernelBytes(),
): Promise<SimdDevice> {
  return new SimdDevice(await ImageKernel.instantiate(bytes), network);
}

export class SimdDevice implements ImageDevice<Place> {
  readonly backend = 'simd';
  private readonly address: Readonly<Record<(typeof arrays)[number], number>>;
  protected readonly padded: number;
  protected base: number;
  private held: ImageKernel | null;

  constructor(
    kernel: ImageKernel,
    protected readonly network: BoundNetwork,
  ) {
    this.held = kernel;
    this.padded = Math.ceil(network.size / 4) * 4;
    const [weights, ema, first, second, gradient] = arrays.map(() => kernel.take(this.padded));
    this.address = { weights, ema, first, second, gradient };
    this.base = weights;
    kernel.keep();
  }

  protected get kernel(): ImageKernel {
    if (!this.held) throw new Error('the network was disposed');
    return this.held;
  }

  use(which: 'raw' | 'ema'): void {
    this.base = which === 'ema' ? this.address.ema : this.address.weights;
  }

  within<R>(work: () => R): R {
    try {
      return work();
    } finally {
      this.kernel.free();
    }
  }

  put(values: Float32Array, rows: number, columns: number): Place {
    const y = this.make(rows, columns);
    this.kernel.floats(y.at, rows * columns).set(values);
    return y;
  }

  read({ at, rows, columns }: Place): Float32Array {
    return this.kernel.floats(at, rows * columns).slice();
  }

  reshape({ at }: Place, rows: number, columns: number): Place {
    return { at, rows, columns };
  }

  shape({ rows, columns }: Place): readonly [number, number] {
    return [rows, columns];
  }

  linear(x: Place, w: Parameter, b: Parameter): Place {
    const y = this.make(x.rows, w.columns);
    this.scratch(panels(w.columns) * w.rows, 0, 0, (packed) =>
      this.kernel.exports.linear(y.at, x.at, this.weight(w), this.weight(b), packed, x.rows, w.columns, w.rows),
    );
    return y;
  }

  linearInput(dy: Place, w: Parameter): Place {
    const dx = this.make(dy.rows, w.rows);
    this.scratch(panels(w.rows) * w.columns, 0, 0, (packed) =>
      this.kernel.exports.linearInput(dx.at, dy.at, this.weight(w), packed, dy.rows, w.columns, w.rows),
    );
    return dx;
  }

  linearWeights(x: Place, dy: Place, w: Parameter, b: Parameter): void {
    this.scratch(panels(w.columns) * 256, 0, 0, (packed) =>
      this.kernel.exports.linearWeights(
        this.gradient(w),
        this.gradient(b),
        x.at,
        dy.at,
        packed,
        x.rows,
        w.columns,
        w.rows,
      ),
    );
  }

  convolution(x: Place, w: Parameter, b: Parameter, side: number): Place {
    const y = this.make(x.rows, w.columns);
    const n = x.rows / (side * side);
    this.scratch(panels(w.columns) * w.rows, side * side * w.rows, 0, (packed, scratch) =>
      this.kernel.exports.convolution(
        y.at,
        x.at,
        this.weight(w),
        this.weight(b),
        packed,
        scratch,
        n,
        side,
        x.columns,
        w.columns,
      ),
    );
    return y;
  }

  convolutionInput(dy: Place, w: Parameter, side: number): Place {
    const from = w.rows / 9,
      to = w.columns;
    const dx = this.make(dy.rows, from);
    const n = dy.rows / (side * side);
    this.scratch(panels(from) * 9 * to, side * side * 9 * to, from * 9 * to, (packed, scratch, taps) =>
      this.kernel.exports.convolutionInput(dx.at, dy.at, this.weight(w), taps, packed, scratch, n, side, from, to),
    );
    return dx;
  }

  convolutionWeights(x: Place, dy: Place, w: Parameter, b: Parameter, side: number): void {
    const n = x.rows / (side * side);
    this.scratch(panels(w.columns) * side * side, side * side * w.rows, 0, (packed, scratch) =>
      this.kernel.exports.convolutionWeights(
        this.gradient(w),
        this.gradient(b),
        x.at,
        dy.at,
        packed,
        scratch,
        n,
        side,
        x.columns,
        w.columns,
      ),
    );
  }

  norm(
    x: Place,
    gain: Parameter,
    bias: Parameter,
    groups: number,
    pixels: number,
  ): { readonly y: Place; readonly kept: Place } {
    const n = x.rows / pixels;
    const y = this.make(x.rows, x.columns);
    const kept = this.make(n, 2 * groups);
    this.scratch(3 * x.columns, 0, 0, (scratch) =>
      this.kernel.exports.norm(
        y.at,
        x.at,
        this.weight(gain),
        this.weight(bias),
        kept.at,
        scratch,
        n,
        pixels,
        x.columns,
        groups,
      ),
    );
    return { y, kept };
  }

  normBack(x: Place, kept: Place, dy: Place, gain: Parameter, bias: Parameter, groups: number, pixels: number): Place {
    const dx = this.make(x.rows, x.columns);
    this.scratch(3 * x.columns, 0, 0, (scratch) =>
      this.kernel.exports.normBack(
        dx.at,
        this.gradient(gain),
        this.gradient(bias),
        x.at,
        dy.at,
        this.weight(gain),
        kept.at,
        scratch,
        x.rows / pixels,
        pixels,
        x.columns,
        groups,
      ),
    );
    return dx;
  }

  activation(x: Place, kind: Activation): Place {
    const y = this.make(x.rows, x.columns);
    this.kernel.exports[kind](y.at, x.at, x.rows * x.columns);
    return y;
  }

  activationBack(x: Place, dy: Place, kind: Activation): Place {
    const dx = this.make(x.rows, x.columns);
    this.kernel.exports[`${kind}Back`](dx.at, x.at, dy.at, x.rows * x.columns);
    return dx;
  }

  film(x: Place, ab: Place, pixels: number): Place {
    const y = this.make(x.rows, x.columns);
    this.kernel.exports.film(y.at, x.at, ab.at, ab.rows, pixels, x.columns);
    return y;
  }

  filmBack(x: Place, ab: Place, dy: Place, pixels: number): { readonly dx: Place; readonly dab: Place } {
    const dx = this.make(x.rows, x.columns);
    const dab = this.make(ab.rows, ab.columns);
    this.kernel.exports.filmBack(dx.at, dab.at, x.at, ab.at, dy.at, ab.rows, pixels, x.columns);
    return { dx, dab };
  }

  add(a: Place, b: Place): Place {
    const y = this.make(a.rows, a.columns);
    this.kernel.exports.add(y.at, a.at, b.at, a.rows * a.columns);
    return y;
  }

  toDepth(x: Place, side: number): Place {
    const y = this.make(x.rows / 4, 4 * x.columns);
    this.kernel.exports.toDepth(y.at, x.at, x.rows / (side * side), side, x.columns);
    return y;
  }

  toSpace(x: Place, side: number): Place {
    const y = this.make(4 * x.rows, x.columns / 4);
    this.kernel.exports.toSpace(y.at, x.at, x.rows / (side * side), side, x.columns / 4);
    return y;
  }

  pool(x: Place, side: number): Place {
    const n = x.rows / (side * side);
    const y = this.make(n * (side >> 1) ** 2, x.columns);
    this.kernel.exports.pool(y.at, x.at, n, side, x.columns);
    return y;
  }

  poolBack(x: Place, y: Place, dy: Place, side: number): Place {
    const dx = this.make(x.rows, x.columns);
    this.kernel.exports.poolBack(dx.at, x.at, y.at, dy.at, x.rows / (side * side), side, x.columns);
    return dx;
  }

  lookup(table: Parameter, labels: Int32Array): Place {
    const y = this.make(labels.length, table.columns);
    this.withLabels(labels, (at) =>
      this.kernel.exports.lookup(y.at, this.weight(table), at, labels.length, table.columns),
    );
    return y;
  }

  lookupBack(table: Parameter, labels: Int32Array, dy: Place): void {
    this.withLabels(labels, (at) =>
      this.kernel.exports.lookupBack(this.gradient(table), at, dy.at, labels.length, table.columns),
    );
  }

  squaredError(p: Place, y: Place, scale: number): { readonly gradient: Place; readonly losses: Place } {
    const gradient = this.make(p.rows, p.columns);
    const losses = this.make(p.rows, 1);
    this.kernel.exports.squaredError(gradient.at, losses.at, p.at, y.at, p.rows, p.columns, scale);
    return { gradient, losses };
  }

  step({ k, rate, beta1, beta2, clip, kept }: OptimizerStep): void {
    const { weights, gradient, first, second, ema } = this.address;
    const { sumOfSquares, adam } = this.kernel.exports;
    const norm = Math.sqrt(sumOfSquares(gradient, this.padded));
    const scale = clip > 0 && norm > clip ? clip / norm : 1;
    adam(
      weights,
      gradient,
      first,
      second,
      ema,
      this.padded,
      scale,
      beta1,
      beta2,
      rate / (1 - beta1 ** k),
      1 / (1 - beta2 ** k),
      kept,
    );
  }

  gradients(): Float32Array {
    return this.array('gradient').slice();
  }

  clearGradients(): void {
    this.array('gradient').fill(0);
  }

  save(): ImageWeights {
    const copy = (name: keyof ImageWeights) => this.array(name).slice();
    return { weights: copy('weights'), ema: copy('ema'), first: copy('first'), second: copy('second') };
  }

  load({ weights, ema = weights, first, second }: Pick<ImageWeights, 'weights'> & Partial<ImageWeights>): void {
    this.array('weights').set(weights);
    this.array('ema').set(ema);
    if (first) this.array('first').set(first);
    else this.array('first').fill(0);
    if (second) this.array('second').set(second);
    else this.array('second').fill(0);
    this.clearGradients();
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    return { tensors: 0, bytes: this.held?.bytes ?? 0 };
  }

  dispose(): void {
    this.held = null;
  }

  protected make(rows: number, columns: number): Place {
    return { at: this.kernel.take(rows * columns), rows, columns };
  }

  protected array(name: (typeof arrays)[number]): Float32Array {
    return this.kernel.floats(this.address[name], this.network.size);
  }

  protected weight({ at }: Parameter): number {
    return this.base + 4 * at;
  }

  protected gradient({ at }: Parameter): number {
    return this.address.gradient + 4 * at;
  }

  /** Memory for the time of one call. */
  protected scratch(a: number, b: number, c: number, run: (a: number, b: number, c: number) => void): void {
    const mark = this.kernel.mark();
    run(this.kernel.take(a), this.kernel.take(b), this.kernel.take(c));
    this.kernel.release(mark);
  }

  private withLabels(labels: Int32Array, run: (at: number) => void): void {
    this.scratch(labels.length, 0, 0, (at) => {
      this.kernel.integers(at, labels.length).set(labels);
      run(at);
    });
  }
}

/** Columns rounded up to whole panels. */
export function panels(columns: number): number {
  return Math.ceil(columns / 8) * 8;
}
