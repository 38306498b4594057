import type { Schedule } from './schedule';
import { varianceExploding } from './variance-exploding';

/**
 * The process of Karras et al. 2022: alpha = 1, and time is the noise itself, sigma(t) = t there (table 1). This book's t
 * is in [0, 1], and the map to sigma is their ladder of noise levels, eq. 5, made continuous:
 *
 *   sigma(t) = (sigmaMin^(1/rho) + t (sigmaMax^(1/rho) - sigmaMin^(1/rho)))^rho.
 *
 * So equal steps of t from 1 to 0 are the steps of that paper (0.002 to 80 with rho = 7), except that the step from
 * sigmaMin to 0 is not taken. With `sigmaMin: 0, rho: 1` sigma is sigmaMax t and reaches 0; then a time is a sigma in
 * units of sigmaMax. The map changes which t is which level, never the paths: those depend on sigma alone.
 * Throws `RangeError` unless 0 <= sigmaMin < sigmaMax, sigmaMax > 1 and rho >= 1.
 */
export function edm({ sigmaMin = 0.002, sigmaMax = 80, rho = 7 } = {}): Schedule {
  if (!(sigmaMin >= 0 && sigmaMin < sigmaMax)) {
    throw new RangeError(`edm schedule from sigma ${sigmaMin} to ${sigmaMax} (expected 0 <= sigmaMin < sigmaMax)`);
  }
  if (!(rho >= 1)) throw new RangeError(`edm schedule with rho ${rho} (expected 1 or more)`);
  const first = sigmaMin ** (1 / rho);
  const slope = sigmaMax ** (1 / rho) - first;
  return varianceExploding('edm', {
    sigma: (t) => (first + slope * t) ** rho,
    rate: (t) => rho * slope * (first + slope * t) ** (rho - 1),
    time: (noise) => (noise ** (1 / rho) - first) / slope,
  });
}
