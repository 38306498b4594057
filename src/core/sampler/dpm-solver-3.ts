import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice, checkRange } from './options';
import type { Sampler } from './sampler';
import { singleStep, solverTypes, type SolverType } from './single-step';

export interface DpmSolver3Options {
  /** The inner points along the step in lambda: 0 < r1 < r2 <= 1. */
  readonly r1?: number;
  readonly r2?: number;
  readonly solverType?: SolverType;
}

/**
 * Lu et al. 2022, algorithm 2 (DPM-Solver-3, single-step): three evaluations a step. A step to no noise is infinite in
 * lambda and has no inner points; it is DPM-Solver-1's. The second inner point is at r_2 = 2/3: elsewhere the method is
 * of order 2, as only the last difference enters the result, unless all do (`taylor`). diffusers takes its inner points from
 * the grid and has midpoint weights for the second of them: another method, not offered here.
 */
export const dpmSolver3: Sampler<DpmSolver3Options> = function* (input) {
  const { r1 = 1 / 3, r2 = 2 / 3, solverType = 'dpmsolver' } = input;
  checkRange('dpmSolver3 with r1', r1, { above: 0, below: 2 / 3 });
  checkRange('dpmSolver3 with r2', r2, { above: r1, most: 1 });
  checkChoice('dpmSolver3 with solverType', solverType, solverTypes);
  const ratio = noiseRatio(input);
  const { n, times, level: sigma, y: x, report } = ratio;
  const step = singleStep(ratio, 'epsilon', solverType);
  yield report(0);

  for (let i = 0; i < n; i++) {
    step.begin(sigma[i], times[i]);
    if (sigma[i + 1] === 0) step.first(sigma[i], 0, x);
    else step.third(sigma[i], sigma[i + 1], x, r1, r2);
    yield report(i + 1);
  }
};

export const dpmSolver3Entry: SamplerEntry<DpmSolver3Options> = {
  label: 'DPM-Solver-3',
  citation: 'lu2022',
  source: 'algorithm 2',
  order: 3,
  stochastic: false,
  evaluationsPerStep: 3,
  defaults: { r1: 1 / 3, r2: 2 / 3, solverType: 'dpmsolver' },
  sampler: dpmSolver3,
};
