import type { SamplerEntry } from './entry';
import { heunStep } from './heun-step';
import { noiseRatio } from './noise-ratio';
import type { Sampler } from './sampler';

/**
 * Karras et al. 2022, algorithm 1 with sigma(t) = t and s(t) = 1: Heun's method in the noise level, whatever the
 * schedule; k-diffusion's `sample_heun` without its churn. The last step, to no noise, is Euler's. Two evaluations a
 * step, 2 n - 1 for n steps to 0.
 */
export const edm: Sampler = function* (input) {
  const ratio = noiseRatio(input);
  const { n, times, level: t, report } = ratio;
  const step = heunStep(ratio);
  yield report(0);

  for (let i = 0; i < n; i++) {
    step(t[i], times[i], t[i + 1], times[i + 1]);
    yield report(i + 1);
  }
};

export const edmEntry: SamplerEntry<object> = {
  label: 'EDM (Heun in the noise level)',
  citation: 'karras2022',
  source: 'algorithm 1',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 2,
  defaults: {},
  sampler: edm,
};
