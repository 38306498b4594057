import type { Schedule } from './schedule';
import { LOG_SNR_MIN, preservesVariance, variancePreserving } from './variance-preserving';

/**
 * The discrete view: T steps, index 0 with the least noise (the literature's step 1). Index i stands at time
 * t = (i + 1) / T, so that t = 0 is clean data, before the first step, and t = 1 the last.
 */
export interface DiscreteSchedule {
  /** beta_i = 1 - alphaBar_i / alphaBar_(i-1), with alphaBar_(-1) = 1. */
  readonly betas: Float64Array;
  /** alphaBar_i = alpha^2((i + 1) / T), the product of 1 - beta_j for j = 0 … i. */
  readonly alphaBars: Float64Array;
}

/** The cap of Nichol and Dhariwal 2021, section 3.2. */
const MOST_BETA = 0.999;

/** The time of discrete index `i` of `T`; index -1 is t = 0. */
export function timeOfIndex(i: number, T: number): number {
  return (i + 1) / T;
}

/**
 * `T` steps of a continuous schedule. Throws `RangeError` unless T is a positive integer and the schedule keeps the
 * variance, alpha^2 + sigma^2 = 1: betas say nothing of any other.
 */
export function discretize(schedule: Schedule, T: number): DiscreteSchedule {
  if (!Number.isInteger(T) || T < 1) throw new RangeError(`schedule of ${T} steps (expected a positive integer)`);
  if (!preservesVariance(schedule)) {
    throw new RangeError(`betas of the ${schedule.name} schedule (expected one with alpha^2 + sigma^2 = 1)`);
  }
  const alphaBars = Float64Array.from({ length: T }, (_, i) => schedule.alpha(timeOfIndex(i, T)) ** 2);
  return { betas: betasOf(alphaBars), alphaBars };
}

/** alphaBar_i, the running product of 1 - beta_j: Ho et al. 2020, eq. 4. */
export function alphaBarsOf(betas: ArrayLike<number>): Float64Array {
  const alphaBars = new Float64Array(betas.length);
  for (let i = 0; i < betas.length; i++) alphaBars[i] = (i === 0 ? 1 : alphaBars[i - 1]) * (1 - betas[i]);
  return alphaBars;
}

/** The betas whose running product is `alphaBars`. */
export function betasOf(alphaBars: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: alphaBars.length }, (_, i) => 1 - alphaBars[i] / (i === 0 ? 1 : alphaBars[i - 1]));
}

/**
 * The continuous view of `T` discrete steps: beta(t) is constant within each, so that ln alpha^2 is straight between
 * the times (i + 1) / T and exact at them. A step to pure noise (beta = 1) is held at a log-SNR of -20, or where the table
 * has as little signal before it, at beta = 0.999. beta jumps at each time, which a solver in t sees as a kink.
 * Throws `RangeError` unless each beta is in [0, 1] and their end has more noise than signal.
 */
export function fromBetas(betas: ArrayLike<number>, name = 'discrete'): Schedule {
  const T = betas.length;
  if (T === 0) throw new RangeError('schedule of no betas (expected at least one)');
  const held = Math.log1p(Math.exp(-LOG_SNR_MIN));
  const sums = new Float64Array(T + 1);
  for (let i = 0; i < T; i++) {
    if (!(betas[i] >= 0 && betas[i] <= 1)) throw new RangeError(`beta ${i} is ${betas[i]} (expected 0 to 1)`);
    sums[i + 1] = sums[i] - Math.log1p(-betas[i]);
    if (betas[i] === 1) sums[i + 1] = sums[i] < held ? held : sums[i] - Math.log1p(-MOST_BETA);
  }
  const step = (t: number) => Math.min(Math.max(Math.ceil(t * T) - 1, 0), T - 1);
  return variancePreserving(name, {
    most: Infinity,
    integral(t) {
      const i = step(t);
      return sums[i] + (t * T - i) * (sums[i + 1] - sums[i]);
    },
    rate(t) {
      const i = step(t);
      return T * (sums[i + 1] - sums[i]);
    },
    time(integral) {
      if (integral > sums[T]) return 1;
      let low = 0; // sums[low] < integral <= sums[high]
      let high = T;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (sums[middle] < integral) low = middle;
        else high = middle;
      }
      return (low + (integral - sums[low]) / (sums[high] - sums[low])) / T;
    },
  });
}
