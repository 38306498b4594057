import { random } from '../random';
import type { Batch } from '../batch';
import type { Target } from './target';

const heldOut = { count: 1000, seed: 20_201 } as const;

/**
 * The points that every distance of the book is measured to, [1000, 2]: no run trains on them. As many of each mode as it weighs,
 * otherwise chance alone moves the distance by as much as a bad model.
 */
export function heldOutPoints(target: Target): Batch {
  const r = random(heldOut.seed);
  return target.stratified?.(heldOut.count, r) ?? target.sample(heldOut.count, r);
}
