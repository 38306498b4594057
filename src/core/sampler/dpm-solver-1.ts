import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import type { Sampler } from './sampler';

/**
 * Lu et al. 2022, section 3.2 (DPM-Solver-1): the linear part of the ODE exactly, epsilon held over the step. It is DDIM
 * (their section 4.1), and in these coordinates Euler's method in the noise level.
 */
export const dpmSolver1: Sampler = function* (input) {
  const { n, times, level: sigma, y: x, memory, denoise, report } = noiseRatio(input);
  const D = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    denoise(x, times[i], D);
    const along = sigma[i + 1] - sigma[i]; // -sigma_t (e^h - 1), with h the step in lambda
    for (let j = 0; j < x.length; j++) x[j] += along * ((x[j] - D[j]) / sigma[i]);
    yield report(i + 1);
  }
};

export const dpmSolver1Entry: SamplerEntry<object> = {
  label: 'DPM-Solver-1',
  citation: 'lu2022',
  source: 'section 3.2',
  order: 1,
  stochastic: false,
  evaluationsPerStep: 1,
  defaults: {},
  sampler: dpmSolver1,
};
