/** Share of the peak rate that is left when the decay ends: training goes on, quietly. */
export const RATE_FLOOR = 0.05;

/** Adam's constants (Kingma and Ba 2015). */
export const BETA_1 = 0.9;
export const BETA_2 = 0.999;
export const EPSILON = 1e-8;

/** The learning rate of step k = 0, 1, …: a linear rise over `warmup` steps, then a linear fall over `decaySteps`. */
export function rateAt(
  k: number,
  {
    learningRate,
    warmup,
    decaySteps,
  }: { readonly learningRate: number; readonly warmup: number; readonly decaySteps: number },
): number {
  const rise = warmup > 0 ? Math.min(1, (k + 1) / warmup) : 1;
  const gone = decaySteps > 0 ? Math.min(1, Math.max(0, (k + 1 - warmup) / decaySteps)) : 0;
  return learningRate * rise * (1 - gone * (1 - RATE_FLOOR));
}

/** How much of the average of weights is kept at step k. */
export function averageKept(k: number, emaDecay: number): number {
  return Math.min(emaDecay, (1 + k) / (10 + k));
}
