import { checkCosts } from './cost';
import { fromPlan, shares, type Coupling } from './coupling';
import { newtonDirection } from './newton';

export interface SinkhornOptions {
  /**
   * Strength of the entropy, in units of the cost: the plan minimises sum P (cost + entropy ln (P / a b)). Small: the exact plan; large: each with each.
   * For the Schrödinger bridge of a Brownian motion of variance sigma^2 over the whole time, on squared distances: 2 sigma^2.
   */
  readonly entropy: number;
  /** Shares of the rows and the columns. Default: equal. */
  readonly rows?: ArrayLike<number>;
  readonly columns?: ArrayLike<number>;
  /** Stop where the rows' shares are off by no more than this in all (the columns' are exact). */
  readonly tolerance?: number;
  /** Give up after so many rounds, warm-up included. */
  readonly most?: number;
}

/** Rows beyond which Newton's steps cost more than the rounds that they save. */
const MOST_NEWTON = 400;

export interface EntropicPlan {
  /** P [rows, columns], row by row: a_i b_j exp((f_i + g_j - cost_ij) / entropy). */
  readonly plan: Float64Array;
  /** Potentials, in units of the cost. */
  readonly f: Float64Array;
  readonly g: Float64Array;
  /** sum P cost */
  readonly cost: number;
  /** sum f a + sum g b: at the end, cost + entropy KL(P | a b). */
  readonly value: number;
  /** Rounds of both half-steps, and Newton's steps; the rows' error at the end; and whether that is within the tolerance. */
  readonly rounds: number;
  readonly error: number;
  readonly converged: boolean;
}

/**
 * Entropic optimal transport (Cuturi 2013) by Sinkhorn's rounds in the log domain (Peyré and Cuturi 2019, section 4.4): nothing under- or overflows at any
 * entropy. Little entropy makes the rounds slow, so it is approached from above, by halves, each from the last one's potentials;
 * and what 60 rounds do not settle Newton's method does (`newton.ts`), with up to 400 rows. `cost` is [n, m], row by row. For 64 points with 64, 20 to 80 ms at any
 * entropy. Throws `RangeError` for an entropy that is not
 * above 0, costs that are not finite, or shares that are not positive; what did not converge says so (`converged`).
 */
export function sinkhorn(cost: Float64Array, n: number, m: number, options: SinkhornOptions): EntropicPlan {
  const rounds = sinkhornRounds(cost, n, m, options);
  for (;;) {
    const next = rounds.next();
    if (next.done === true) return next.value;
  }
}

