/**
 * One step back in one dimension: where was x_s, given x_t? The data are a mixture of two Gaussians, so the answer,
 * p(x_s | x_t), is known exactly; a sampler draws from a Gaussian instead.
 */
import { batch } from '../../../src/core/batch';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { posterior } from '../../../src/core/process/posterior';
import { moments, reverseConditional } from '../../../src/core/process/reverse';
import { makeSchedule, scheduleDefaults, type Schedule } from '../../../src/core/schedule/index';
import { choice, number, schema, type SettingsOf } from '../../../src/core/schema';

export const posteriorSchema = schema({
  /** The observed x_t. */
  x: number(0.3, { min: -2.5, max: 2.5 }),
  t: number(0.6, { min: 0.05, max: 0.99 }),
  /** Length of the step back: s = t - step. */
  step: number(0.3, { min: 0.002, max: 0.98 }),
  schedule: choice(['linear', 'cosine', 'sigmoid'], 'cosine'),
  /** The clean point that q(x_s | x_t, x_0) is told. */
  x0: number(1.1, { min: -2.5, max: 2.5 }),
});

export type PosteriorSettings = SettingsOf<typeof posteriorSchema>;

/** The data: two humps of unequal weight, mean 0 and variance 1. */
export const data: Mixture = twoHumps();

function twoHumps(): Mixture {
  const weights = [0.6, 0.4];
  const scale = 0.28;
  // Means m and -1.5 m have weighted mean 0; unit variance then fixes m.
  const m = Math.sqrt((1 - scale * scale) / (0.6 + 0.4 * 1.5 * 1.5));
  return mixture({ weights, means: batch([-m, 1.5 * m], 1), scales: [scale, scale] });
}

export interface OneStep {
  readonly s: number;
  readonly t: number;
  readonly schedule: Schedule;
  /** p(x_s | x_t = x): a mixture. */
  readonly exact: Mixture;
  /** Mean and standard deviation of the Gaussian with the same moments. */
  readonly mean: number;
  readonly deviation: number;
  /** q(x_s | x_t, x_0) for the chosen x_0. */
  readonly told: { readonly mean: number; readonly deviation: number };
  /** E[x_0 | x_t]. */
  readonly guess: number;
  /** KL(p(x_s | x_t) || Gaussian of the same moments), in nats: 0 when the step is Gaussian. */
  readonly divergence: number;
}

export function oneStep({ x, t, step, schedule: kind, x0 }: PosteriorSettings): OneStep {
  const schedule = makeSchedule(scheduleDefaults[kind]);
  const s = Math.max(0.001, t - step);
  const xt = batch([x], 1);
  const exact = reverseConditional(data, schedule, xt, s, t);
  const {
    mean: [mean],
    variance: [variance],
  } = moments(exact);
  const q = posterior(schedule, s, t);
  return {
    s,
    t,
    schedule,
    exact,
    mean,
    deviation: Math.sqrt(variance),
    told: { mean: q.noised * x + q.data * x0, deviation: Math.sqrt(q.variance) },
    guess: data.denoise(xt, schedule.alpha(t), schedule.sigma(t)).data[0],
    divergence: divergenceFromGaussian(exact, mean, Math.sqrt(variance)),
  };
}

/** Density of a 1-D mixture at many places. */
export function densityOf(p: Mixture, xs: Float64Array): Float64Array {
  return p.logDensity(batch(xs, 1), 1, 0).map(Math.exp);
}

/** Density of p_t, the noised data at time t. */
export function marginal(schedule: Schedule, t: number, xs: Float64Array): Float64Array {
  return data.logDensity(batch(xs, 1), schedule.alpha(t), schedule.sigma(t)).map(Math.exp);
}

export function normalDensity(mean: number, deviation: number, xs: Float64Array): Float64Array {
  return xs.map((x) => Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI)));
}

/**
 * KL(p || N(mean, deviation^2)) by the trapezoid rule over +-12 deviations: the integrand is smooth and vanishes at the ends,
 * so 2,000 intervals give it to about 1e-9.
 */
export function divergenceFromGaussian(p: Mixture, mean: number, deviation: number): number {
  const n = 2001;
  const width = (24 * deviation) / (n - 1);
  const xs = Float64Array.from({ length: n }, (_, i) => mean - 12 * deviation + i * width);
  const logP = p.logDensity(batch(xs, 1), 1, 0);
  const constant = -Math.log(deviation * Math.sqrt(2 * Math.PI));
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (logP[i] < -700) continue;
    const logN = constant - ((xs[i] - mean) / deviation) ** 2 / 2;
    sum += Math.exp(logP[i]) * (logP[i] - logN) * width;
  }
  return Math.max(0, sum);
}

/** The divergence against the length of the step, at the present x and t: what shrinks as steps do. */
export function divergenceCurve(settings: PosteriorSettings): {
  readonly steps: Float64Array;
  readonly divergences: Float64Array;
} {
  const longest = settings.t - 0.002;
  const steps = Float64Array.from({ length: 40 }, (_, i) => 0.004 * (longest / 0.004) ** (i / 39));
  const divergences = steps.map((step) => oneStep({ ...settings, step }).divergence);
  return { steps, divergences };
}
