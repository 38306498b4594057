import type { Schedule } from './schedule';
import { LOG_SNR_MIN } from './variance-preserving';

/**
 * alpha = 1 - t, sigma = t: the straight line from data to noise of flow matching with independent pairs (Lipman et al.
 * 2023, section 4.1; Liu et al. 2023, eq. 1; their time runs the other way). As an SDE with these marginals,
 *
 *   f = -1 / (1 - t),   g^2 = 2 t / (1 - t).
 *
 * Both grow without bound at t = 1, where alpha would be 0. So alpha is never below e^-10 (a log-SNR of -20, as in
 * `LOG_SNR_MIN`), which only times above 0.99995 can tell; the derivatives stay those of the straight line, -1 and 1, so
 * that the velocity sigma' epsilon + alpha' x_0 = epsilon - x_0 holds to the end. `t` is clamped to [0, 1].
 */
export function flow(): Schedule {
  const least = Math.exp(LOG_SNR_MIN / 2);
  const sigma = (t: number) => Math.min(Math.max(t, 0), 1);
  const alpha = (t: number) => Math.max(1 - sigma(t), least);
  return {
    name: 'flow',
    alpha,
    sigma,
    dAlpha: (t) => (t < 0 || t > 1 ? 0 : -1),
    dSigma: (t) => (t < 0 || t > 1 ? 0 : 1),
    logSnr: (t) => 2 * Math.log(alpha(t) / sigma(t)),
    timeOfLogSnr(logSnr) {
      const t = 1 / (1 + Math.exp(logSnr / 2));
      return t <= 1 - least ? t : Math.min(least * Math.exp(-logSnr / 2), 1);
    },
    drift: (t) => (t < 0 || t > 1 ? 0 : -1 / alpha(t)),
    diffusion: (t) => (t < 0 || t > 1 ? 0 : Math.sqrt(2 * sigma(t) * (1 + sigma(t) / alpha(t)))),
  };
}
