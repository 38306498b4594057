/** What a figure wants to see of a run on points in the plane. */
import type { RunWatch } from '../../settings';

export interface PlaneWatch extends RunWatch {
  /** Sample and measure at every snapshot. */
  readonly samples: boolean;
  /** Keep the states along the way too. */
  readonly path: boolean;
  /** The denoised guess on a grid, at one time; null for none. */
  readonly field: FieldRequest | null;
  /** The same on more grids, at other times: the error of a network over t. */
  readonly fields: readonly FieldRequest[];
  /** Precision and recall of the samples too. */
  readonly measures: boolean;
}

export const watchNothing: PlaneWatch = {
  samples: false,
  path: false,
  field: null,
  fields: [],
  measures: false,
  interval: 80,
};

export interface FieldRequest {
  /** Time t of the guess. */
  readonly t: number;
  /** Grid points per side. */
  readonly size: number;
  /** Half the side of the square, in data units. */
  readonly extent: number;
}

/** E[x_0 | x_t] by the network on a square grid, rows from -extent to extent in y, x fastest. */
export interface Field extends FieldRequest {
  /** size * size * 2 numbers. */
  readonly values: Float64Array;
}

/** The grid points of a request, row-major, x fastest: size * size * 2 numbers. */
export function fieldGrid({ size, extent }: FieldRequest): Float64Array {
  const points = new Float64Array(size * size * 2);
  const at = (i: number) => extent * ((2 * i) / (size - 1) - 1);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      points[2 * (row * size + column)] = at(column);
      points[2 * (row * size + column) + 1] = at(row);
    }
  }
  return points;
}
