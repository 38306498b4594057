import type { Prediction, Weighting } from '../core/network';
import type { Schedule } from '../core/schedule/schedule';

/** What one noise level asks of the network: x_t = alpha x_0 + sigma epsilon, target = ca x_0 + ce epsilon. */
export interface Level {
  readonly alpha: number;
  readonly sigma: number;
  readonly ca: number;
  readonly ce: number;
  /** Multiplies the squared error of the prediction. */
  readonly weight: number;
}

/** Largest weight used: the ratio of two errors diverges at one end of t, and would leave the rest unlearned. */
const MOST = 100;
/** gamma of min-SNR (Hang et al. 2023, section 3.4). */
const GAMMA = 5;

export function level(schedule: Schedule, prediction: Prediction, weighting: Weighting, t: number): Level {
  const alpha = schedule.alpha(t);
  const sigma = schedule.sigma(t);
  const [ca, ce] = prediction === 'epsilon' ? [0, 1] : prediction === 'x0' ? [1, 0] : [-sigma, alpha];
  return { alpha, sigma, ca, ce, weight: weightAt(alpha, sigma, prediction, weighting) };
}

/**
 * The weight of the prediction's squared error: 1 for 'uniform'; for the others, what makes it the error of epsilon,
 * of x_0, or of x_0 times min(SNR, 5) (v: Salimans and Ho 2022, section 4).
 */
function weightAt(alpha: number, sigma: number, prediction: Prediction, weighting: Weighting): number {
  if (weighting === 'uniform') return 1;
  // (error of x_0 / error of the prediction) squared; the error of epsilon is that of x_0 times alpha / sigma.
  const both = alpha * alpha + sigma * sigma;
  const toX0 = prediction === 'x0' ? 1 : prediction === 'epsilon' ? (sigma / alpha) ** 2 : (sigma / both) ** 2;
  const snr = (alpha / sigma) ** 2;
  switch (weighting) {
    case 'x0':
      return Math.min(toX0, MOST);
    case 'epsilon':
      return prediction === 'epsilon' ? 1 : prediction === 'v' ? (alpha / both) ** 2 : Math.min(snr, MOST);
    case 'min-snr':
      if (prediction === 'epsilon') return Math.min(1, GAMMA / snr);
      if (prediction === 'v') return Math.min((alpha / both) ** 2, GAMMA * toX0);
      return Math.min(snr, GAMMA);
  }
}
