import type { Random } from '../random';

/**
 * Which of one set goes with which of another, and how much: a joint distribution with few entries, row `from[k]` with column `to[k]` by
 * `weights[k]`. Weights are positive and sum to 1. What is paired may be points or the components of a mixture.
 */
export interface Coupling {
  readonly rows: number;
  readonly columns: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float64Array;
}

/** A distribution over `n` things, normalised: equal shares unless `weights` says otherwise. Throws `RangeError` for a share that is not positive. */
export function shares(n: number, weights?: ArrayLike<number>): Float64Array {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`a distribution over ${n} things (expected at least 1)`);
  if (weights === undefined) return new Float64Array(n).fill(1 / n);
  if (weights.length !== n) throw new RangeError(`${weights.length} weights of ${n} things (expected one each)`);
  const out = Float64Array.from(weights);
  if (!out.every((w) => w > 0 && w < Infinity)) throw new RangeError('weights must be positive and finite');
  const total = out.reduce((sum, w) => sum + w, 0);
  return out.map((w) => w / total);
}

/** Each with each, by the product of their shares: x_0 says nothing of x_1. */
export function independent(rows: ArrayLike<number>, columns: ArrayLike<number>): Coupling {
  const [a, b] = [shares(rows.length, rows), shares(columns.length, columns)];
  const size = a.length * b.length;
  const [from, to, weights] = [new Int32Array(size), new Int32Array(size), new Float64Array(size)];
  for (let i = 0, k = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++, k++) {
      from[k] = i;
      to[k] = j;
      weights[k] = a[i] * b[j];
    }
  }
  return { rows: a.length, columns: b.length, from, to, weights };
}

/** Row i with column `columns[i]`, all by the same weight. */
export function matched(columns: ArrayLike<number>, of = columns.length): Coupling {
  const n = columns.length;
  return {
    rows: n,
    columns: of,
    from: Int32Array.from({ length: n }, (_, i) => i),
    to: Int32Array.from(columns),
    weights: shares(n),
  };
}

/**
 * A plan [rows, columns], row by row, as a coupling. Entries that are at most `least` of the whole are left out, and the rest are scaled to sum to 1.
 * Throws `RangeError` unless the sizes agree and the entries are 0 or more, not all.
 */
export function fromPlan(plan: Float64Array, rows: number, columns: number, least = 0): Coupling {
  if (plan.length !== rows * columns || plan.length === 0)
    throw new RangeError(`plan of ${plan.length} entries (expected ${rows} x ${columns})`);
  let total = 0;
  for (const entry of plan) {
    if (!(entry >= 0 && entry < Infinity)) throw new RangeError(`plan with an entry ${entry} (expected 0 or more)`);
    total += entry;
  }
  const kept = [...plan.keys()].filter((k) => plan[k] > least * total);
  if (kept.length === 0) throw new RangeError('plan without an entry (expected one above 0)');
  const sum = kept.reduce((all, k) => all + plan[k], 0);
  return {
    rows,
    columns,
    from: Int32Array.from(kept, (k) => Math.floor(k / columns)),
    to: Int32Array.from(kept, (k) => k % columns),
    weights: Float64Array.from(kept, (k) => plan[k] / sum),
  };
}

/** The coupling as a plan [rows, columns], row by row. */
export function toPlan({ rows, columns, from, to, weights }: Coupling): Float64Array {
  const plan = new Float64Array(rows * columns);
  for (let k = 0; k < weights.length; k++) plan[from[k] * columns + to[k]] += weights[k];
  return plan;
}

/** What every row and every column has in all. */
export function marginals({ rows, columns, from, to, weights }: Coupling): {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
} {
  const out = { rows: new Float64Array(rows), columns: new Float64Array(columns) };
  for (let k = 0; k < weights.length; k++) {
    out.rows[from[k]] += weights[k];
    out.columns[to[k]] += weights[k];
  }
  return out;
}

/** The mean cost of the pairs, from costs [rows, columns]. */
export function costOf({ columns, from, to, weights }: Coupling, costs: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += weights[k] * costs[from[k] * columns + to[k]];
  return sum;
}

/** Entropy of the joint distribution in nats: ln n for a matching of n, ln (n m) where each goes with each alike. */
export function entropyOf({ weights }: Coupling): number {
  let sum = 0;
  for (const w of weights) if (w > 0) sum -= w * Math.log(w);
  return sum;
}

/** Draws places in the list of pairs, by their weights: one uniform a draw, the first place with a running sum above it. */
export function pairDrawer({ weights }: Pick<Coupling, 'weights'>): (random: Pick<Random, 'uniform'>) => number {
  const running = Float64Array.from(weights);
  for (let k = 1; k < running.length; k++) running[k] += running[k - 1];
  return (random) => {
    const u = random.uniform() * running[running.length - 1];
    let [low, high] = [0, running.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (running[middle] > u) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
