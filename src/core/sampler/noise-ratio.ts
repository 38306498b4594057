import { copy, type Batch } from '../batch';
import { checkCourse } from './course';
import { noiseLevel, signalRate } from './level';
import type { SamplerInput, SamplerStep } from './sampler';

/**
 * The coordinates in which most solvers are written: y = x / alpha and the noise level sigma / alpha. There
 * y = x_0 + level epsilon (the "variance exploding" form; EDM's x and sigma), the probability-flow ODE is
 *
 *   dy / dlevel = (y - E[x_0 | y]) / level = epsilon(y, level)   (Karras et al. 2022, eq. 4 with s = 1),
 *
 * and the half log-SNR of the DPM-Solver papers is lambda = -ln level. Any schedule comes in by this door and leaves
 * by it.
 */
export interface NoiseRatio {
  /** Steps to take: one fewer than there are times. */
  readonly n: number;
  readonly times: ArrayLike<number>;
  /** sigma / alpha at each of the times. */
  readonly level: Float64Array;
  /** The state x / alpha: the sampler changes it in place. */
  readonly y: Float64Array;
  /** A new row of numbers as long as `y`. Ask before the loop, not in it. */
  readonly memory: () => Float64Array;
  /** E[x_0] given state `y` at time `t`, into `out`. Counts as one evaluation. */
  readonly denoise: (y: Float64Array, t: number, out: Float64Array) => void;
  /** The time at which the schedule has this noise level: for evaluations between the times. */
  readonly timeOf: (level: number) => number;
  /** sigma / alpha at a time. */
  readonly levelOf: (t: number) => number;
  /** alpha at a time, as it was divided by. */
  readonly signalAt: (t: number) => number;
  /** The state, back in the schedule's own x, as the result of step `i`. */
  readonly report: (i: number) => SamplerStep;
}

export function noiseRatio(input: SamplerInput): NoiseRatio {
  checkCourse(input);
  const { denoiser, schedule, times, x: start } = input;
  const x = copy(start);
  const y = start.data.slice();
  const { dim } = start;
  let denoised: Batch = x;
  let evaluations = 0;
  const levelOf = (t: number) => noiseLevel(schedule, t);
  scale(y, y, 1 / signalRate(schedule, times[0]));
  return {
    n: times.length - 1,
    times,
    level: Float64Array.from(times, levelOf),
    y,
    memory: () => new Float64Array(y.length),
    denoise(state, t, out) {
      scale(state, x.data, signalRate(schedule, t));
      denoised = { data: out, dim };
      denoiser.denoise(x, t, denoised);
      evaluations++;
    },
    levelOf,
    signalAt: (t) => signalRate(schedule, t),
    timeOf: (level) => schedule.timeOfLogSnr(-2 * Math.log(level)),
    report(i) {
      if (i === 0) x.data.set(start.data);
      else scale(y, x.data, signalRate(schedule, times[i]));
      return { i, t: times[i], x, denoised, evaluations };
    },
  };
}

function scale(from: Float64Array, to: Float64Array, factor: number): void {
  for (let j = 0; j < from.length; j++) to[j] = factor * from[j];
}
