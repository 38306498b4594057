import { removalOf, type NetworkPart } from '../../core/image-network/parts';
import type { Missing } from './pass';

/** A named part as a pass leaves it out. */
export function missing(part: NetworkPart | undefined): Missing {
  if (part === undefined) return {};
  return part === 'noise' ? { unconditioned: 'noise' } : { without: (_, layer) => removalOf(part, layer) };
}
