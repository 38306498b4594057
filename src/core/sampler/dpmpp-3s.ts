import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice, checkRange } from './options';
import type { Sampler } from './sampler';
import { singleStep, solverTypes, type SolverType } from './single-step';

export interface Dpmpp3sOptions {
  /** The inner points along the step in lambda: 0 < r1 < r2 <= 1. Of order 3 with r2 = 2/3, or with `taylor` anywhere. */
  readonly r1?: number;
  readonly r2?: number;
  readonly solverType?: SolverType;
}

/**
 * DPM-Solver++ (3S): the single-step solver of order 3 on x_0, three evaluations a step, as the code of Lu et al. 2022b has it
 * (the paper gives 2S and 2M). A step to no noise is of order 1.
 */
export const dpmpp3s: Sampler<Dpmpp3sOptions> = function* (input) {
  const { r1 = 1 / 3, r2 = 2 / 3, solverType = 'dpmsolver' } = input;
  checkRange('dpmpp3s with r1', r1, { above: 0, below: 2 / 3 });
  checkRange('dpmpp3s with r2', r2, { above: r1, most: 1 });
  checkChoice('dpmpp3s with solverType', solverType, solverTypes);
  const ratio = noiseRatio(input);
  const { n, times, level: sigma, y: x, report } = ratio;
  const step = singleStep(ratio, 'x0', solverType);
  yield report(0);

  for (let i = 0; i < n; i++) {
    step.begin(sigma[i], times[i]);
    if (sigma[i + 1] === 0) step.first(sigma[i], 0, x);
    else step.third(sigma[i], sigma[i + 1], x, r1, r2);
    yield report(i + 1);
  }
};

export const dpmpp3sEntry: SamplerEntry<Dpmpp3sOptions> = {
  label: 'DPM-Solver++ (3S)',
  citation: 'lu2022b',
  source: 'single-step of order 3',
  order: 3,
  stochastic: false,
  evaluationsPerStep: 3,
  defaults: { r1: 1 / 3, r2: 2 / 3, solverType: 'dpmsolver' },
  sampler: dpmpp3s,
};
