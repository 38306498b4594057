import type { BoundNetwork, Parameter } from '../../../core/image-network/parameters';
import type { ImageKernel } from '../../../kernel/image';

/** A matrix in the kernel's memory. */
export interface Place {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
}

/** What a network keeps in the kernel's memory, flat, in this order. */
export const arrays = ['weights', 'ema', 'first', 'second', 'gradient'] as const;
export type Kept = (typeof arrays)[number];

/** The kernel's memory as one network sees it: what it keeps, and matrices in the arena, which end with `within`. */
export abstract class SimdMemory {
  protected readonly address: Readonly<Record<Kept, number>>;
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

  /** Memory for the time of one call: an address for each of `lengths`, in floats. */
  protected scratch(lengths: readonly number[], run: (...addresses: number[]) => void): void {
    const mark = this.kernel.mark();
    run(...lengths.map((length) => this.kernel.take(length)));
    this.kernel.release(mark);
  }
}

/** Columns rounded up to whole panels of the kernel's products. */
export function panels(columns: number): number {
  return Math.ceil(columns / 8) * 8;
}
