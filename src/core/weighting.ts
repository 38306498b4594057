import type { Prediction } from './network';

/**
 * Weights over noise levels, as functions of snr = alpha^2 / sigma^2. Each multiplies the squared error of what is
 * predicted. The errors are one another's multiples, |x_0|^2 : |epsilon|^2 : |v|^2 = 1 : snr : snr + 1 (where
 * alpha^2 + sigma^2 = 1), so a weight of one is a weight of any other: `weightOf`.
 */
export function weightOf(prediction: Prediction, x0Weight: number, snr: number): number {
  switch (prediction) {
    case 'x0':
      return x0Weight;
    case 'epsilon':
      return x0Weight / snr;
    case 'v':
      return x0Weight / (snr + 1);
  }
}

/** Min-SNR-gamma, min(snr, gamma) on the error of x_0 (Hang et al. 2023, section 3.4; gamma = 5 there). */
export function minSnr(prediction: Prediction, snr: number, { gamma = 5 } = {}): number {
  return weightOf(prediction, Math.min(snr, gamma), snr);
}

/** Truncated SNR, max(snr, 1) on the error of x_0 (Salimans and Ho 2022, section 4). */
export function truncatedSnr(prediction: Prediction, snr: number): number {
  return weightOf(prediction, Math.max(snr, 1), snr);
}

/** P2, 1 / (k + snr)^gamma on the error of epsilon: less weight where only fine detail is left (Choi et al. 2022). */
export function p2(prediction: Prediction, snr: number, { gamma = 1, k = 1 } = {}): number {
  return weightOf(prediction, snr / (k + snr) ** gamma, snr);
}

/**
 * Karras et al. 2022, table 1 (loss weighting): (sigma^2 + sigmaData^2) / (sigma sigmaData)^2 on the error of x_0 at alpha = 1,
 * the weight at which the raw network's target counts the same at every noise level.
 */
export function edmWeight(sigma: number, { sigmaData = 0.5 } = {}): number {
  return (sigma * sigma + sigmaData * sigmaData) / (sigma * sigmaData) ** 2;
}

/** The noise level of a training example in EDM: ln sigma is normal (Karras et al. 2022, section 5). `z` is a standard normal. */
export function edmTrainingSigma(z: number, { mean = -1.2, deviation = 1.2 } = {}): number {
  return Math.exp(mean + deviation * z);
}

/** Soft min-SNR on the error of the raw network's target: snr-weighting bent off smoothly (Crowson et al. 2024). */
export function softMinSnr(sigma: number, { sigmaData = 0.5 } = {}): number {
  return ((sigma * sigmaData) / (sigma * sigma + sigmaData * sigmaData)) ** 2;
}
