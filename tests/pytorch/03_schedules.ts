import { cosine, linear, scaledLinear, sigmoid, type Schedule } from '../../src/core/schedule/index';

/** The table of chapter 3, from the schedules and their inverses. */
export function expected(): Record<string, Record<string, number>> {
  return { linear: row(linear()), scaled_linear: row(scaledLinear()), cosine: row(cosine()), sigmoid: row(sigmoid()) };
}

/** The script counts a million times. */
export const tolerance = 1e-7;
export const tolerances = { share_middle: 2e-6, share_noise: 2e-6 };

function row(schedule: Schedule): Record<string, number> {
  return {
    alpha_bar_half: schedule.alpha(0.5) ** 2,
    log_snr_end: schedule.logSnr(1),
    share_middle: schedule.timeOfLogSnr(-2) - schedule.timeOfLogSnr(2),
    share_noise: schedule.logSnr(1) > -6 ? 0 : 1 - schedule.timeOfLogSnr(-6),
  };
}
