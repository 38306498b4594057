import type { Schedule } from './schedule';
import { varianceExploding } from './variance-exploding';

/**
 * sigma(t) = sigmaMin (sigmaMax / sigmaMin)^t: a geometric rise (Song et al. 2021, appendix C, the continuous form of
 * the noise levels of Song and Ermon 2019). At t = 0 the noise is sigmaMin, not 0.
 * Throws `RangeError` unless 0 < sigmaMin < sigmaMax and sigmaMax > 1.
 */
export function ve({ sigmaMin = 0.01, sigmaMax = 50 } = {}): Schedule {
  if (!(sigmaMin > 0 && sigmaMin < sigmaMax)) {
    throw new RangeError(`ve schedule from sigma ${sigmaMin} to ${sigmaMax} (expected 0 < sigmaMin < sigmaMax)`);
  }
  const steepness = Math.log(sigmaMax / sigmaMin);
  const sigma = (t: number) => sigmaMin * Math.exp(steepness * t);
  return varianceExploding('ve', {
    sigma,
    rate: (t) => steepness * sigma(t),
    time: (noise) => Math.log(noise / sigmaMin) / steepness,
  });
}
