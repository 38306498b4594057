import type { Activation } from '../../../core/image-network/description';
import type { Plane } from '../../../core/image-network/ops';
import type { Parameter } from '../../../core/image-network/parameters';
import { checkDepth, checkIds, checkSpace, pixelsIn } from '../../../core/image-network/sizes';
import { panels, SimdMemory, type Place } from './memory';

/** The pieces of networks on pictures and rows, on the kernel. */
export abstract class SimdOps extends SimdMemory {
  linear(x: Place, w: Parameter, b: Parameter): Place {
    const y = this.make(x.rows, w.columns);
    this.scratch([panels(w.columns) * w.rows], (packed) =>
      this.kernel.exports.linear(y.at, x.at, this.weight(w), this.weight(b), packed, x.rows, w.columns, w.rows),
    );
    return y;
  }

  linearInput(dy: Place, w: Parameter): Place {
    const dx = this.make(dy.rows, w.rows);
    this.scratch([panels(w.rows) * w.columns], (packed) =>
      this.kernel.exports.linearInput(dx.at, dy.at, this.weight(w), packed, dy.rows, w.columns, w.rows),
    );
    return dx;
  }

  linearWeights(x: Place, dy: Place, w: Parameter, b: Parameter): void {
    this.scratch([panels(w.columns) * 256], (packed) =>
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

  convolution(x: Place, w: Parameter, b: Parameter, plane: Plane): Place {
    const y = this.make(x.rows, w.columns);
    const n = x.rows / pixelsIn(plane);
    this.scratch([panels(w.columns) * w.rows, pixelsIn(plane) * w.rows], (packed, scratch) =>
      this.kernel.exports.convolution(
        y.at,
        x.at,
        this.weight(w),
        this.weight(b),
        packed,
        scratch,
        n,
        plane.height,
        plane.width,
        x.columns,
        w.columns,
      ),
    );
    return y;
  }

  convolutionInput(dy: Place, w: Parameter, plane: Plane): Place {
    const from = w.rows / 9,
      to = w.columns;
    const dx = this.make(dy.rows, from);
    const n = dy.rows / pixelsIn(plane);
    this.scratch([panels(from) * 9 * to, pixelsIn(plane) * 9 * to, from * 9 * to], (packed, scratch, taps) =>
      this.kernel.exports.convolutionInput(
        dx.at,
        dy.at,
        this.weight(w),
        taps,
        packed,
        scratch,
        n,
        plane.height,
        plane.width,
        from,
        to,
      ),
    );
    return dx;
  }

  convolutionWeights(x: Place, dy: Place, w: Parameter, b: Parameter, plane: Plane): void {
    const n = x.rows / pixelsIn(plane);
    this.scratch([panels(w.columns) * pixelsIn(plane), pixelsIn(plane) * w.rows], (packed, scratch) =>
      this.kernel.exports.convolutionWeights(
        this.gradient(w),
        this.gradient(b),
        x.at,
        dy.at,
        packed,
        scratch,
        n,
        plane.height,
        plane.width,
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
    this.scratch([3 * x.columns], (scratch) =>
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
    this.scratch([3 * x.columns], (scratch) =>
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

  toDepth(x: Place, plane: Plane, factor: number): Place {
    checkDepth(plane, factor);
    const { height, width } = plane;
    const y = this.make(x.rows / factor ** 2, factor ** 2 * x.columns);
    this.kernel.exports.toDepth(y.at, x.at, x.rows / pixelsIn(plane), height, width, x.columns, factor);
    return y;
  }

  toSpace(x: Place, plane: Plane, factor: number): Place {
    checkSpace(x.columns, factor);
    const { height, width } = plane;
    const y = this.make(factor ** 2 * x.rows, x.columns / factor ** 2);
    this.kernel.exports.toSpace(y.at, x.at, x.rows / pixelsIn(plane), height, width, y.columns, factor);
    return y;
  }

  pool(x: Place, plane: Plane): Place {
    const { height, width } = plane;
    const n = x.rows / pixelsIn(plane);
    const y = this.make(n * (height >> 1) * (width >> 1), x.columns);
    this.kernel.exports.pool(y.at, x.at, n, height, width, x.columns);
    return y;
  }

  poolBack(x: Place, y: Place, dy: Place, plane: Plane): Place {
    const { height, width } = plane;
    const dx = this.make(x.rows, x.columns);
    this.kernel.exports.poolBack(dx.at, x.at, y.at, dy.at, x.rows / pixelsIn(plane), height, width, x.columns);
    return dx;
  }

  lookup(table: Parameter, ids: Int32Array): Place {
    const y = this.make(ids.length, table.columns);
    this.withIds(ids, table, (at) =>
      this.kernel.exports.lookup(y.at, this.weight(table), at, ids.length, table.columns),
    );
    return y;
  }

  lookupBack(table: Parameter, ids: Int32Array, dy: Place): void {
    this.withIds(ids, table, (at) =>
      this.kernel.exports.lookupBack(this.gradient(table), at, dy.at, ids.length, table.columns),
    );
  }

  squaredError(p: Place, y: Place, scale: number): { readonly gradient: Place; readonly losses: Place } {
    const gradient = this.make(p.rows, p.columns);
    const losses = this.make(p.rows, 1);
    this.kernel.exports.squaredError(gradient.at, losses.at, p.at, y.at, p.rows, p.columns, scale);
    return { gradient, losses };
  }

  private withIds(ids: Int32Array, { rows }: Parameter, run: (at: number) => void): void {
    checkIds(ids, rows);
    this.scratch([ids.length], (at) => {
      this.kernel.integers(at, ids.length).set(ids);
      run(at);
    });
  }
}
