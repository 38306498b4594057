import type { Frame } from './frame';
import type { Histogram } from './histogram';
import { px } from './round';

/** The bars of a histogram lying on their side, values upwards and density to the right, as one path. */
export function sideBars(frame: Frame, { edges, density }: Histogram): string {
  const base = frame.x(0);
  let d = '';
  for (let i = 0; i < density.length; i += 1) {
    const tip = frame.x(density[i]);
    if (!Number.isFinite(tip) || Math.abs(tip - base) < 0.005) continue;
    d += `M${px(base)},${px(frame.y(edges[i]))}H${px(tip)}V${px(frame.y(edges[i + 1]))}H${px(base)}Z`;
  }
  return d;
}
