import type { SamplerEntry } from './entry';
import { type SingleStep3Options, singleStep3 } from './single-step-3';

/**
 * Lu et al. 2022, algorithm 2 (DPM-Solver-3, single-step): three evaluations a step. A step to no noise is infinite in
 * lambda and has no inner points; it is DPM-Solver-1's. The second inner point is at r_2 = 2/3 unless told otherwise: elsewhere the method is
 * of order 2, as only the last difference enters the result, unless all do (`taylor`). diffusers takes its inner points from
 * the grid and has midpoint weights for the second of them: another method, not offered here.
 */
export const dpmSolver3 = singleStep3('dpmSolver3', 'epsilon');

export const dpmSolver3Entry: SamplerEntry<SingleStep3Options> = {
  label: 'DPM-Solver-3',
  citation: 'lu2022',
  source: 'algorithm 2',
  order: 3,
  stochastic: false,
  evaluationsPerStep: 3,
  defaults: { r1: 1 / 3, r2: 2 / 3, solverType: 'dpmsolver' },
  sampler: dpmSolver3,
};
