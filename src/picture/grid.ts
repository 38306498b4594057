import { batch, type Batch } from '../core/batch';
import type { Domain, Frame } from './frame';

/** Values at the centres of nx by ny equal cells, row by row from the low y up: `values[j * nx + i]`. */
export interface Grid {
  readonly nx: number;
  readonly ny: number;
  readonly x: Domain;
  readonly y: Domain;
  readonly values: Float64Array;
}

export interface GridShape {
  readonly nx: number;
  readonly ny: number;
  readonly x: Domain;
  readonly y: Domain;
}

/** A grid over all that a frame shows. */
export function gridOver(frame: Frame, nx: number, ny = nx): GridShape {
  return { nx, ny, x: frame.xDomain, y: frame.yDomain };
}

/** The cell centres as a batch of nx * ny points, in the order of `Grid.values`. */
export function gridPoints({ nx, ny, x, y }: GridShape): Batch {
  const data = new Float64Array(nx * ny * 2);
  for (let j = 0, k = 0; j < ny; j += 1) {
    for (let i = 0; i < nx; i += 1) {
      data[k++] = x[0] + ((i + 0.5) / nx) * (x[1] - x[0]);
      data[k++] = y[0] + ((j + 0.5) / ny) * (y[1] - y[0]);
    }
  }
  return batch(data, 2);
}

/** A function of the plane, evaluated at the cell centres. */
export function gridOf(shape: GridShape, f: (x: number, y: number) => number): Grid {
  const { data } = gridPoints(shape);
  return {
    ...shape,
    values: Float64Array.from({ length: shape.nx * shape.ny }, (_, k) => f(data[2 * k], data[2 * k + 1])),
  };
}

/** Values computed elsewhere (a batch call at `gridPoints`), with their shape. */
export function gridFrom(shape: GridShape, values: ArrayLike<number>): Grid {
  if (values.length !== shape.nx * shape.ny) {
    throw new RangeError(`grid of ${values.length} values (expected ${shape.nx} × ${shape.ny})`);
  }
  return { ...shape, values: Float64Array.from(values) };
}