/** `sinkhorn`, a round a piece: for whoever runs it in slices. */
export function* sinkhornRounds(
  cost: Float64Array,
  n: number,
  m: number,
  options: SinkhornOptions,
): Generator<void, EntropicPlan> {
  const { entropy, tolerance = 1e-10, most = 10_000 } = options;
  checkCosts('entropic transport', cost, n, m);
  if (!(entropy > 0 && entropy < Infinity)) throw new RangeError(`entropy ${entropy} (expected above 0 and finite)`);
  const [a, b] = [shares(n, options.rows), shares(m, options.columns)];
  const [logA, logB] = [a.map(Math.log), b.map(Math.log)];
  const [f, g] = [new Float64Array(n), new Float64Array(m)];
  const [lowest, highest] = [cost.reduce((p, c) => Math.min(p, c)), cost.reduce((p, c) => Math.max(p, c))];

  /** f_i = -eps ln sum_j b_j exp((g_j - cost_ij) / eps); returns how far the rows were off, as shares. */
  const updateRows = (eps: number): number => {
    let off = 0;
    for (let i = 0; i < n; i++) {
      const base = i * m;
      let top = -Infinity;
      for (let j = 0; j < m; j++) {
        const log = logB[j] + (g[j] - cost[base + j]) / eps;
        if (log > top) top = log;
      }
      let sum = 0;
      for (let j = 0; j < m; j++) sum += Math.exp(logB[j] + (g[j] - cost[base + j]) / eps - top);
      const next = -eps * (top + Math.log(sum));
      off += a[i] * Math.abs(Math.expm1((f[i] - next) / eps));
      f[i] = next;
    }
    return off;
  };
  const tops = new Float64Array(m);
  const sums = new Float64Array(m);
  const updateColumns = (eps: number): void => {
    tops.fill(-Infinity);
    sums.fill(0);
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < m; j++, k++) {
        const log = logA[i] + (f[i] - cost[k]) / eps;
        if (log > tops[j]) tops[j] = log;
      }
    }
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < m; j++, k++) sums[j] += Math.exp(logA[i] + (f[i] - cost[k]) / eps - tops[j]);
    }
    for (let j = 0; j < m; j++) g[j] = -eps * (tops[j] + Math.log(sums[j]));
  };

  let rounds = 0;
  function* settle(eps: number, enough: number, limit: number): Generator<void, number> {
    let error = Infinity;
    for (let i = 0; i < limit && rounds < most; i++, rounds++) {
      error = updateRows(eps);
      if (error <= enough && i > 0) break;
      updateColumns(eps);
      yield;
    }
    return error;
  }
  const plan = new Float64Array(n * m);
  const r = new Float64Array(n);
  /** Fills `plan` and its rows' sums r; returns how far these are off. */
  const stand = (): number => {
    let off = 0;
    for (let i = 0, k = 0; i < n; i++) {
      r[i] = 0;
      for (let j = 0; j < m; j++, k++)
        r[i] += plan[k] = Math.exp(logA[i] + logB[j] + (f[i] + g[j] - cost[k]) / entropy);
      off += Math.abs(r[i] - a[i]);
    }
    return off;
  };
  const dual = () => a.reduce((sum, w, i) => sum + w * f[i], 0) + b.reduce((sum, w, j) => sum + w * g[j], 0);
  /** One step of Newton's on f, halved until the dual rises; false where it does not. */
  const leap = (): boolean => {
    const direction = newtonDirection(plan, r, a, b);
    const start = f.slice();
    const from = dual();
    const rise = direction.reduce((sum, each, i) => sum + each * (a[i] - r[i]), 0) * entropy;
    const longest = direction.reduce((top, each) => Math.max(top, Math.abs(each)), 0) * entropy;
    if (!(rise > 0 && longest < Infinity)) return false;
    for (let part = Math.min(1, (highest - lowest) / longest); part > 1e-5; part /= 2) {
      for (let i = 0; i < n; i++) f[i] = start[i] + part * entropy * direction[i];
      updateColumns(entropy);
      // Close to the top the dual's digits run out before the plan's do.
      if (dual() >= from + 1e-4 * part * rise - 1e-14 * (highest - lowest)) return true;
    }
    f.set(start);
    updateColumns(entropy);
    return false;
  };

  for (let eps = highest - lowest; eps > 2 * entropy; eps /= 2) yield* settle(eps, 1e-2, 20);
  yield* settle(entropy, tolerance, n <= MOST_NEWTON ? 60 : Infinity);
  updateColumns(entropy);
  let error = stand();
  for (let held = Infinity; error > tolerance && rounds < most && n <= MOST_NEWTON; rounds++) {
    yield;
    const leapt = leap();
    error = leapt ? stand() : error;
    if (leapt && error < held) {
      held = error;
      continue;
    }
    if (error < 1e-13) break;
    yield* settle(entropy, tolerance, 20);
    updateColumns(entropy);
    held = error = stand();
  }
  let spent = 0;
  for (let k = 0; k < plan.length; k++) spent += plan[k] * cost[k];
  return { plan, f, g, cost: spent, value: dual(), rounds, error, converged: error <= Math.max(tolerance, 1e-13) };
}

/** The entropic plan as a coupling: entries at most `least` of the whole, 1e-12 unless said otherwise, are left out. */
export function entropicPairs(
  cost: Float64Array,
  n: number,
  m: number,
  options: SinkhornOptions,
  least = 1e-12,
): Coupling {
  return fromPlan(sinkhorn(cost, n, m, options).plan, n, m, least);
}
