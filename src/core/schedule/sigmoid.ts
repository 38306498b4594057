import type { Schedule } from './schedule';
import { variancePreserving } from './variance-preserving';

/**
 * alpha^2 is a piece of the logistic curve, from z = start / tau to end / tau, stretched to fall from 1 to 0:
 * Jabri et al. 2022, and Chen 2023, algorithm 1. A larger tau is closer to a straight line.
 * alpha would be 0 at t = 1; it is held at a log-SNR of -20 (see `LOG_SNR_MIN`).
 *
 * Differences of logistic values are written with sinh and cosh, exact where they cancel:
 * logistic(a) - logistic(b) = sinh((a - b) / 2) / (2 cosh(a / 2) cosh(b / 2)).
 */
export function sigmoid({ start = -3, end = 3, tau = 1 } = {}): Schedule {
  const first = start / tau;
  const last = end / tau;
  const span = last - first;
  const scale = Math.cosh(first / 2) / Math.sinh(span / 2);
  const z = (t: number) => first + span * t;
  return variancePreserving('sigmoid', {
    integral: (t) => -Math.log((scale * Math.sinh((span * (1 - t)) / 2)) / Math.cosh(z(t) / 2)),
    rate: (t) => (span / 2) * (1 / Math.tanh((span * (1 - t)) / 2) + Math.tanh(z(t) / 2)),
    time(integral) {
      // alpha^2 / scale = (e^(last/2) - e^(z - last/2)) / (e^z + 1), solved for z.
      const ratio = Math.exp(-integral) / scale;
      const z = Math.log((Math.exp(last / 2) - ratio) / (Math.exp(-last / 2) + ratio));
      return (z - first) / span;
    },
  });
}
