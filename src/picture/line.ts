import { curveLinear, curveMonotoneX, curveStepAfter, line as d3Line } from 'd3-shape';
import type { Batch } from '../core/batch';
import type { Frame } from './frame';
import { px } from './round';

/** How points are joined: straight, monotone cubic (never overshoots), or steps that hold each value. */
export type Curve = 'linear' | 'monotone' | 'step';

export const curves = { linear: curveLinear, monotone: curveMonotoneX, step: curveStepAfter } as const;

export interface LineOptions {
  readonly curve?: Curve;
}

/** A line through (xs[i], ys[i]), broken where a value is not finite (or not positive on a log axis). */
export function line(
  frame: Frame,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  { curve = 'linear' }: LineOptions = {},
): string {
  const index = Array.from({ length: Math.min(xs.length, ys.length) }, (_, i) => i);
  return (
    d3Line<number>()
      .digits(2)
      .curve(curves[curve])
      .defined((i) => Number.isFinite(frame.x(xs[i])) && Number.isFinite(frame.y(ys[i])))
      .x((i) => frame.x(xs[i]))
      .y((i) => frame.y(ys[i]))(index) ?? ''
  );
}

export interface PlotOptions {
  /** Number of intervals (120). */
  readonly n?: number;
  /** Range of x (the frame's domain). */
  readonly from?: number;
  readonly to?: number;
}

/** The graph of y = f(x) across the frame. */
export function plot(frame: Frame, f: (x: number) => number, options: PlotOptions = {}): string {
  const { n = 120, from = frame.xDomain[0], to = frame.xDomain[1] } = options;
  const xs = Float64Array.from({ length: n + 1 }, (_, i) =>
    frame.xLog ? from * (to / from) ** (i / n) : from + ((to - from) * i) / n,
  );
  return line(frame, xs, xs.map(f));
}

/** Straight segments from row i of `a` to row i of `b`, as one path: matches, moves, residuals. */
export function segments(frame: Frame, a: Batch, b: Batch): string {
  let d = '';
  const rows = Math.min(a.data.length / a.dim, b.data.length / b.dim);
  for (let i = 0; i < rows; i += 1) {
    const [x0, y0] = [frame.x(a.data[i * a.dim]), frame.y(a.data[i * a.dim + 1])];
    const [x1, y1] = [frame.x(b.data[i * b.dim]), frame.y(b.data[i * b.dim + 1])];
    if ([x0, y0, x1, y1].every(Number.isFinite)) d += `M${px(x0)},${px(y0)}L${px(x1)},${px(y1)}`;
  }
  return d;
}

/** The paths of each row through a sequence of batches (particles over time), as one path. */
export function trails(frame: Frame, states: readonly Batch[], limit = Infinity): string {
  if (states.length === 0) return '';
  const rows = Math.min(limit, states[0].data.length / states[0].dim);
  let d = '';
  for (let row = 0; row < rows; row += 1) {
    let pen = 'M';
    for (const { data, dim } of states) {
      const x = frame.x(data[row * dim]);
      const y = frame.y(data[row * dim + 1]);
      if (!Number.isFinite(x) || !Number.isFinite(y)) break;
      d += `${pen}${px(x)},${px(y)}`;
      pen = 'L';
    }
  }
  return d;
}
