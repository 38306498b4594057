import { contours as d3Contours } from 'd3-contour';
import type { Frame } from './frame';
import type { Grid } from './grid';
import { px } from './round';

export interface Contour {
  readonly level: number;
  /** The region where the grid is at or above `level`, as a closed path (fill or stroke it, fill-rule evenodd). */
  readonly d: string;
}

/** Filled contours of a grid at the given levels, in their order. */
export function contours(frame: Frame, grid: Grid, levels: readonly number[]): Contour[] {
  const { nx, ny, x, y } = grid;
  const toX = (g: number) => px(frame.x(x[0] + (g / nx) * (x[1] - x[0])));
  const toY = (g: number) => px(frame.y(y[0] + (g / ny) * (y[1] - y[0])));
  const values = Array.from(grid.values);
  const tracer = d3Contours().size([nx, ny]);
  return levels.map((level) => {
    let d = '';
    for (const polygon of tracer.contour(values, level).coordinates) {
      for (const ring of polygon) {
        // GeoJSON repeats the first point at the end: Z does that.
        for (let i = 0; i < ring.length - 1; i += 1) d += `${i === 0 ? 'M' : 'L'}${toX(ring[i][0])},${toY(ring[i][1])}`;
        d += 'Z';
      }
    }
    return { level, d };
  });
}
