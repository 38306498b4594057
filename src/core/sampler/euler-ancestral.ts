import { ancestral } from './ancestral';
import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { noiseRatio } from './noise-ratio';
import { checkEta } from './options';
import type { Sampler } from './sampler';

export interface AncestralOptions {
  /** 1 (default): as much fresh noise as the forward chain's posterior has; 0: none, an ODE solver. */
  readonly eta?: number;
}

/**
 * Euler's method down to a level below the next one, then fresh noise up to it: k-diffusion's form of ancestral
 * sampling (Song et al. 2021, appendix F). With eta = 1 the step is nearly DDPM's, with the noise split off first:
 * the part of the mean that DDPM keeps is DDIM's here. Needs `random` if eta > 0.
 */
export const eulerAncestral: Sampler<AncestralOptions> = function* (input) {
  const { random, eta = 1 } = input;
  checkEta('eulerAncestral', eta, random);
  const { n, times, level: sigma, y: x, memory, denoise, report } = noiseRatio(input);
  const D = memory();
  const addNoise = noiseFor(x.length, random);
  yield report(0);

  for (let i = 0; i < n; i++) {
    const { down, up } = ancestral(sigma[i], sigma[i + 1], eta);
    const along = (down - sigma[i]) / sigma[i];
    denoise(x, times[i], D);
    for (let j = 0; j < x.length; j++) x[j] += along * (x[j] - D[j]);
    addNoise(x, up);
    yield report(i + 1);
  }
};

export const eulerAncestralEntry: SamplerEntry<AncestralOptions> = {
  label: 'Euler ancestral',
  citation: 'song2021sde',
  source: 'appendix F',
  order: 1,
  stochastic: true,
  evaluationsPerStep: 1,
  defaults: { eta: 1 },
  sampler: eulerAncestral,
};
