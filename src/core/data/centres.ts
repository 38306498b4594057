import { count, zeros, type Batch } from '../batch';

/** Points that stand for many, and each one's share of them. */
export interface Centres {
  readonly points: Batch;
  readonly shares: Float64Array;
}

/**
 * `k` points that stand for many: the first `k` of `points`, moved to the middles of what is nearest to them `rounds` times (Lloyd's method for
 * least squares). One that nothing is nearest to stays where it was, with a share of 0. Throws `RangeError` where there are fewer points.
 */
export function centresOf(points: Batch, k: number, rounds = 8): Centres {
  const [n, { dim }] = [count(points), points];
  if (!(Number.isInteger(k) && k >= 1 && k <= n))
    throw new RangeError(`${k} centres of ${n} points (expected 1 to ${n})`);
  const centres = { data: points.data.slice(0, k * dim), dim };
  const [sums, of] = [zeros(k, dim), new Int32Array(k)];
  for (let round = 0; round < rounds; round++) {
    sums.data.fill(0);
    of.fill(0);
    for (let i = 0; i < n; i++) {
      const nearest = nearestOf(centres, points.data, i * dim);
      of[nearest] += 1;
      for (let d = 0; d < dim; d++) sums.data[nearest * dim + d] += points.data[i * dim + d];
    }
    for (let j = 0; j < k; j++) {
      if (of[j] > 0) for (let d = 0; d < dim; d++) centres.data[j * dim + d] = sums.data[j * dim + d] / of[j];
    }
  }
  return { points: centres, shares: Float64Array.from(of, (each) => each / n) };
}

/** The row of `centres` that is nearest to the point at `base`. */
function nearestOf({ data, dim }: Batch, x: Float64Array, base: number): number {
  let [best, least] = [0, Infinity];
  for (let j = 0; j < data.length; j += dim) {
    let squared = 0;
    for (let d = 0; d < dim; d++) squared += (data[j + d] - x[base + d]) ** 2;
    if (squared < least) [best, least] = [j / dim, squared];
  }
  return best;
}
