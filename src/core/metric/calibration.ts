import { count, type Batch } from '../batch';

/**
 * Where the truth stands among k samples, number by number: shares of ranks 0 to k, counted. If truth and samples come from one distribution, each rank is as likely
 * (a rank or Talagrand histogram: Hamill 2001). Where some are alike, the truth's rank among them is left to chance, which is an even share to
 * each; where the truth and all samples are alike, nothing is counted.
 * @param counted which numbers to look at (all)
 */
export function rankHistogram(
  truth: ArrayLike<number>,
  samples: Batch,
  counted: (index: number) => boolean = () => true,
): Float64Array {
  const { data, dim } = samples;
  if (truth.length !== dim) throw new RangeError(`a truth of ${truth.length} numbers (expected ${dim}, as samples)`);
  const k = count(samples);
  const ranks = new Float64Array(k + 1);
  for (let d = 0; d < dim; d++) {
    if (!counted(d)) continue;
    let [below, alike] = [0, 0];
    for (let row = 0; row < k; row++) {
      const value = data[row * dim + d];
      if (value < truth[d]) below++;
      else if (value === truth[d]) alike++;
    }
    if (alike === k) continue;
    for (let rank = below; rank <= below + alike; rank++) ranks[rank] += 1 / (alike + 1);
  }
  return ranks;
}

/** Share of ranks at neither end: how often the truth lies within the range of its samples. (k - 1) / (k + 1) if it is one of them. */
export function insideShare(ranks: ArrayLike<number>): number {
  const all = Array.from(ranks).reduce((sum, value) => sum + value, 0);
  return all === 0 ? NaN : 1 - (ranks[0] + ranks[ranks.length - 1]) / all;
}

/** What is expected of `insideShare` with k samples from the truth's own distribution. */
export const insideExpected = (k: number): number => (k - 1) / (k + 1);

/**
 * The energy score of samples: mean of |x_i - x| less half the mean of |x_i - x_j| over pairs (Gneiting and Raftery 2007, eq. 21, with
 * pairs of different samples alone, so that their number does not matter). In expectation it is least for samples of the truth's own
 * distribution. Of one sample it is the distance.
 */
export function energyScore(truth: ArrayLike<number>, samples: Batch): number {
  const { data, dim } = samples;
  const k = count(samples);
  const distance = (row: number, of: ArrayLike<number>, at: number): number => {
    let squares = 0;
    for (let d = 0; d < dim; d++) squares += (data[row * dim + d] - of[at * dim + d]) ** 2;
    return Math.sqrt(squares);
  };
  let [off, apart] = [0, 0];
  for (let i = 0; i < k; i++) {
    off += distance(i, truth, 0) / k;
    for (let j = 0; j < i; j++) apart += distance(i, data, j) / (k * (k - 1));
  }
  return off - apart;
}

/** What k samples of each of several cases say of a class, and how often that was right. */
export interface Reliability {
  /** For m = 1 to k: how often m of k samples said one class, and how often it was the true one. */
  readonly counts: readonly { readonly of: number; readonly said: number; readonly right: number }[];
  /** Mean over those, by how often each was said, of |share right - m / k|: the expected calibration error (Naeini et al. 2015). */
  readonly error: number;
  /** Share of pairs of samples of one case that say the same class, and of samples that say the true one: alike if truth and samples come from one distribution. */
  readonly agree: number;
  readonly right: number;
  /** How often the class that most samples say is the true one; of several alike, the least. */
  readonly first: number;
}

/** @param cases the true class of each, and what its samples were read as, as many for all */
export function reliability(
  cases: readonly { readonly truth: number; readonly read: ArrayLike<number> }[],
): Reliability {
  if (cases.length === 0) throw new RangeError('the reliability of nothing (expected one case at least)');
  const k = cases[0].read.length;
  const counts = Array.from({ length: k }, (_, i) => ({ of: i + 1, said: 0, right: 0 }));
  let [agree, right, first] = [0, 0, 0];
  for (const { truth, read } of cases) {
    if (read.length !== k) throw new RangeError(`${read.length} samples of a case (expected ${k}, as of the first)`);
    const times = new Map<number, number>();
    for (let i = 0; i < k; i++) times.set(read[i], (times.get(read[i]) ?? 0) + 1);
    let [top, most] = [-1, 0];
    for (const [label, m] of [...times].sort(([a], [b]) => a - b)) {
      counts[m - 1].said += 1;
      if (label === truth) {
        counts[m - 1].right += 1;
        right += m / k / cases.length;
      }
      agree += (m * (m - 1)) / (k * Math.max(1, k - 1)) / cases.length;
      if (m > most) [top, most] = [label, m];
    }
    if (top === truth) first += 1 / cases.length;
  }
  const said = counts.reduce((sum, one) => sum + one.said, 0);
  const error = counts.reduce(
    (sum, { of, said: n, right: r }) => sum + (n > 0 ? Math.abs(r - (n * of) / k) / said : 0),
    0,
  );
  return { counts, error, agree, right, first };
}

/** Peak signal-to-noise ratio in decibels of numbers from 0 to 1. */
export function psnr(truth: ArrayLike<number>, of: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < truth.length; i++) squares += (of[i] - truth[i]) ** 2;
  return -10 * Math.log10(squares / truth.length);
}
