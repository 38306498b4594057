import type { SamplerEntry } from './entry';
import { type SingleStep3Options, singleStep3 } from './single-step-3';

/**
 * DPM-Solver++ (3S): the single-step solver of order 3 on x_0, three evaluations a step, as the code of Lu et al. 2022b has it
 * (the paper gives 2S and 2M). A step to no noise is of order 1.
 */
export const dpmpp3s = singleStep3('dpmpp3s', 'x0');

export const dpmpp3sEntry: SamplerEntry<SingleStep3Options> = {
  label: 'DPM-Solver++ (3S)',
  citation: 'lu2022b',
  source: 'single-step of order 3',
  order: 3,
  stochastic: false,
  evaluationsPerStep: 3,
  defaults: { r1: 1 / 3, r2: 2 / 3, solverType: 'dpmsolver' },
  sampler: dpmpp3s,
};
