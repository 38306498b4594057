import { count, zeros, type Batch } from '../batch';
import type { Random } from '../random';
import { assignment } from './assignment';
import { costs } from './cost';
import { fromPlan, independent, pairDrawer, shares, type Coupling } from './coupling';

/**
 * Minibatch optimal transport (Pooladian et al. 2023; Tong et al. 2024): rows of both sets are dealt into batches at random, and matched optimally within
 * each. Batches of 1 are independent pairs, one batch of all is the exact plan. As a coupling of the two sets it keeps both marginals.
 * Throws `RangeError` unless there are equally many points and `size` is a whole number from 1 to that.
 */
export function minibatchPairs(x: Batch, y: Batch, size: number, random: Random, power = 2): Coupling {
  const n = count(x);
  if (count(y) !== n) throw new RangeError(`minibatches of ${n} and ${count(y)} points (expected equally many)`);
  if (!(Number.isInteger(size) && size >= 1 && size <= n))
    throw new RangeError(`minibatches of ${size} (expected a whole number from 1 to ${n})`);
  const [from, to] = [shuffled(n, random), shuffled(n, random)];
  const partner = new Int32Array(n);
  for (let start = 0; start < n; start += size) {
    const end = Math.min(start + size, n);
    const [a, b] = [rowsOf(x, from.subarray(start, end)), rowsOf(y, to.subarray(start, end))];
    const { columns } = assignment(costs(a, b, power), end - start, end - start);
    for (let i = start; i < end; i++) partner[i] = to[start + columns[i - start]];
  }
  return { rows: n, columns: n, from, to: partner, weights: new Float64Array(n).fill(1 / n) };
}

/**
 * The coupling that a learner sees who is dealt new minibatches at every step: the mean of the plans of `deals` deals (`minibatchPairs`). Batches of one
 * datum or of all need no deals: each with each, and the exact plan. A deal a piece, for whoever runs it in slices.
 */
export function* minibatchPlan(
  x: Batch,
  y: Batch,
  size: number,
  deals: number,
  random: Random,
): Generator<void, Coupling> {
  const n = count(x);
  if (!(Number.isInteger(deals) && deals >= 1))
    throw new RangeError(`a mean over ${deals} deals (expected at least 1)`);
  if (size === n) return minibatchPairs(x, y, size, random);
  if (size === 1 && count(y) === n) return independent(shares(n), shares(n));
  const plan = new Float64Array(n * n);
  for (let deal = 0; deal < deals; deal++) {
    const { from, to } = minibatchPairs(x, y, size, random);
    for (let k = 0; k < n; k++) plan[from[k] * n + to[k]] += 1;
    yield;
  }
  return fromPlan(plan, n, n);
}

/**
 * Rows of `y` for the rows of `x` at hand, for a step of training: noise against a batch of data, say. Optimal within the batch. Returns the place in `y`
 * of each row's partner.
 */
export function matchBatch(x: Batch, y: Batch, power = 2): Int32Array {
  const n = count(x);
  if (count(y) !== n) throw new RangeError(`a batch of ${n} rows against ${count(y)} (expected equally many)`);
  return assignment(costs(x, y, power), n, n).columns;
}

/** `n` pairs drawn from a coupling with replacement, as places in both sets. One uniform a pair. */
export function drawPairs(
  coupling: Coupling,
  n: number,
  random: Pick<Random, 'uniform'>,
): { readonly from: Int32Array; readonly to: Int32Array } {
  const draw = pairDrawer(coupling);
  const [from, to] = [new Int32Array(n), new Int32Array(n)];
  for (let row = 0; row < n; row++) {
    const pair = draw(random);
    from[row] = coupling.from[pair];
    to[row] = coupling.to[pair];
  }
  return { from, to };
}

/** The rows of a batch at these places, copied. */
export function rowsOf({ data, dim }: Batch, places: ArrayLike<number>): Batch {
  const out = zeros(places.length, dim);
  for (let i = 0; i < places.length; i++) {
    for (let d = 0; d < dim; d++) out.data[i * dim + d] = data[places[i] * dim + d];
  }
  return out;
}

/** 0 … n - 1 in random order (Fisher and Yates). */
function shuffled(n: number, random: Random): Int32Array {
  const out = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
