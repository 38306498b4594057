/** The process, the data and the times that walkers are taken through. */
import { batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { mixture, type Mixture } from '../../../src/core/data/mixture';
import { makeSchedule, scheduleDefaults, type Schedule } from '../../../src/core/schedule/index';
import { stepChoices, type SdeSettings } from './settings';

const schedules: Readonly<Record<SdeSettings['process'], Schedule>> = {
  vp: makeSchedule(scheduleDefaults.linear),
  'sub-vp': makeSchedule(scheduleDefaults['sub-vp']),
  ve: makeSchedule(scheduleDefaults.ve),
  flow: makeSchedule(scheduleDefaults.flow),
};

const lines: Readonly<Record<SdeSettings['line'], Mixture>> = {
  two: mixture({ weights: [0.35, 0.65], means: batch([-1.5, 1.1], 1), scales: [0.25, 0.3] }),
  three: mixture({ weights: [0.3, 0.25, 0.45], means: batch([-1.8, 0.1, 1.5], 1), scales: [0.25, 0.2, 0.3] }),
};

const planes: Readonly<Record<SdeSettings['plane'], Mixture>> = {
  eight: eightGaussians(),
  three: mixture({
    weights: [0.2, 0.3, 0.5],
    means: batch([-1.8, 1.3, -0.4, -1.7, 1.7, 0.9], 2),
    scales: [0.3, 0.3, 0.4],
  }),
};

export function scheduleOf({ process }: Pick<SdeSettings, 'process'>): Schedule {
  return schedules[process];
}

export function dataOf({ mode, line, plane }: Pick<SdeSettings, 'mode' | 'line' | 'plane'>): Mixture {
  return mode === 'plane' ? planes[plane] : lines[line];
}

export function dimOf({ mode }: Pick<SdeSettings, 'mode'>): 1 | 2 {
  return mode === 'plane' ? 2 : 1;
}

/** Whether time runs from data to noise. */
export function isForward({ mode, direction }: Pick<SdeSettings, 'mode' | 'direction'>): boolean {
  return mode === 'bridge' || direction === 'forward';
}

/** Steps of the finest course; the others visit every so many of its times. */
export const fineSteps = stepChoices[stepChoices.length - 1];
/** States kept of a walk, beside its start: those of longer ones are thinned. */
const mostKept = 100;
/** The straight-line process as an SDE has infinite drift and noise at t = 1, so it is walked from, or to, here. */
const flowEnd = 0.99;

/**
 * From noise to data. Even in t, but for `flow`: its drift and noise grow like 1 / (1 - t), so its times are even in
 * log-SNR, where the pull of the score is as strong at every step; the last one goes to t = 0.
 */
function fineTimes(process: SdeSettings['process']): Float64Array {
  if (process !== 'flow') return Float64Array.from({ length: fineSteps + 1 }, (_, j) => 1 - j / fineSteps);
  const { logSnr, timeOfLogSnr } = schedules.flow;
  const low = logSnr(flowEnd);
  const times = Float64Array.from({ length: fineSteps + 1 }, (_, j) =>
    timeOfLogSnr(low * (1 - (2 * j) / (fineSteps - 1))),
  );
  times[0] = flowEnd;
  times[fineSteps] = 0;
  return times;
}

export interface Course {
  /** Every time of the finest course, in the order walked. */
  readonly fine: Float64Array;
  /** Fine steps to one step. */
  readonly stride: number;
  readonly steps: number;
  /** Steps between two states that are kept. */
  readonly keep: number;
  /** The times of the states kept, in the order walked. */
  readonly kept: readonly number[];
}

export function courseOf(s: Pick<SdeSettings, 'mode' | 'direction' | 'process' | 'steps'>): Course {
  const down = fineTimes(s.process);
  const fine = isForward(s) ? down.reverse() : down;
  const stride = fineSteps / s.steps;
  const keep = Math.max(1, s.steps / mostKept);
  const kept = Array.from({ length: s.steps / keep + 1 }, (_, k) => fine[k * keep * stride]);
  return { fine, stride, steps: s.steps, keep, kept };
}

/** The state kept whose time is nearest to the one asked for. */
export function shownIndex(kept: readonly number[], t: number): number {
  return kept.reduce((best, time, k) => (Math.abs(time - t) < Math.abs(kept[best] - t) ? k : best), 0);
}

/** What x_t is divided by to be shown: 1 for all t under VP, and what keeps noise and data on one page under VE. */
export function scaleAt(schedule: Schedule, t: number): number {
  return Math.hypot(schedule.alpha(t), schedule.sigma(t));
}
