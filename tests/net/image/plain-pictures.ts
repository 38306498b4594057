import type { Activation } from '../../../src/core/image-network/description';
import type { BoundNetwork, Parameter } from '../../../src/core/image-network/parameters';
import type { Plane } from '../../../src/core/image-network/ops';
import { checkDepth, checkIds, checkSpace, pixelsIn } from '../../../src/core/image-network/sizes';

export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** The pieces of networks on pictures and rows in plain loops and double precision, from their definitions. */
export abstract class PlainPictureOps {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;

  constructor(network: BoundNetwork, weights: ArrayLike<number>) {
    this.weights = Float64Array.from(weights);
    this.gradient = new Float64Array(network.size);
  }

  use(): void {}

  within<R>(work: () => R): R {
    return work();
  }

  put(values: ArrayLike<number>, rows: number, columns: number): Matrix {
    return { data: Float64Array.from(values), rows, columns };
  }

  read({ data }: Matrix): Float32Array {
    return Float32Array.from(data);
  }

  reshape({ data }: Matrix, rows: number, columns: number): Matrix {
    return { data, rows, columns };
  }

  shape({ rows, columns }: Matrix): readonly [number, number] {
    return [rows, columns];
  }

  linear(x: Matrix, w: Parameter, b: Parameter): Matrix {
    return make(x.rows, w.columns, (i, j) => {
      let sum = this.weights[b.at + j];
      for (let k = 0; k < w.rows; k++) sum += x.data[i * w.rows + k] * this.weights[w.at + k * w.columns + j];
      return sum;
    });
  }

  linearInput(dy: Matrix, w: Parameter): Matrix {
    return make(dy.rows, w.rows, (i, k) => {
      let sum = 0;
      for (let j = 0; j < w.columns; j++) sum += dy.data[i * w.columns + j] * this.weights[w.at + k * w.columns + j];
      return sum;
    });
  }

  linearWeights(x: Matrix, dy: Matrix, w: Parameter, b: Parameter): void {
    for (let i = 0; i < x.rows; i++) {
      for (let j = 0; j < w.columns; j++) {
        const d = dy.data[i * w.columns + j];
        this.gradient[b.at + j] += d;
        for (let k = 0; k < w.rows; k++) this.gradient[w.at + k * w.columns + j] += x.data[i * w.rows + k] * d;
      }
    }
  }

  convolution(x: Matrix, w: Parameter, b: Parameter, plane: Plane): Matrix {
    const y = make(x.rows, w.columns, (_, j) => this.weights[b.at + j]);
    eachTap(
      x.rows,
      x.columns,
      w.columns,
      plane,
      (from, to, weight) => (y.data[to] += x.data[from] * this.weights[w.at + weight]),
    );
    return y;
  }

  convolutionInput(dy: Matrix, w: Parameter, plane: Plane): Matrix {
    const dx = make(dy.rows, w.rows / 9, () => 0);
    eachTap(
      dy.rows,
      w.rows / 9,
      w.columns,
      plane,
      (from, to, weight) => (dx.data[from] += dy.data[to] * this.weights[w.at + weight]),
    );
    return dx;
  }

  convolutionWeights(x: Matrix, dy: Matrix, w: Parameter, b: Parameter, plane: Plane): void {
    eachTap(
      x.rows,
      x.columns,
      w.columns,
      plane,
      (from, to, weight) => (this.gradient[w.at + weight] += dy.data[to] * x.data[from]),
    );
    dy.data.forEach((d, i) => (this.gradient[b.at + (i % w.columns)] += d));
  }

