import { count, zeros, type Batch } from '../batch';
import { independent, pairDrawer, type Coupling } from '../coupling/coupling';
import { mixture, type Mixture } from '../data/mixture';
import { fillNormal, type Random } from '../random';
import type { FlowField } from '../process/flow-field';
import type { Schedule } from '../schedule/schedule';
import { schedulePath, type InterpolantPath, type Interpolation } from './path';
import { pairAverages, type Averaged } from './pairs';

export interface InterpolantSpec {
  /** The cloud at t = 0: a mixture, or points (`empirical`). */
  readonly data: Mixture;
  /** The cloud at t = 1. */
  readonly other: Mixture;
  readonly path: InterpolantPath;
  /** Which component of `data` (rows) goes with which of `other` (columns). Within a pair, x_0 and x_1 are independent. Default: each with each. */
  readonly coupling?: Coupling;
}

/** What moves between two clouds, each row its own pair. */
export interface Interpolated {
  readonly x0: Batch;
  readonly x1: Batch;
  readonly z: Batch;
  /** x_t at the row's time. */
  readonly x: Batch;
  /** What a network regresses on: dx_t/dt = alpha' x_0 + beta' x_1 + gamma' z. */
  readonly velocity: Batch;
}

/**
 * A stochastic interpolant x_t = alpha x_0 + beta x_1 + gamma z between two clouds, with everything known that a network would have to learn
 * (Albergo et al. 2023, section 2). The pair (i, j) of components, of weight w_ij, has
 *
 *   x_t ~ N(m, v I),   m = alpha mu_i + beta nu_j,   v = alpha^2 s_i^2 + beta^2 q_j^2 + gamma^2,
 *
 * so that p_t is a mixture over pairs, and every E[… | x_t] an average of linear functions by the pairs' responsibilities. The cost of a row is
 * the number of pairs. Methods write one row of `out` for each of `x`; all throw `RangeError` at a time where a pair has no spread (v = 0).
 */
export interface Interpolant extends FlowField {
  readonly path: InterpolantPath;
  readonly dim: number;
  readonly pairs: number;
  /** The latest time at which every pair has spread: 1, or a little earlier. */
  readonly until: number;
  /** E[dx_t/dt | x_t = x], the velocity that moves p_0 to p_1. */
  velocity(x: Batch, t: number, out: Batch): Batch;
  /** ln p_t(x) */
  logDensity(x: Batch, t: number, out?: Float64Array): Float64Array;
  /** grad ln p_t(x); where gamma > 0 it is -E[z | x_t] / gamma. */
  score(x: Batch, t: number, out: Batch): Batch;
  /** E[x_0 | x_t], E[x_1 | x_t] or E[z | x_t]. */
  mean(of: 'x0' | 'x1' | 'z', x: Batch, t: number, out: Batch): Batch;
  /**
   * E[|dx_t/dt - u(x, t)|^2 | x_t = x]: how much the pairs that meet at x disagree on where to go. Its mean over p_t is the least loss that any
   * network can have at t (Lipman et al. 2023, theorem 2), and 0 where no two paths meet. In squared data units, summed over dimensions.
   */
  variance(x: Batch, t: number, out?: Float64Array): Float64Array;
  /** Which pairs meet at one place, and what each of them would do there: the posterior of the pairs given x_t. */
  meeting(x: Batch, row: number, t: number): Meeting;
  /** `n` rows at time `t`, or at a time for each row. */
  sample(n: number, t: number | ArrayLike<number>, random: Random): Interpolated;
}

/** The pairs that meet at a place, the likeliest first, each with its means given x_t and the pair. */
export interface Meeting {
  /** Places in the coupling's list, and r_k, which sum to 1; pairs that no sum can tell from nothing are left out. */
  readonly pairs: Int32Array;
  readonly weights: Float64Array;
  /** E[x_0 | x_t, k], E[x_1 | x_t, k], E[z | x_t, k] and E[dx_t/dt | x_t, k], a row each. */
  readonly x0: Batch;
  readonly x1: Batch;
  readonly z: Batch;
  readonly velocity: Batch;
}

/** How far from an end a path without spread there can be asked. */
const MARGIN = 1e-5;

