import type { Random } from '../../../core/random';

/** One picture's displacement, in pixels. */
export interface Move {
  readonly dx: number;
  readonly dy: number;
}

/** `n` moves of up to `shift` pixels each way. */
export function moves(n: number, shift: number, draw: Random): readonly Move[] {
  return Array.from({ length: n }, () =>
    shift === 0
      ? { dx: 0, dy: 0 }
      : { dx: draw.integer(2 * shift + 1) - shift, dy: draw.integer(2 * shift + 1) - shift },
  );
}

/** Pictures [n, side, side] moved, `fill` (paper) coming in. With the opposite moves and `fill` 0 it is the way back of a gradient. */
export function moved(pictures: Float32Array, side: number, by: readonly Move[], fill: number): Float32Array {
  const out = new Float32Array(pictures.length).fill(fill);
  by.forEach(({ dx, dy }, i) => {
    const from = Math.max(0, dx),
      to = side + Math.min(0, dx);
    for (let y = Math.max(0, dy); y < side + Math.min(0, dy); y++) {
      const at = (i * side + y) * side,
        source = (i * side + y - dy) * side - dx;
      out.set(pictures.subarray(source + from, source + to), at + from);
    }
  });
  return out;
}

export const opposite = ({ dx, dy }: Move): Move => ({ dx: -dx, dy: -dy });
