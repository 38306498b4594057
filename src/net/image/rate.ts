/** How the learning rate goes. */
export interface RateSettings {
  /** The peak. */
  readonly learningRate: number;
  /** Steps of the linear rise. */
  readonly warmup: number;
  /** Steps from the start until the cosine fall to `RATE_FLOOR` of the peak ends; 0 keeps the peak. */
  readonly decaySteps: number;
}

/** Share of the peak that is left at the end (Loshchilov and Hutter 2017, eq. 5, without restarts). */
export const RATE_FLOOR = 0.02;

/** The rate of step k = 0, 1, …. */
export function imageRate(k: number, { learningRate, warmup, decaySteps }: RateSettings): number {
  const rise = warmup > 0 ? Math.min(1, (k + 1) / warmup) : 1;
  if (decaySteps === 0) return learningRate * rise;
  const gone = Math.min(1, Math.max(0, (k - warmup) / Math.max(1, decaySteps - warmup)));
  return learningRate * rise * (RATE_FLOOR + ((1 - RATE_FLOOR) * (1 + Math.cos(Math.PI * gone))) / 2);
}
