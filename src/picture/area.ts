import { area as d3Area } from 'd3-shape';
import type { Frame } from './frame';
import { curves, type LineOptions } from './line';

export interface AreaOptions extends LineOptions {
  /** The lower edge: a constant in data units (0), or one value per x. */
  readonly base?: number | ArrayLike<number>;
}

/** The region between `base` and ys, as a closed path, broken where a value is not finite. */
export function area(frame: Frame, xs: ArrayLike<number>, ys: ArrayLike<number>, options: AreaOptions = {}): string {
  const { curve = 'linear', base = 0 } = options;
  const lower = (i: number) => (typeof base === 'number' ? base : base[i]);
  const index = Array.from({ length: Math.min(xs.length, ys.length) }, (_, i) => i);
  return (
    d3Area<number>()
      .digits(2)
      .curve(curves[curve])
      .defined((i) => [frame.x(xs[i]), frame.y(ys[i]), frame.y(lower(i))].every(Number.isFinite))
      .x((i) => frame.x(xs[i]))
      .y0((i) => frame.y(lower(i)))
      .y1((i) => frame.y(ys[i]))(index) ?? ''
  );
}
