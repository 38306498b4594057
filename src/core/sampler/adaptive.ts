/** Of a solver that chooses its steps: at less than this part of the way there is no progress in the digits of a number. */
export const LEAST_STEP = 1e-13;

/** What such a solver ends with where no step keeps its tolerance. */
export function gaveUp(sampler: string, at: string, after: string): Error {
  return new Error(`${sampler} stopped at ${at} with ${after} (expected a denoiser smooth enough for its tolerance)`);
}
