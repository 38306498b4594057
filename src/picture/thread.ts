import { px } from './round';

/**
 * Lines through points in user units, as one path each, without the points that lie within `within` of what is drawn anyway: a path of many small steps that
 * is nearly straight becomes short. Points that are not finite end a line.
 */
export function thread(xs: ArrayLike<number>, ys: ArrayLike<number>, within = 0.2): string {
  const n = Math.min(xs.length, ys.length);
  let d = '';
  for (let from = 0; from < n;) {
    while (from < n && !finite(xs, ys, from)) from++;
    let end = from;
    while (end < n && finite(xs, ys, end)) end++;
    if (end - from > 1) d += strand(xs, ys, from, end, within);
    from = end;
  }
  return d;
}

function finite(xs: ArrayLike<number>, ys: ArrayLike<number>, i: number): boolean {
  return Number.isFinite(xs[i]) && Number.isFinite(ys[i]);
}

/** Goes on as long as a straight line passes all points by, then begins the next at the last that it reached. */
function strand(xs: ArrayLike<number>, ys: ArrayLike<number>, from: number, end: number, within: number): string {
  let d = `M${px(xs[from])},${px(ys[from])}`;
  let kept = from;
  for (let i = from + 1; i < end; i++) {
    const next = i + 1;
    if (next < end && passes(xs, ys, kept, next, within)) continue;
    if (px(xs[i]) !== px(xs[kept]) || px(ys[i]) !== px(ys[kept])) d += `L${px(xs[i])},${px(ys[i])}`;
    kept = i;
  }
  return d;
}

/** Whether all points between a and b lie within reach of the line from one to the other. */
function passes(xs: ArrayLike<number>, ys: ArrayLike<number>, a: number, b: number, within: number): boolean {
  const [dx, dy] = [xs[b] - xs[a], ys[b] - ys[a]];
  const length = Math.hypot(dx, dy);
  for (let i = a + 1; i < b; i++) {
    const [ux, uy] = [xs[i] - xs[a], ys[i] - ys[a]];
    const off = length > 1e-9 ? Math.abs(ux * dy - uy * dx) / length : Math.hypot(ux, uy);
    const along = ux * dx + uy * dy;
    if (off > within || along < -within * length || along > length * (length + within)) return false;
  }
  return true;
}
