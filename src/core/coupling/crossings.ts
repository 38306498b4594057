import type { Batch } from '../batch';
import type { Coupling } from './coupling';

/**
 * How many pairs of the lines of a coupling of points in the plane cross: segments from `x` to `y` with a point inside both. Where two cross, changing
 * partners makes both shorter in sum (the triangle inequality), so that the optimal plan of the plain distance has none; of the squared distance it may have
 * a few, which do not meet at one time.
 */
export function crossings({ from, to }: Pick<Coupling, 'from' | 'to'>, x: Batch, y: Batch): number {
  /** Twice the area of the triangle a, b, c, by its sense of turning. */
  const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) =>
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  let found = 0;
  for (let k = 0; k < from.length; k++) {
    const [ax, ay, bx, by] = [x.data[2 * from[k]], x.data[2 * from[k] + 1], y.data[2 * to[k]], y.data[2 * to[k] + 1]];
    for (let l = 0; l < k; l++) {
      const [cx, cy, dx, dy] = [x.data[2 * from[l]], x.data[2 * from[l] + 1], y.data[2 * to[l]], y.data[2 * to[l] + 1]];
      const apart = turn(ax, ay, bx, by, cx, cy) * turn(ax, ay, bx, by, dx, dy);
      if (apart < 0 && turn(cx, cy, dx, dy, ax, ay) * turn(cx, cy, dx, dy, bx, by) < 0) found += 1;
    }
  }
  return found;
}
