import { count, zeros, type Batch } from './batch';
import type { FlowField } from './process/flow-field';
import { dormandPrince, fixedSteps, type AdaptiveOptions } from './process/ode';
import type { Schedule } from './schedule/schedule';

/**
 * The density of a diffusion model, exactly, through its probability-flow ODE (Chen et al. 2018, theorem 1; Song et al.
 * 2021, section 4.3 and appendix D.2). Along a path dx/dt = v(x, t) the log-density changes by -div v, so
 *
 *   ln p_0(x(0)) = ln p_1(x(1)) + integral of div v(x(t), t) dt from 0 to 1.
 */
export interface LikelihoodOptions {
  /** A fixed number of steps, or the tolerances of the adaptive solver (default). */
  readonly solver?: FixedSolver | AdaptiveOptions;
  /** First time; default the field's earliest. */
  readonly from?: number;
  /** Last time, where the prior is. */
  readonly to?: number;
  /** ln p at time `to` of every row of `x`. Default `gaussianPrior` for data of unit variance. */
  readonly prior?: (x: Batch) => Float64Array;
}

/** Equal steps, by Runge-Kutta's method of order 4 unless another is named. */
export interface FixedSolver {
  readonly method?: keyof typeof fixedSteps;
  readonly steps: number;
}

export interface Likelihood {
  /** ln p_0 of every row, in nats. */
  readonly logDensity: Float64Array;
  /** Where every row ends: its noise. */
  readonly latents: Batch;
  /** The integral of div v for every row: ln |det dx(1)/dx(0)|. */
  readonly logDeterminant: Float64Array;
  /** How often the field was asked. */
  readonly evaluations: number;
}

/** A point of every path: x at t, and the logarithm of how much its neighbourhood has grown since the start. */
export interface PathPoint {
  readonly t: number;
  readonly x: Batch;
  readonly logDeterminant: Float64Array;
  readonly evaluations: number;
}

/**
 * Paths of the probability-flow ODE with their log-determinants, reported at `times` (monotone, either way), the first of
 * which is where `x` stands. `solver.steps` is per interval. Each report is a copy.
 */
export function* flowPath(
  x: Batch,
  field: FlowField,
  times: ArrayLike<number>,
  solver: LikelihoodOptions['solver'] = {},
): Generator<PathPoint, void, void> {
  const n = count(x);
  const size = x.data.length;
  const y = new Float64Array(size + n);
  y.set(x.data);
  const [here, speed] = [zeros(n, x.dim), zeros(n, x.dim)];
  const spread = new Float64Array(n);
  const slope = (state: Float64Array, t: number, out: Float64Array) => {
    here.data.set(state.subarray(0, size));
    out.set(field.velocity(here, t, speed).data);
    out.set(field.divergence(here, t, spread), size);
  };
  let evaluations = 0;
  for (let i = 0; i < times.length; i++) {
    if (i > 0) {
      evaluations +=
        'steps' in solver
          ? fixedSteps[solver.method ?? 'rk4'].solve(slope, y, times[i - 1], times[i], solver.steps)
          : dormandPrince(slope, y, times[i - 1], times[i], solver);
    }
    yield { t: times[i], x: { data: y.slice(0, size), dim: x.dim }, logDeterminant: y.slice(size), evaluations };
  }
}

/** ln p_0 of every row of `x`. The error is the solver's, the field's and, with a Gaussian prior, the prior's. */
export function logLikelihood(
  x: Batch,
  field: FlowField,
  schedule: Schedule,
  options: LikelihoodOptions = {},
): Likelihood {
  const {
    solver,
    from = field.from,
    to = 1,
    prior = gaussianPrior(Math.hypot(schedule.alpha(to), schedule.sigma(to))),
  } = options;
  let end: PathPoint | undefined;
  for (const point of flowPath(x, field, [from, to], solver)) end = point;
  const { x: latents, logDeterminant, evaluations } = end!;
  const logDensity = prior(latents).map((log, row) => log + logDeterminant[row]);
  return { logDensity, latents, logDeterminant, evaluations };
}

/** ln N(x; 0, scale^2 I) of every row: what x is taken to be at t = 1, sqrt(alpha^2 + sigma^2) for data of unit variance. */
export function gaussianPrior(scale = 1): (x: Batch) => Float64Array {
  return ({ data, dim }) => {
    const constant = dim * (Math.log(scale) + Math.log(2 * Math.PI) / 2);
    return Float64Array.from({ length: data.length / dim }, (_, row) => {
      let squared = 0;
      for (let d = 0; d < dim; d++) squared += data[row * dim + d] ** 2;
      return -squared / (2 * scale * scale) - constant;
    });
  };
}

/**
 * Bits per dimension, -log p / (dim ln 2), of data counted in bins of width `bin`: a density becomes a probability by the
 * volume of a bin. With pixels of 256 levels scaled to [0, 1], `bin` is 1 / 256 and the value 8 higher than at 1; scaled to
 * [-1, 1], 1 / 128 (Theis et al. 2016, section 3.1, for why noise is added within the bin first).
 */
export function bitsPerDimension(logDensity: number, dim: number, { bin = 1 } = {}): number {
  return -logDensity / (dim * Math.LN2) - Math.log2(bin);
}
