import { monotoneCubic } from './monotone';
import type { Knot, Schedule } from './schedule';
import { LOG_SNR_MIN, variancePreserving } from './variance-preserving';

/** Log-SNR of a drawn schedule is clamped to this range: sigma and alpha at least e^-10, about 4.5e-5. */
export const DRAWN_RANGE = { min: LOG_SNR_MIN, max: -LOG_SNR_MIN } as const;

/**
 * Log-SNR through the reader's knots by monotone cubic interpolation; alpha^2 = logistic(log-SNR) (Kingma et al.
 * 2021, section 3.1). Knots may come in any order. Throws `RangeError` unless there are at least two, at different
 * times, the first at t = 0 and the last at t = 1, log-SNR never rises, and t = 1 has more noise than signal.
 */
export function drawn({ knots }: { readonly knots: readonly Knot[] }): Schedule {
  if (knots.length < 2) throw new RangeError(`drawn schedule has ${knots.length} knots (expected at least 2)`);
  for (const [t, logSnr] of knots) {
    if (!Number.isFinite(t) || !Number.isFinite(logSnr)) {
      throw new RangeError(`drawn schedule has a knot at (${t}, ${logSnr}) (expected finite numbers)`);
    }
  }
  const sorted = [...knots].sort((a, b) => a[0] - b[0]);
  const times = sorted.map(([t]) => t);
  const heights = sorted.map(([, logSnr]) => Math.min(Math.max(logSnr, DRAWN_RANGE.min), DRAWN_RANGE.max));
  if (times[0] !== 0 || times[times.length - 1] !== 1) {
    throw new RangeError(`drawn schedule spans t = ${times[0]} to ${times.at(-1)} (expected 0 to 1)`);
  }
  for (let i = 1; i < times.length; i++) {
    if (times[i] === times[i - 1]) {
      throw new RangeError(`drawn schedule has two knots at t = ${times[i]} (expected one)`);
    }
    if (heights[i] > heights[i - 1]) {
      throw new RangeError(
        `drawn schedule rises from log-SNR ${heights[i - 1]} at t = ${times[i - 1]}` +
          ` to ${heights[i]} at t = ${times[i]} (expected it never to rise)`,
      );
    }
  }

  const curve = monotoneCubic(times, heights);
  return variancePreserving('drawn', {
    integral: (t) => Math.log1p(Math.exp(-curve.at(t))),
    rate: (t) => -curve.slope(t) / (1 + Math.exp(curve.at(t))),
    time: (integral) => curve.inverse(-Math.log(Math.expm1(integral))),
  });
}
