import { count, type Batch } from '../batch';
import { checkPair, squaredDistance } from './distance';

export interface MmdOptions {
  /** The kernel's width h, in data units: k(x, y) = exp(-|x - y|^2 / (2 h^2)). */
  readonly bandwidth?: number;
  /** `V`: all pairs, never negative. `U`: pairs of different points only, unbiased and so at times negative. */
  readonly statistic?: 'V' | 'U';
}

/**
 * Squared maximum mean discrepancy with a Gaussian kernel, E k(x, x') + E k(y, y') - 2 E k(x, y): Gretton et al. 2012,
 * eq. 3 (U) and 5 (V, squared). 0 exactly where the distributions are the same. It sees differences about as large as the
 * bandwidth. Throws `RangeError` where the dimensions differ or there are fewer than 2 points.
 */
export function mmd(x: Batch, y: Batch, { bandwidth = 0.5, statistic = 'V' }: MmdOptions = {}): number {
  checkPair('MMD', x, y, 2);
  if (!(bandwidth > 0)) throw new RangeError(`MMD with bandwidth ${bandwidth} (expected over 0)`);
  const rate = 1 / (2 * bandwidth * bandwidth);
  const within = (b: Batch): number => {
    const n = count(b);
    let sum = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += Math.exp(-rate * squaredDistance(b, i, b, j));
    return statistic === 'V' ? (2 * sum + n) / (n * n) : (2 * sum) / (n * (n - 1));
  };
  let across = 0;
  for (let i = 0; i < count(x); i++)
    for (let j = 0; j < count(y); j++) across += Math.exp(-rate * squaredDistance(x, i, y, j));
  return within(x) + within(y) - (2 * across) / (count(x) * count(y));
}
