import type { Schedule } from './schedule';
import { varianceExploding } from './variance-exploding';
import { preservesVariance, variancePreserving } from './variance-preserving';

/**
 * A schedule for `size`, made of one that suits `reference` (pixels along a side; only their quotient counts):
 *
 *   logSnr'(t) = logSnr(t) + 2 ln(reference / size)       Hoogeboom et al. 2023 ("simple diffusion"), section 3.1
 *
 * A larger picture of the same thing has more pixels that say the same, and averaging them takes noise away: with
 * k = size / reference, sigma / alpha is k times as large, to hide as much. The normalisation stays the base's:
 *
 * - alpha^2 + sigma^2 = 1: alpha'^2 is the logistic function of the shifted log-SNR;
 * - alpha = 1: sigma' = k sigma;
 * - alpha + sigma = 1 (flow): t' = k t / (1 + (k - 1) t), as in Esser et al. 2024, eq. 23.
 *
 * Throws `RangeError` for another normalisation, a size that is not positive, or where t = 1 keeps more signal than noise.
 */
export function shifted(base: Schedule, { reference = 64, size = 64 } = {}): Schedule {
  const k = size / reference;
  if (!(k > 0 && k < Infinity))
    throw new RangeError(`schedule shift from ${reference} to ${size} (expected positive sizes)`);
  const holds = (rule: (alpha: number, sigma: number) => number) =>
    [0.01, 0.25, 0.5, 0.9].every((t) => Math.abs(rule(base.alpha(t), base.sigma(t)) - 1) < 1e-9);
  if (preservesVariance(base)) return shiftedPreserving(base, k);
  if (holds((alpha) => alpha)) {
    return varianceExploding('shifted', {
      sigma: (t) => k * base.sigma(t),
      rate: (t) => k * base.dSigma(t),
      time: (sigma) => base.timeOfLogSnr(-2 * Math.log(sigma / k)),
    });
  }
  if (holds((alpha, sigma) => alpha + sigma)) return warped(base, k);
  throw new RangeError(
    `shift of the ${base.name} schedule (expected alpha^2 + sigma^2 = 1, alpha = 1 or alpha + sigma = 1)`,
  );
}

function shiftedPreserving(base: Schedule, k: number): Schedule {
  /** (sigma / alpha)^2 of the base. */
  const ratio = (t: number) => Math.exp(-base.logSnr(t));
  return variancePreserving('shifted', {
    integral: (t) => Math.log1p(k * k * ratio(t)),
    // B = ln(1 + ratio) and B' = ln(1 + k^2 ratio), so dB' / dB = k^2 (1 + ratio) / (1 + k^2 ratio).
    rate: (t) => (base.diffusion(t) ** 2 * k * k * (1 + ratio(t))) / (1 + k * k * ratio(t)),
    time(integral) {
      const logSnr = 2 * Math.log(k) - Math.log(Math.expm1(integral));
      return logSnr < base.logSnr(1) ? 1 : base.timeOfLogSnr(logSnr);
    },
  });
}

/** The base at another time, t' = k t / (1 + (k - 1) t). */
function warped(base: Schedule, k: number): Schedule {
  const inside = (t: number) => Math.min(Math.max(t, 0), 1);
  const at = (t: number) => (k * inside(t)) / (1 + (k - 1) * inside(t));
  const speed = (t: number) => (t < 0 || t > 1 ? 0 : k / (1 + (k - 1) * t) ** 2);
  return {
    name: 'shifted',
    alpha: (t) => base.alpha(at(t)),
    sigma: (t) => base.sigma(at(t)),
    dAlpha: (t) => base.dAlpha(at(t)) * speed(t),
    dSigma: (t) => base.dSigma(at(t)) * speed(t),
    logSnr: (t) => base.logSnr(at(t)),
    timeOfLogSnr(logSnr) {
      const t = base.timeOfLogSnr(logSnr);
      return t / (k - (k - 1) * t);
    },
    drift: (t) => base.drift(at(t)) * speed(t),
    diffusion: (t) => base.diffusion(at(t)) * Math.sqrt(speed(t)),
  };
}
