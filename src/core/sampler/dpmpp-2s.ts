import { ancestral } from './ancestral';
import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { noiseRatio } from './noise-ratio';
import { checkEta, checkRange } from './options';
import { phi1 } from './phi';
import type { Sampler } from './sampler';

export interface Dpmpp2sOptions {
  /** Where along the step in lambda E[x_0] is asked for again: above 0, at most 1. */
  readonly r?: number;
  /** 0 (default): the ODE. 1: ancestral, as in k-diffusion: down to a level below the next, then noise up to it. */
  readonly eta?: number;
}

/**
 * Lu et al. 2022b (DPM-Solver++), algorithm 1 (2S): two evaluations a step, on x_0. diffusers' single-step form takes
 * the inner point from the grid, which is this method over two steps at once with the r that the grid has there.
 * A step to no noise is of order 1. Needs `random` if eta > 0.
 */
export const dpmpp2s: Sampler<Dpmpp2sOptions> = function* (input) {
  const { random, r = 0.5, eta = 0 } = input;
  checkRange('dpmpp2s with r', r, { above: 0, most: 1 });
  checkEta('dpmpp2s', eta, random);
  const { n, times, level: sigma, y: x, memory, denoise, timeOf, report } = noiseRatio(input);
  const D = memory();
  const addNoise = noiseFor(x.length, random);
  const inner = memory();
  const u = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    const { down, up } = ancestral(sigma[i], sigma[i + 1], eta);
    denoise(x, times[i], D);
    if (down === 0) {
      x.set(D);
    } else {
      const h = Math.log(sigma[i] / down);
      const s = sigma[i] * Math.exp(-r * h);
      const half = Math.exp(-r * h);
      for (let j = 0; j < x.length; j++) u[j] = half * x[j] + (1 - half) * D[j];
      denoise(u, timeOf(s), inner);
      const towards = phi1(h);
      for (let j = 0; j < x.length; j++) {
        x[j] = (1 - towards) * x[j] + towards * (D[j] + (inner[j] - D[j]) / (2 * r)); // D_i of line 8
      }
    }
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
  defaults: { r: 0.5, eta: 0 },
  sampler: dpmpp2s,
};
