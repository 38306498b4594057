import type { Batch } from './batch';

/**
 * The one contract for a model, exact or learned: the mean of the data given a noised point,
 * E[x_0 | x_t]. epsilon, v and the score are views of it (`parameterization.ts`).
 */
export interface Denoiser {
  /** Writes E[x_0 | x_t = row] for every row of `x` into `out` (same shape, may not alias `x`) and returns `out`. */
  denoise(x: Batch, t: number, out: Batch): Batch;
}
