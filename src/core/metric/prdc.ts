import { count, type Batch } from '../batch';
import { checkPair, squaredDistance } from './distance';

export interface Prdc {
  /** Share of the fakes that lie in the real manifold: quality. */
  readonly precision: number;
  /** Share of the reals that lie in the fake manifold: variety. */
  readonly recall: number;
  /** How many real balls a fake lies in, over k: precision that an outlier cannot lift. May exceed 1. */
  readonly density: number;
  /** Share of the reals with a fake in their ball: recall that scattered fakes cannot lift. */
  readonly coverage: number;
}

/**
 * Precision and recall (Kynkäänniemi et al. 2019, section 2), density and coverage (Naeem et al. 2020, section 3). A set's
 * manifold is the union of balls about its points, each reaching to the point's k-th nearest neighbour in the set; a point
 * on the rim is outside. Time grows with the square of the sizes.
 * Throws `RangeError` where the dimensions differ or a set has no k neighbours.
 */
export function prdc(real: Batch, fake: Batch, { k = 5 } = {}): Prdc {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`neighbour number ${k} (expected a positive integer)`);
  checkPair('precision and recall', real, fake, k + 1);
  const n = count(real);
  const m = count(fake);
  const realRadii = neighbourRadii(real, k);
  const fakeRadii = neighbourRadii(fake, k);
  const inReal = new Int32Array(m);
  const inFake = new Uint8Array(n);
  const covered = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const distance = Math.sqrt(squaredDistance(real, i, fake, j));
      if (distance < realRadii[i]) {
        inReal[j]++;
        covered[i] = 1;
      }
      if (distance < fakeRadii[j]) inFake[i] = 1;
    }
  }
  return {
    precision: inReal.reduce((sum, found) => sum + (found > 0 ? 1 : 0), 0) / m,
    recall: inFake.reduce((sum, found) => sum + found, 0) / n,
    density: inReal.reduce((sum, found) => sum + found, 0) / (k * m),
    coverage: covered.reduce((sum, found) => sum + found, 0) / n,
  };
}

/** The distance of every point to its k-th nearest neighbour in the set, itself not counted. */
export function neighbourRadii(points: Batch, k: number): Float64Array {
  const n = count(points);
  /** The k least squared distances so far, rising. */
  const least = new Float64Array(k);
  return Float64Array.from({ length: n }, (_, i) => {
    least.fill(Infinity);
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const squared = squaredDistance(points, i, points, j);
      if (!(squared < least[k - 1])) continue;
      let at = k - 1;
      for (; at > 0 && least[at - 1] > squared; at--) least[at] = least[at - 1];
      least[at] = squared;
    }
    // Where too few others are numbers there is no such neighbour, and no ball.
    return least[k - 1] < Infinity ? Math.sqrt(least[k - 1]) : NaN;
  });
}
