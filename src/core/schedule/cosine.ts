import type { Schedule } from './schedule';
import { variancePreserving } from './variance-preserving';

/**
 * alpha(t) = cos(theta(t)) / cos(theta(0)), theta(t) = (pi / 2) (t + s) / (1 + s): Nichol and Dhariwal 2021, eq. 17.
 * alpha would be 0 at t = 1; it is held at a log-SNR of -20 (see `LOG_SNR_MIN`).
 */
export function cosine({ s = 0.008 } = {}): Schedule {
  const speed = Math.PI / 2 / (1 + s);
  const start = Math.cos(speed * s);
  return variancePreserving('cosine', {
    integral: (t) => -2 * Math.log(Math.cos(speed * (t + s)) / start),
    rate: (t) => 2 * speed * Math.tan(speed * (t + s)),
    time(integral) {
      const logCosine = Math.log(start) - integral / 2;
      return Math.atan2(Math.sqrt(-Math.expm1(2 * logCosine)), Math.exp(logCosine)) / speed - s;
    },
  });
}
