import type { Batch } from '../core/batch';
import type { Frame } from './frame';
import { px } from './round';

export interface ArrowsOptions {
  /** Data units of arrow per unit of vector (1). */
  readonly scale?: number;
  /** Longest arrow in user units; longer ones are shortened to it, direction kept (24). */
  readonly longest?: number;
  /** Arrows shorter than this, in user units, become a dot (1.5). */
  readonly shortest?: number;
  /** Length of the head's two strokes, in user units (4). */
  readonly head?: number;
}

/** Arrows from each row of `at` along the same row of `vectors` (both n by 2), as one path to stroke with round caps. */
export function arrows(frame: Frame, at: Batch, vectors: Batch, options: ArrowsOptions = {}): string {
  const { scale = 1, longest = 24, shortest = 1.5, head = 4 } = options;
  let d = '';
  for (let i = 0; i < at.data.length / at.dim; i += 1) {
    const [x, y] = [at.data[i * at.dim], at.data[i * at.dim + 1]];
    const [u, v] = [vectors.data[i * vectors.dim] * scale, vectors.data[i * vectors.dim + 1] * scale];
    if (!frame.contains(x, y) || !Number.isFinite(u) || !Number.isFinite(v)) continue;
    const [x0, y0] = [frame.x(x), frame.y(y)];
    let [dx, dy] = [frame.x(x + u) - x0, frame.y(y + v) - y0];
    const length = Math.hypot(dx, dy);
    if (length < shortest) {
      d += `M${px(x0)},${px(y0)}h0`;
      continue;
    }
    const shrink = Math.min(1, longest / length);
    dx *= shrink;
    dy *= shrink;
    const [x1, y1] = [x0 + dx, y0 + dy];
    d += `M${px(x0)},${px(y0)}L${px(x1)},${px(y1)}`;
    const size = Math.min(head, (length * shrink) / 2);
    const angle = Math.atan2(dy, dx);
    const barb = (turn: number) =>
      `${px(x1 - size * Math.cos(angle + turn))},${px(y1 - size * Math.sin(angle + turn))}`;
    d += `M${barb(0.5)}L${px(x1)},${px(y1)}L${barb(-0.5)}`;
  }
  return d;
}
