import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import type { Sampler } from './sampler';

/**
 * The midpoint method in the noise level, the middle taken geometrically: halfway in log-SNR. It is DPM-Solver-2 (Lu
 * et al. 2022, algorithm 1 with r_1 = 1/2) in the form of Karras et al. 2022; k-diffusion calls it DPM-2. The last
 * step, to no noise, has no middle in log-SNR and is Euler's.
 */
export const dpm2: Sampler = function* (input) {
  const { n, times, level: sigma, y: x, memory, denoise, timeOf, report } = noiseRatio(input);
  const D = memory();
  const middle = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    const h = sigma[i + 1] - sigma[i];
    denoise(x, times[i], D);
    if (sigma[i + 1] > 0) {
      const half = Math.sqrt(sigma[i] * sigma[i + 1]);
      for (let j = 0; j < x.length; j++) middle[j] = x[j] + ((half - sigma[i]) / sigma[i]) * (x[j] - D[j]);
      denoise(middle, timeOf(half), D);
      for (let j = 0; j < x.length; j++) x[j] += (h / half) * (middle[j] - D[j]);
    } else {
      for (let j = 0; j < x.length; j++) x[j] += (h / sigma[i]) * (x[j] - D[j]);
    }
    yield report(i + 1);
  }
};

export const dpm2Entry: SamplerEntry<object> = {
  label: 'Midpoint (DPM-2)',
  citation: 'karras2022',
  source: 'appendix D.2',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 2,
  defaults: {},
  sampler: dpm2,
};
