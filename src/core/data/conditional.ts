import { count, zeros, type Batch } from '../batch';
import { mixture, type Mixture } from './mixture';

/**
 * A distribution in which every point has a class: p(x) with the p(x | c), of which all that guidance needs is known at
 * every noise level. With alpha = 1, sigma = 0 it is the data.
 */
export interface Conditional {
  /** p(x). */
  readonly whole: Mixture;
  /** p(x | c). */
  readonly classes: readonly Mixture[];
  /** p(c). They sum to 1, or to less where a part of p(x) has no class. */
  readonly shares: readonly number[];
  /** ln p_t(c | x) = ln p(c) + ln p_t(x | c) - ln p_t(x) of every row into `out`, which is returned: Bayes' rule. */
  logPosterior(c: number, x: Batch, alpha: number, sigma: number, out?: Float64Array): Float64Array;
  /** grad_x ln p_t(c | x), the score of the class less that of the whole, of every row into `out`, which is returned. */
  gradient(c: number, x: Batch, alpha: number, sigma: number, out?: Batch): Batch;
}

/** Classes that make up the whole, p(x) = sum of p(c) p(x | c). Throws `RangeError` where the numbers of the two differ. */
export function ofClasses(classes: readonly Mixture[], shares: readonly number[]): Conditional {
  if (classes.length === 0 || classes.length !== shares.length) {
    throw new RangeError(
      `${classes.length} classes with ${shares.length} shares (expected as many of each, at least 1)`,
    );
  }
  const weights: number[] = [];
  const means: number[] = [];
  const scales: number[] = [];
  const total = shares.reduce((sum, share) => sum + share, 0);
  const { dim } = classes[0].components.means;
  classes.forEach(({ components }, c) => {
    weights.push(...components.weights.map((w) => (w * shares[c]) / total));
    means.push(...components.means.data);
    scales.push(...components.scales);
  });
  const whole = mixture({ weights, means: { data: Float64Array.from(means), dim }, scales });
  return conditional(
    whole,
    classes,
    shares.map((share) => share / total),
  );
}

/**
 * A whole with classes that need not make it up, whose posteriors stay below 1: it is the caller who knows that
 * p(c) p(x | c) is at most p(x) everywhere.
 */
export function conditional(whole: Mixture, classes: readonly Mixture[], shares: readonly number[]): Conditional {
  return {
    whole,
    classes,
    shares,
    logPosterior(c, x, alpha, sigma, out = new Float64Array(count(x))) {
      classes[c].logDensity(x, alpha, sigma, out);
      const all = whole.logDensity(x, alpha, sigma);
      for (let row = 0; row < out.length; row++) out[row] += Math.log(shares[c]) - all[row];
      return out;
    },
    gradient(c, x, alpha, sigma, out = zeros(count(x), x.dim)) {
      classes[c].score(x, alpha, sigma, out);
      const all = whole.score(x, alpha, sigma);
      for (let i = 0; i < out.data.length; i++) out.data[i] -= all.data[i];
      return out;
    },
  };
}

/**
 * The same with every Gaussian wider, s_k^2 + width^2: what is left of the data for a model that cannot tell places closer
 * than `width` apart. 0 gives it back as it is.
 */
export function blurred(of: Mixture, width: number): Mixture {
  if (width === 0) return of;
  const { weights, means, scales } = of.components;
  return mixture({ weights, means, scales: scales.map((s) => Math.hypot(s, width)) }, of.name);
}
