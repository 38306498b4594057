/**
 * One way to sample, as plain data: which sampler, over which times, from which noise. The page runs it on an exact score
 * and the worker on a network, with this very code, so that both can be held against each other.
 */
import { batch, count as rows, type Batch } from '../../../core/batch';
import type { Denoiser } from '../../../core/denoiser';
import { normalBatch, random } from '../../../core/random';
import { samplers, type Sampler, type SamplerName } from '../../../core/sampler/index';
import { karrasTimes, logSnrTimes, quadraticTimes, uniformTimes } from '../../../core/sampler/times';
import { makeSchedule, type Schedule, type ScheduleSpec } from '../../../core/schedule/index';

export const grids = ['uniform', 'quadratic', 'log-snr', 'karras'] as const;
/** How the times of the steps are spread from noise to data. */
export type Grid = (typeof grids)[number];

export interface SampleSpec {
  readonly sampler: SamplerName;
  readonly schedule: ScheduleSpec;
  readonly grid: Grid;
  readonly steps: number;
  /** The noise ratio sigma / alpha at the last time above 0. */
  readonly least: number;
  /** Whether the last step goes on from there (evenly spaced times: at once) to t = 0. */
  readonly zero: boolean;
  /** Points in the plane, and the seed of their noise and of what the sampler draws. */
  readonly count: number;
  readonly seed: number;
  /** Keep the states along the way; else the last alone. */
  readonly path: boolean;
}

/** What a sampler made: states at times, one block of `count` points each. */
export interface Sampled {
  readonly times: Float64Array;
  /** Denoiser calls spent when each state was reached. */
  readonly evaluations: Float64Array;
  readonly states: Float64Array;
  /** Spent in it, where a worker did it. */
  readonly milliseconds?: number;
}

/** Log-SNR where sampling starts at the latest: below, schedules differ in how they run out and in nothing else. */
const start = -10.5;
/** The first time above 0, for a schedule that has noise left at 0. */
const earliest = 1e-9;

/** The times of `steps` steps. */
export function gridTimes(
  { grid, steps, least, zero }: Pick<SampleSpec, 'grid' | 'steps' | 'least' | 'zero'>,
  schedule: Schedule,
): Float64Array {
  const from = schedule.logSnr(1) >= start ? 1 : schedule.timeOfLogSnr(start);
  const to = Math.max(earliest, schedule.timeOfLogSnr(-2 * Math.log(least)));
  switch (grid) {
    case 'uniform':
      return uniformTimes(steps, { from, to: zero ? 0 : to });
    case 'quadratic':
      return quadraticTimes(steps, { from, to: zero ? 0 : to });
    case 'log-snr':
      return logSnrTimes(schedule, steps, { from, to, zero });
    case 'karras':
      return karrasTimes(schedule, steps, { from, to, zero });
  }
}

/** The noise that a seed stands for, as x at the first time. */
export function startingNoise(
  { count, seed }: Pick<SampleSpec, 'count' | 'seed'>,
  schedule: Schedule,
  t: number,
): Batch {
  const x = normalBatch(count, 2, random(seed));
  const sigma = schedule.sigma(t);
  for (let i = 0; i < x.data.length; i++) x.data[i] *= sigma;
  return x;
}

/** Samples. Yields after every step, so that whoever runs it can let messages in; returns what was kept. */
export function* sampling(
  spec: SampleSpec,
  denoiser: Denoiser,
  times?: Float64Array,
  from?: Batch,
): Generator<void, Sampled, void> {
  const schedule = makeSchedule(spec.schedule);
  const at = times ?? gridTimes(spec, schedule);
  const x = from ?? startingNoise(spec, schedule, at[0]);
  const { sampler, defaults } = samplers[spec.sampler] as {
    readonly sampler: Sampler<object>;
    readonly defaults: object;
  };
  const size = x.data.length;
  const kept = spec.path ? at.length : 1;
  const states = new Float64Array(kept * size);
  const evaluations = new Float64Array(kept);
  for (const step of sampler({
    ...defaults,
    denoiser,
    schedule,
    times: at,
    x,
    random: random(spec.seed).split('sampler'),
  })) {
    const k = spec.path ? step.i : 0;
    states.set(step.x.data, k * size);
    evaluations[k] = step.evaluations;
    yield;
  }
  return { times: spec.path ? at : at.slice(-1), evaluations, states };
}

/** State `k` of what was sampled; the last by default. Shares its memory. */
export function stateOf({ states, times }: Sampled, k = times.length - 1): Batch {
  const size = states.length / times.length;
  return batch(states.subarray(k * size, (k + 1) * size), 2);
}

/**
 * A denoiser that knows one schedule, as a denoiser under another: the two agree at equal log-SNR once x is brought to
 * the same scale (Karras et al. 2022, section 2). Beyond the first schedule's noise levels its nearest one is used.
 */
export function retimed(denoiser: Denoiser, of: Schedule, schedule: Schedule): Denoiser {
  let scaled = batch(new Float64Array(0), 2);
  return {
    denoise(x, t, out) {
      if (scaled.data.length !== x.data.length) scaled = { data: new Float64Array(x.data.length), dim: x.dim };
      const own = of.timeOfLogSnr(schedule.logSnr(t));
      // By the noise at high levels and by the signal at low ones: the other of the two may vanish.
      const factor = schedule.logSnr(t) < 0 ? of.sigma(own) / schedule.sigma(t) : of.alpha(own) / schedule.alpha(t);
      for (let i = 0; i < x.data.length; i++) scaled.data[i] = factor * x.data[i];
      return denoiser.denoise(scaled, own, out);
    },
  };
}

/** Mean over the points of the distance from `x` to `y`. */
export function meanDistance(x: Batch, y: Batch): number {
  let sum = 0;
  for (let i = 0; i < x.data.length; i += 2) sum += Math.hypot(x.data[i] - y.data[i], x.data[i + 1] - y.data[i + 1]);
  return sum / rows(x);
}