  norm(
    x: Matrix,
    gain: Parameter,
    bias: Parameter,
    groups: number,
    pixels: number,
  ): { readonly y: Matrix; readonly kept: Matrix } {
    const kept = make(x.rows / pixels, 2 * groups, (i, g) => {
      const values = this.members(x, i, g >> 1, groups, pixels).map((at) => x.data[at]);
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      if (g % 2 === 0) return mean;
      return 1 / Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length + 1e-5);
    });
    const each = x.columns / groups;
    const y = make(x.rows, x.columns, (row, c) => {
      const at = Math.floor(row / pixels) * 2 * groups + 2 * Math.floor(c / each);
      return (
        (x.data[row * x.columns + c] - kept.data[at]) * kept.data[at + 1] * this.weights[gain.at + c] +
        this.weights[bias.at + c]
      );
    });
    return { y, kept };
  }

  normBack(
    x: Matrix,
    kept: Matrix,
    dy: Matrix,
    gain: Parameter,
    bias: Parameter,
    groups: number,
    pixels: number,
  ): Matrix {
    const dx = make(x.rows, x.columns, () => 0);
    for (let i = 0; i < x.rows / pixels; i++) {
      for (let g = 0; g < groups; g++) {
        const [mean, rate] = [kept.data[(i * groups + g) * 2], kept.data[(i * groups + g) * 2 + 1]];
        const places = this.members(x, i, g, groups, pixels);
        let sum = 0,
          along = 0;
        for (const at of places) {
          const c = at % x.columns,
            h = (x.data[at] - mean) * rate;
          this.gradient[gain.at + c] += dy.data[at] * h;
          this.gradient[bias.at + c] += dy.data[at];
          sum += (dy.data[at] * this.weights[gain.at + c]) / places.length;
          along += (dy.data[at] * this.weights[gain.at + c] * h) / places.length;
        }
        for (const at of places)
          dx.data[at] =
            rate * (dy.data[at] * this.weights[gain.at + (at % x.columns)] - sum - (x.data[at] - mean) * rate * along);
      }
    }
    return dx;
  }

  activation(x: Matrix, kind: Activation): Matrix {
    return {
      ...x,
      data: x.data.map((v) => (kind === 'silu' ? v / (1 + Math.exp(-v)) : Math.max(kind === 'leaky' ? 0.2 * v : 0, v))),
    };
  }

  activationBack(x: Matrix, dy: Matrix, kind: Activation): Matrix {
    return {
      ...x,
      data: x.data.map((v, i) => {
        const s = 1 / (1 + Math.exp(-v));
        return dy.data[i] * (kind === 'silu' ? s * (1 + v * (1 - s)) : v > 0 ? 1 : kind === 'leaky' ? 0.2 : 0);
      }),
    };
  }

  film(x: Matrix, ab: Matrix, pixels: number): Matrix {
    const c = x.columns;
    return make(x.rows, c, (row, k) => {
      const at = Math.floor(row / pixels) * 2 * c + k;
      return x.data[row * c + k] * (1 + ab.data[at]) + ab.data[at + c];
    });
  }

  filmBack(x: Matrix, ab: Matrix, dy: Matrix, pixels: number): { readonly dx: Matrix; readonly dab: Matrix } {
    const c = x.columns;
    const dab = make(ab.rows, ab.columns, () => 0);
    const dx = make(x.rows, c, (row, k) => {
      const at = Math.floor(row / pixels) * 2 * c + k,
        here = row * c + k;
      dab.data[at] += dy.data[here] * x.data[here];
      dab.data[at + c] += dy.data[here];
      return dy.data[here] * (1 + ab.data[at]);
    });
    return { dx, dab };
  }

  add(a: Matrix, b: Matrix): Matrix {
    return { ...a, data: a.data.map((v, i) => v + b.data[i]) };
  }

  toDepth(x: Matrix, plane: Plane, factor: number): Matrix {
    checkDepth(plane, factor);
    const y = make(x.rows / factor ** 2, factor ** 2 * x.columns, () => 0);
    squares(x, plane, factor, (from, to) => (y.data[to] = x.data[from]));
    return y;
  }

  toSpace(x: Matrix, { height, width }: Plane, factor: number): Matrix {
    checkSpace(x.columns, factor);
    const y = make(factor ** 2 * x.rows, x.columns / factor ** 2, () => 0);
    squares(y, { height: factor * height, width: factor * width }, factor, (to, from) => (y.data[to] = x.data[from]));
    return y;
  }

  pool(x: Matrix, plane: Plane): Matrix {
    const [height, width] = [plane.height >> 1, plane.width >> 1];
    return make((x.rows / pixelsIn(plane)) * height * width, x.columns, (row, c) =>
      Math.max(...corners(row, c, plane, x.columns).map((at) => x.data[at])),
    );
  }

  poolBack(x: Matrix, y: Matrix, dy: Matrix, plane: Plane): Matrix {
    const dx = make(x.rows, x.columns, () => 0);
    for (let row = 0; row < y.rows; row++) {
      for (let c = 0; c < x.columns; c++) {
        const at = row * x.columns + c;
        dx.data[corners(row, c, plane, x.columns).find((place) => x.data[place] === y.data[at])!] += dy.data[at];
      }
    }
    return dx;
  }

  lookup(table: Parameter, ids: Int32Array): Matrix {
    checkIds(ids, table.rows);
    return make(ids.length, table.columns, (i, j) => this.weights[table.at + ids[i] * table.columns + j]);
  }

  lookupBack(table: Parameter, ids: Int32Array, dy: Matrix): void {
    checkIds(ids, table.rows);
    dy.data.forEach(
      (d, i) =>
        (this.gradient[table.at + ids[Math.floor(i / table.columns)] * table.columns + (i % table.columns)] += d),
    );
  }

  squaredError(p: Matrix, y: Matrix, scale: number): { readonly gradient: Matrix; readonly losses: Matrix } {
    const e = p.data.map((v, i) => v - y.data[i]);
    return {
      gradient: { ...p, data: e.map((v) => scale * v) },
      losses: make(
        p.rows,
        1,
        (i) => e.subarray(i * p.columns, (i + 1) * p.columns).reduce((sum, v) => sum + v * v, 0) / p.columns,
      ),
    };
  }

  private members(x: Matrix, i: number, g: number, groups: number, pixels: number): number[] {
    const each = x.columns / groups;
    return Array.from(
      { length: pixels * each },
      (_, k) => (i * pixels + Math.floor(k / each)) * x.columns + g * each + (k % each),
    );
  }
}

