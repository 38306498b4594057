import { ancestral } from './ancestral';
import type { SamplerEntry } from './entry';
import type { AncestralOptions } from './euler-ancestral';
import { noiseFor } from './noise';
import { noiseRatio } from './noise-ratio';
import { checkEta } from './options';
import type { Sampler } from './sampler';

/**
 * `dpm2` down to a level below the next one, then fresh noise up to it, as in `ancestral.ts`: k-diffusion's. The split
 * is exact, so that the distribution converges with the order of the solver. Needs `random` if eta > 0.
 */
export const dpm2Ancestral: Sampler<AncestralOptions> = function* (input) {
  const { random, eta = 1 } = input;
  checkEta('dpm2Ancestral', eta, random);
  const { n, times, level: sigma, y: x, memory, denoise, timeOf, report } = noiseRatio(input);
  const D = memory();
  const addNoise = noiseFor(x.length, random);
  const middle = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    const { down, up } = ancestral(sigma[i], sigma[i + 1], eta);
    denoise(x, times[i], D);
    if (down > 0) {
      const half = Math.sqrt(sigma[i] * down);
      for (let j = 0; j < x.length; j++) middle[j] = x[j] + ((half - sigma[i]) / sigma[i]) * (x[j] - D[j]);
      denoise(middle, timeOf(half), D);
      for (let j = 0; j < x.length; j++) x[j] += ((down - sigma[i]) / half) * (middle[j] - D[j]);
    } else {
      for (let j = 0; j < x.length; j++) x[j] = D[j];
    }
    addNoise(x, up);
    yield report(i + 1);
  }
};

export const dpm2AncestralEntry: SamplerEntry<AncestralOptions> = {
  label: 'DPM-2 ancestral',
  citation: 'lu2022',
  source: 'algorithm 1',
  order: 2,
  stochastic: true,
  evaluationsPerStep: 2,
  defaults: { eta: 1 },
  sampler: dpm2Ancestral,
};
