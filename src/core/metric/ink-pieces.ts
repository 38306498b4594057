import { count, type Batch } from '../batch';

export interface InkPiecesOptions {
  /** Pixels per row; pictures are square. */
  readonly side: number;
  /** A pixel of at least so much ink, from 0 for paper to 1, belongs to a piece. */
  readonly threshold: number;
  /** Pieces of fewer pixels are specks, and are not counted. */
  readonly least: number;
}

/**
 * Least size of a piece that counts among digits of 28 x 28: three pixels, a dot about as wide as the pen. Of the real digits in more than
 * one piece at half ink a third are so by one or two stray pixels alone; from three on their share falls slowly with this number.
 */
export const LEAST_PIECE = 3;

/**
 * In how many pieces the ink of each picture is: connected components (Rosenfeld 1970) of the pixels with at least `threshold` ink. Each pixel
 * is connected to all eight neighbours: a stroke one pixel wide that runs aslant is whole, as it is to the eye. `pictures` holds one in a
 * row, side * side pixels from 0 to 1. A picture without ink has 0 pieces. Throws `RangeError` where sizes do not fit, a pixel is no number
 * from 0 to 1, or an option is out of range.
 */
export function inkPieces({ data, dim }: Batch, { side, threshold, least }: InkPiecesOptions): Int32Array {
  if (!Number.isInteger(side) || side < 1) throw new RangeError(`side is ${side} (expected a positive integer)`);
  if (!(threshold > 0 && threshold <= 1))
    throw new RangeError(`threshold is ${threshold} (expected above 0, at most 1)`);
  if (!Number.isInteger(least) || least < 1)
    throw new RangeError(`least size of a piece is ${least} (expected a positive integer)`);
  if (dim !== side * side || data.length % dim !== 0)
    throw new RangeError(`pictures of ${dim} pixels (expected ${side * side}, ${side} a side)`);
  const wrong = data.findIndex((v) => !(v >= 0 && v <= 1));
  if (wrong >= 0) throw new RangeError(`pixel ${wrong} is ${data[wrong]} (expected from 0 to 1)`);
  const left = new Uint8Array(dim);
  const stack = new Int32Array(dim);
  return Int32Array.from({ length: count({ data, dim }) }, (_, picture) => {
    for (let i = 0; i < dim; i++) left[i] = data[picture * dim + i] >= threshold ? 1 : 0;
    let pieces = 0;
    for (let i = 0; i < dim; i++) if (left[i] && pieceAt(i, side, left, stack) >= least) pieces++;
    return pieces;
  });
}

/** Pixels of the piece that pixel `start` belongs to; takes them from `left`. `stack` has room for all. */
function pieceAt(start: number, side: number, left: Uint8Array, stack: Int32Array): number {
  let size = 0,
    waiting = 1;
  stack[0] = start;
  left[start] = 0;
  while (waiting > 0) {
    const at = stack[--waiting];
    size++;
    const row = Math.floor(at / side),
      column = at % side;
    for (let y = Math.max(0, row - 1); y <= Math.min(side - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(side - 1, column + 1); x++) {
        const next = y * side + x;
        if (!left[next]) continue;
        left[next] = 0;
        stack[waiting++] = next;
      }
    }
  }
  return size;
}

/** Share of the pictures in more than one piece. Throws `RangeError` as `inkPieces` does, and where there are no pictures. */
export function brokenShare(pictures: Batch, options: InkPiecesOptions): number {
  const pieces = inkPieces(pictures, options);
  if (pieces.length === 0) throw new RangeError('the pieces of no pictures (expected at least one)');
  return pieces.filter((found) => found > 1).length / pieces.length;
}