/** Throws `RangeError` where the clouds are of different dimensions, or the coupling is of other numbers of components than they have. */
export function interpolant({ data, other, path, coupling }: InterpolantSpec): Interpolant {
  const [a, b] = [data.components, other.components];
  const { dim } = a.means;
  if (b.means.dim !== dim) {
    throw new RangeError(`an interpolant from ${dim} to ${b.means.dim} dimensions (expected the same)`);
  }
  const pairs = coupling ?? independent(a.weights, b.weights);
  const [rows, columns] = [a.weights.length, b.weights.length];
  if (pairs.rows !== rows || pairs.columns !== columns) {
    throw new RangeError(
      `a coupling of ${pairs.rows} with ${pairs.columns} for clouds of ${rows} and ${columns} components (expected as many)`,
    );
  }
  const averages = pairAverages(a, b, pairs, path);
  const draw = pairDrawer(pairs);
  return {
    path,
    dim,
    pairs: pairs.weights.length,
    from: averages.spread(0) > 0 ? 0 : MARGIN,
    until: averages.spread(1) > 0 ? 1 : 1 - MARGIN,
    velocity: (x, t, out) => averages.linear('velocity', x, t, out),
    score: (x, t, out) => averages.linear('score', x, t, out),
    mean: (of, x, t, out) => averages.linear(of, x, t, out),
    divergence: (x, t, out) => averages.divergence(x, t, out),
    variance: (x, t, out = new Float64Array(count(x))) => averages.variance(x, t, out),
    meeting(x, row, t) {
      const shares = averages.shares(x, row, t);
      const order = Int32Array.from([...shares.keys()].filter((k) => shares[k] > 0)).sort(
        (p, q) => shares[q] - shares[p],
      );
      const each = (of: Averaged) => averages.each(of, x, row, t, order);
      return {
        pairs: order,
        weights: Float64Array.from(order, (k) => shares[k]),
        x0: each('x0'),
        x1: each('x1'),
        z: each('z'),
        velocity: each('velocity'),
      };
    },
    logDensity: (x, t, out = new Float64Array(count(x))) => averages.logDensity(x, t, out),
    sample(n, t, random) {
      const [x0, x1, z, x, velocity] = Array.from({ length: 5 }, () => zeros(n, dim));
      fillNormal(z.data, random);
      for (let row = 0; row < n; row++) {
        const pair = draw(random);
        const [i, j] = [pairs.from[pair], pairs.to[pair]];
        for (let d = 0; d < dim; d++) {
          const at = row * dim + d;
          x0.data[at] = a.means.data[i * dim + d] + (a.scales[i] > 0 ? a.scales[i] * random.normal() : 0);
          x1.data[at] = b.means.data[j * dim + d] + (b.scales[j] > 0 ? b.scales[j] * random.normal() : 0);
        }
        blend(path.at(typeof t === 'number' ? t : t[row]), row, { x0, x1, z, x, velocity });
      }
      return { x0, x1, z, x, velocity };
    },
  };
}

/**
 * The marginal velocity of a diffusion or of flow matching, x_t = alpha x_0 + sigma epsilon, under any schedule: the one-sided interpolant, whose z is
 * epsilon. It is `exactField` (`process/flow-field.ts`), f x - g^2 / 2 score, written as alpha' E[x_0 | x] + sigma' E[epsilon | x], and so holds
 * at alpha = 0 too, where f and g have no value.
 */
export function marginalFlow(data: Mixture, schedule: Schedule): Interpolant {
  const origin = mixture({ weights: [1], means: zeros(1, data.components.means.dim), scales: [0] }, 'origin');
  return interpolant({ data, other: origin, path: schedulePath(schedule) });
}

/** N(0, scale^2 I) in `dim` dimensions, as a mixture of one. */
export function gaussian(dim: number, scale = 1): Mixture {
  return mixture({ weights: [1], means: zeros(1, dim), scales: [scale] }, 'gaussian');
}

/**
 * The velocity of one pair at a point of its own tube, u_t(x | x_0, x_1) = alpha' x_0 + beta' x_1 + (gamma' / gamma) (x - alpha x_0 - beta x_1)
 * (Tong et al. 2024), of every row into `out`. Without noise the last term is absent.
 */
export function pairVelocity(at: Interpolation, x: Batch, x0: Batch, x1: Batch, out: Batch): Batch {
  const rate = at.variance > 0 ? at.dVariance / (2 * at.variance) : 0;
  for (let i = 0; i < out.data.length; i++) {
    const [from, to] = [x0.data[i], x1.data[i]];
    out.data[i] = at.dAlpha * from + at.dBeta * to + rate * (x.data[i] - at.alpha * from - at.beta * to);
  }
  return out;
}

/**
 * The velocity towards one data point, u_t(x | x_0) = (sigma' / sigma) (x - alpha x_0) + alpha' x_0 (Lipman et al. 2023, theorem 3), of every row into
 * `out`. Throws `RangeError` at sigma = 0, where x is alpha x_0.
 */
export function conditionalVelocity(
  schedule: Pick<Schedule, 'alpha' | 'sigma' | 'dAlpha' | 'dSigma'>,
  t: number,
  x: Batch,
  x0: Batch,
  out: Batch,
): Batch {
  const sigma = schedule.sigma(t);
  if (!(sigma > 0)) throw new RangeError(`velocity given x_0 at t = ${t}, sigma = ${sigma} (expected sigma above 0)`);
  const noised = schedule.dSigma(t) / sigma;
  const data = schedule.dAlpha(t) - schedule.alpha(t) * noised;
  for (let i = 0; i < out.data.length; i++) out.data[i] = noised * x.data[i] + data * x0.data[i];
  return out;
}

/** x_t and dx_t/dt of one row. Where gamma' is infinite (the ends of Brownian noise) gamma' z is left out. */
function blend(at: Interpolation, row: number, { x0, x1, z, x, velocity }: Interpolated): void {
  const gamma = Math.sqrt(at.variance);
  const rate = Number.isFinite(at.dGamma) ? at.dGamma : 0;
  for (let i = row * x.dim; i < (row + 1) * x.dim; i++) {
    x.data[i] = at.alpha * x0.data[i] + at.beta * x1.data[i] + gamma * z.data[i];
    velocity.data[i] = at.dAlpha * x0.data[i] + at.dBeta * x1.data[i] + rate * z.data[i];
  }
}
