/**
 * One example on its way through a network: `channels` numbers at every place. `extent` counts the places along each axis, in
 * reading order: [height, width] of a picture, [length] of a signal or of a sequence of tokens, [points] of a set of points, [] of one
 * row of numbers. A batch of n is a matrix of n places(shape) rows and `channels` columns.
 */
export interface Shape {
  readonly extent: readonly number[];
  readonly channels: number;
}

/** Rows that one example takes in a matrix: pixels of a picture, steps of a signal, tokens, points; 1 for a flat row. */
export function places({ extent }: Pick<Shape, 'extent'>): number {
  return extent.reduce((product, count) => product * count, 1);
}

/** Numbers in one example. */
export function numbersIn(shape: Shape): number {
  return places(shape) * shape.channels;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.channels === b.channels && sameExtent(a, b);
}

export function sameExtent(a: Pick<Shape, 'extent'>, b: Pick<Shape, 'extent'>): boolean {
  return a.extent.length === b.extent.length && a.extent.every((count, axis) => count === b.extent[axis]);
}

/** Height and width of a picture, as the pieces take them. */
export function planeOf({ extent: [height, width] }: Pick<Shape, 'extent'>): {
  readonly height: number;
  readonly width: number;
} {
  return { height, width };
}

/** The side of a square picture; undefined for every other shape. */
export function sideOf({ extent }: Pick<Shape, 'extent'>): number | undefined {
  return extent.length === 2 && extent[0] === extent[1] ? extent[0] : undefined;
}

/** In words, for errors: `14 x 14 x 16`, `100 x 8`, `64 numbers`. */
export function said({ extent, channels }: Shape): string {
  return extent.length === 0 ? `${channels} numbers` : [...extent, channels].join(' x ');
}
