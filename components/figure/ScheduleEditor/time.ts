/** Where a schedule spends its time: the density of log-SNR under uniform t. */
import type { Schedule } from '../../../src/core/schedule/index';

export interface TimeDensity {
  /** Log-SNR, falling: the order of time. */
  readonly logSnr: Float64Array;
  /** p(log-SNR) = 1 / |d log-SNR / dt| = sigma^2 / beta. */
  readonly density: Float64Array;
}

/** The density along the curve, exact at every point: nothing is counted. Infinite where the curve is flat. */
export function timeDensity(schedule: Schedule, n = 240): TimeDensity {
  // Denser near the ends, where log-SNR runs fast.
  const times = Array.from({ length: n + 1 }, (_, i) => (1 - Math.cos((Math.PI * i) / n)) / 2);
  const inside = times.filter((t) => Number.isFinite(schedule.logSnr(t)));
  return {
    logSnr: Float64Array.from(inside, (t) => schedule.logSnr(t)),
    density: Float64Array.from(inside, (t) => schedule.sigma(t) ** 2 / schedule.diffusion(t) ** 2),
  };
}

/** The share of time with log-SNR above 6, within 2 of zero, and below -6. */
export interface TimeShares {
  readonly clear: number;
  readonly middle: number;
  readonly lost: number;
}

export function timeShares(schedule: Schedule): TimeShares {
  const at = (logSnr: number) => schedule.timeOfLogSnr(logSnr);
  return { clear: at(6), middle: at(-2) - at(2), lost: 1 - at(-6) };
}
