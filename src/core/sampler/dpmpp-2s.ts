import { ancestral } from './ancestral';
import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { noiseRatio } from './noise-ratio';
import { checkChoice, checkEta, checkRange } from './options';
import type { Sampler } from './sampler';
import { singleStep, solverTypes, type SolverType } from './single-step';

export interface Dpmpp2sOptions {
  /** Where along the step in lambda E[x_0] is asked for again: above 0, at most 1. */
  readonly r?: number;
  /** 0 (default): the ODE. 1: ancestral, as in k-diffusion: down to a level below the next, then noise up to it. */
  readonly eta?: number;
  readonly solverType?: SolverType;
}

/**
 * Lu et al. 2022b (DPM-Solver++), algorithm 1 (2S): two evaluations a step, on x_0. diffusers' single-step form takes
 * the inner point from the grid, which is this method over two steps at once with the r that the grid has there.
 * A step to no noise is of order 1. Needs `random` if eta > 0.
 */
export const dpmpp2s: Sampler<Dpmpp2sOptions> = function* (input) {
  const { random, r = 0.5, eta = 0, solverType = 'dpmsolver' } = input;
  checkRange('dpmpp2s with r', r, { above: 0, most: 1 });
  checkChoice('dpmpp2s with solverType', solverType, solverTypes);
  checkEta('dpmpp2s', eta, random);
  const ratio = noiseRatio(input);
  const { n, times, level: sigma, y: x, report } = ratio;
  const step = singleStep(ratio, 'x0', solverType);
  const addNoise = noiseFor(x.length, random);
  yield report(0);

  for (let i = 0; i < n; i++) {
    const { down, up } = ancestral(sigma[i], sigma[i + 1], eta);
    step.begin(sigma[i], times[i]);
    if (down === 0) step.first(sigma[i], 0, x);
    else step.second(sigma[i], down, x, r);
    addNoise(x, up);
    yield report(i + 1);
  }
};

export const dpmpp2sEntry: SamplerEntry<Dpmpp2sOptions> = {
  label: 'DPM-Solver++ (2S)',
  citation: 'lu2022b',
  source: 'algorithm 1',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 2,
  defaults: { r: 0.5, eta: 0, solverType: 'dpmsolver' },
  sampler: dpmpp2s,
};
