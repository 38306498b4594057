import type { Schedule } from '../schedule/schedule';
import { LOG_SNR_MIN } from '../schedule/variance-preserving';

/**
 * Below this alpha counts as none: a step's rounding grows like 1 / alpha. There alpha is taken to be e^-10, where the
 * schedules here are held. Tables of betas come down to 1e-5.
 */
const NO_SIGNAL = 1e-7;
const HELD = Math.exp(LOG_SNR_MIN / 2);

/** alpha, never 0. */
export function signalRate(schedule: Schedule, t: number): number {
  const alpha = schedule.alpha(t);
  return alpha < NO_SIGNAL ? HELD : alpha;
}

/** The noise level sigma / alpha, never infinite. */
export function noiseLevel(schedule: Schedule, t: number): number {
  return schedule.sigma(t) / signalRate(schedule, t);
}

/** The log-SNR, never -Infinity. */
export function finiteLogSnr(schedule: Schedule, t: number): number {
  return schedule.alpha(t) < NO_SIGNAL ? LOG_SNR_MIN : schedule.logSnr(t);
}
