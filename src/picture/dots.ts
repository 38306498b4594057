import type { Batch } from '../core/batch';
import type { Frame } from './frame';
import { px } from './round';

export interface DotsOptions {
  /** Draw at most this many rows, the first ones (all of them). */
  readonly limit?: number;
  /** Draw only the rows for which this holds (colour a cloud by mode with one path each). */
  readonly only?: (row: number) => boolean;
  /** Columns used as x and y ([0, 1]). */
  readonly columns?: readonly [number, number];
}

/**
 * A cloud of points as one path of zero-length segments: with `stroke-linecap: round` each is a dot of
 * diameter `stroke-width`. One attribute to update, whatever the number of points.
 * Points outside the data area or not finite are left out.
 */
export function dots(frame: Frame, points: Batch, options: DotsOptions = {}): string {
  const { limit = Infinity, only, columns: [cx, cy] = [0, 1] } = options;
  const { data, dim } = points;
  const rows = Math.min(limit, data.length / dim);
  let d = '';
  for (let row = 0; row < rows; row += 1) {
    const x = data[row * dim + cx];
    const y = data[row * dim + cy];
    if (frame.contains(x, y) && (!only || only(row))) d += `M${px(frame.x(x))},${px(frame.y(y))}h0`;
  }
  return d;
}
