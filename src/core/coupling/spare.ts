import { batch, count, type Batch } from '../batch';
import { assignment } from './assignment';
import { costs } from './cost';

/** Mean squared distance of row from row: what it costs to move each point to its partner. */
export function movingCost(from: Batch, to: Batch): number {
  return from.data.reduce((sum, value, i) => sum + (value - to.data[i]) ** 2, 0) / count(from);
}

/**
 * Share of `movingCost` that the cheapest pairing of the same points would spare, of the first `most` pairs: 0 where they are optimal already. It is exact for
 * these points; of fewer points than the whole it says a little less than of all, since fewer partners are to be had.
 */
export function spareOf(from: Batch, to: Batch, most = Infinity): number {
  const n = Math.min(most, count(from));
  const [a, b] = [from, to].map(({ data, dim }) => batch(data.slice(0, n * dim), dim));
  const own = movingCost(a, b);
  return own > 0 ? Math.max(0, 1 - assignment(costs(a, b), n, n).cost / n / own) : 0;
}
