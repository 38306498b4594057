import type { Batch } from '../batch';
import { checkPair } from './distance';
import { transport } from './sliced-wasserstein';

/**
 * Wasserstein distance of two sets of numbers: on a line the optimal plan pairs equal quantiles, exactly, also where the
 * sizes differ (Villani 2003, theorem 2.18). `order` 1: mean distance moved; 2: root of the mean squared distance.
 * Units of the data. Throws `RangeError` unless both are of dimension 1 and not empty.
 */
export function wasserstein(x: Batch, y: Batch, { order = 1 }: { readonly order?: 1 | 2 } = {}): number {
  checkPair('Wasserstein distance', x, y, 1);
  if (x.dim !== 1)
    throw new RangeError(`Wasserstein distance in ${x.dim} dimensions (expected 1; use slicedWasserstein)`);
  const moved = transport(x.data.slice().sort(), y.data.slice().sort(), order);
  return order === 1 ? moved : Math.sqrt(moved);
}
