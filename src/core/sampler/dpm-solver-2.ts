import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice, checkRange } from './options';
import type { Sampler } from './sampler';
import { singleStep, solverTypes, type SolverType } from './single-step';

export interface DpmSolver2Options {
  /** Where along the step in lambda epsilon is asked for again: above 0, at most 1. */
  readonly r1?: number;
  readonly solverType?: SolverType;
}

/**
 * Lu et al. 2022, algorithm 1 and, for any r_1, its general form in their appendix (DPM-Solver-2, single-step): two
 * evaluations a step. A step to no noise is infinite in lambda and has no inner point; it is DPM-Solver-1's.
 */
export const dpmSolver2: Sampler<DpmSolver2Options> = function* (input) {
  const { r1 = 0.5, solverType = 'dpmsolver' } = input;
  checkRange('dpmSolver2 with r1', r1, { above: 0, most: 1 });
  checkChoice('dpmSolver2 with solverType', solverType, solverTypes);
  const ratio = noiseRatio(input);
  const { n, times, level: sigma, y: x, report } = ratio;
  const step = singleStep(ratio, 'epsilon', solverType);
  yield report(0);

  for (let i = 0; i < n; i++) {
    step.begin(sigma[i], times[i]);
    if (sigma[i + 1] === 0) step.first(sigma[i], 0, x);
    else step.second(sigma[i], sigma[i + 1], x, r1);
    yield report(i + 1);
  }
};

export const dpmSolver2Entry: SamplerEntry<DpmSolver2Options> = {
  label: 'DPM-Solver-2',
  citation: 'lu2022',
  source: 'algorithm 1',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 2,
  defaults: { r1: 0.5, solverType: 'dpmsolver' },
  sampler: dpmSolver2,
};