export function make(rows: number, columns: number, value: (i: number, j: number) => number): Matrix {
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = value(i, j);
  return { data, rows, columns };
}

/** Every (input, output, weight) that meet in a 3 x 3 convolution. */
function eachTap(
  rows: number,
  from: number,
  to: number,
  { height, width }: Plane,
  visit: (input: number, output: number, weight: number) => void,
): void {
  for (let pixel = 0; pixel < rows; pixel++) {
    const [r, c] = [Math.floor((pixel % (height * width)) / width), pixel % width];
    for (let tap = 0; tap < 9; tap++) {
      const [y, x] = [r + Math.floor(tap / 3) - 1, c + (tap % 3) - 1];
      if (y < 0 || x < 0 || y >= height || x >= width) continue;
      const other = pixel - r * width - c + y * width + x;
      for (let k = 0; k < from; k++)
        for (let o = 0; o < to; o++) visit(other * from + k, pixel * to + o, (tap * from + k) * to + o);
    }
  }
}

/** Every pair of places in a picture x of this plane and in its form in depth. */
function squares(
  x: Matrix,
  { height, width }: Plane,
  factor: number,
  visit: (fine: number, deep: number) => void,
): void {
  const c = x.columns;
  for (let pixel = 0; pixel < x.rows; pixel++) {
    const i = Math.floor(pixel / (height * width)),
      row = Math.floor(pixel / width) % height,
      column = pixel % width;
    const deep = (i * (height / factor) + Math.floor(row / factor)) * (width / factor) + Math.floor(column / factor);
    const channel = ((row % factor) * factor + (column % factor)) * c;
    for (let k = 0; k < c; k++) visit(pixel * c + k, deep * factor ** 2 * c + channel + k);
  }
}

/** The four places that a pooled one is made of, in reading order. */
function corners(row: number, c: number, plane: Plane, columns: number): readonly number[] {
  const [height, width] = [plane.height >> 1, plane.width >> 1];
  const i = Math.floor(row / (height * width)),
    y = Math.floor(row / width) % height,
    x = row % width;
  return [0, 1, plane.width, plane.width + 1].map(
    (more) => ((i * plane.height + 2 * y) * plane.width + 2 * x + more) * columns + c,
  );
}
