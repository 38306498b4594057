import type { Schedule } from './schedule';
import { variancePreserving } from './variance-preserving';

/**
 * sqrt(beta) is linear in t: the schedule of latent diffusion (Rombach et al. 2022, released configurations), whose
 * 0.00085 … 0.012 over a thousand steps is 0.85 … 12 here.
 */
export function scaledLinear({ betaMin = 0.85, betaMax = 12 } = {}): Schedule {
  const root = Math.sqrt(betaMin);
  const slope = Math.sqrt(betaMax) - root;
  return variancePreserving('scaled-linear', {
    integral: (t) => t * (betaMin + slope * t * (root + (slope * t) / 3)),
    rate: (t) => (root + slope * t) ** 2,
    time(integral) {
      const there = Math.cbrt(root ** 3 + 3 * slope * integral); // sqrt(beta) at the time sought
      return (3 * integral) / (there * there + there * root + betaMin);
    },
  });
}
