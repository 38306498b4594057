import type { Prediction, Weighting } from '../core/network';
import type { Schedule } from '../core/schedule/schedule';

/**
 * What one noise level asks of the network: its point is alpha x_0 + sigma epsilon, its target ca x_0 + ce epsilon. These
 * alpha and sigma are the schedule's times `scale`.
 */
export interface Level {
  /** 1 / sqrt(alpha^2 + sigma^2) of the schedule: what x_t is multiplied by before the network sees it. */
  readonly scale: number;
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

/**
 * c_in of Karras et al. 2022, table 1, with the data's variance taken as 1: whatever the schedule does to the length of
 * x_t (in the variance-exploding ones it grows to 50 or 80), the network sees points of the size that it was made for.
 * Where the schedule keeps the variance this is 1, exactly. With v as the target the rest is theirs too: `vPreconditioning`.
 */
export function inputScale(schedule: Schedule, t: number): number {
  const total = schedule.alpha(t) ** 2 + schedule.sigma(t) ** 2;
  return Math.abs(total - 1) < 1e-9 ? 1 : 1 / Math.sqrt(total);
}

export function level(schedule: Schedule, prediction: Prediction, weighting: Weighting, t: number): Level {
  const scale = inputScale(schedule, t);
  const alpha = scale * schedule.alpha(t);
  const sigma = scale * schedule.sigma(t);
  const [ca, ce] = prediction === 'epsilon' ? [0, 1] : prediction === 'x0' ? [1, 0] : [-sigma, alpha];
  return { scale, alpha, sigma, ca, ce, weight: weightAt(alpha, sigma, prediction, weighting) };
}

/**
 * The weight of the prediction's squared error: 1 for 'uniform'; for the others, what makes it the error of epsilon,
 * of x_0, or of x_0 times min(SNR, 5) (v: Salimans and Ho 2022, section 4).
 */
function weightAt(alpha: number, sigma: number, prediction: Prediction, weighting: Weighting): number {
  if (weighting === 'uniform') return 1;
  // (error of x_0 / error of the prediction) squared; the error of epsilon is that of x_0 times alpha / sigma. alpha^2 + sigma^2 = 1.
  const toX0 = prediction === 'x0' ? 1 : prediction === 'epsilon' ? (sigma / alpha) ** 2 : sigma ** 2;
  const snr = (alpha / sigma) ** 2;
  switch (weighting) {
    case 'x0':
      return Math.min(toX0, MOST);
    case 'epsilon':
      return prediction === 'epsilon' ? 1 : prediction === 'v' ? alpha ** 2 : Math.min(snr, MOST);
    case 'min-snr':
      if (prediction === 'epsilon') return Math.min(1, GAMMA / snr);
      if (prediction === 'v') return Math.min(alpha ** 2, GAMMA * toX0);
      return Math.min(snr, GAMMA);
  }
}
