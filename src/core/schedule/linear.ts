import type { Schedule } from './schedule';
import { variancePreserving } from './variance-preserving';

/**
 * beta(t) = betaMin + t (betaMax - betaMin): Ho et al. 2020, section 4, in the continuous form of Song et al. 2021,
 * appendix C. DDPM's 0.0001 … 0.02 over a thousand steps is 0.1 … 20 here.
 */
export function linear({ betaMin = 0.1, betaMax = 20 } = {}): Schedule {
  const slope = betaMax - betaMin;
  return variancePreserving('linear', {
    integral: (t) => betaMin * t + (slope * t * t) / 2,
    rate: (t) => betaMin + slope * t,
    time: (integral) => (2 * integral) / (betaMin + Math.sqrt(betaMin * betaMin + 2 * slope * integral)),
  });
}
