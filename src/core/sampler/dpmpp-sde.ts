import { ancestral } from './ancestral';
import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { noiseRatio } from './noise-ratio';
import { checkRange } from './options';
import type { Sampler } from './sampler';

export interface DpmppSdeOptions {
  /** 1 (default): the reverse SDE's noise; 0: none. */
  readonly eta?: number;
  /** Where along the step in lambda E[x_0] is asked for again. */
  readonly r?: number;
}

/**
 * DPM-Solver++ (SDE) as k-diffusion has it: `dpmpp2s` with the noise of an ancestral step, split off as in
 * `ancestral.ts`, both on the way to the inner point and over the whole step. (Lu et al. 2022b give the
 * first-order and the multistep SDE solvers; see `dpmpp2mSde`.) The two noises of a step are drawn independently, as
 * in the reference runs; k-diffusion's default, one Brownian path for both, differs in the pairing alone.
 */
export const dpmppSde: Sampler<DpmppSdeOptions> = function* (input) {
  const { random, eta = 1, r = 0.5 } = input;
  checkRange('dpmppSde with r', r, { above: 0, most: 1 });
  checkRange('dpmppSde with eta', eta, { least: 0 });
  if (!random) throw new TypeError('dpmppSde draws noise at every step (expected `random`)');
  const { n, times, level: sigma, y: x, memory, denoise, timeOf, report } = noiseRatio(input);
  const D = memory();
  const addNoise = noiseFor(x.length, random);
  const inner = memory();
  const u = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    denoise(x, times[i], D);
    if (sigma[i + 1] === 0) {
      x.set(D);
    } else {
      const s = sigma[i] * (sigma[i + 1] / sigma[i]) ** r;
      const first = ancestral(sigma[i], s, eta);
      const half = first.down / sigma[i];
      for (let j = 0; j < x.length; j++) u[j] = half * x[j] + (1 - half) * D[j];
      addNoise(u, first.up);
      denoise(u, timeOf(s), inner);

      const { down, up } = ancestral(sigma[i], sigma[i + 1], eta);
      const keep = down / sigma[i];
      for (let j = 0; j < x.length; j++) {
        x[j] = keep * x[j] + (1 - keep) * (D[j] + (inner[j] - D[j]) / (2 * r));
      }
      addNoise(x, up);
    }
    yield report(i + 1);
  }
};

export const dpmppSdeEntry: SamplerEntry<DpmppSdeOptions> = {
  label: 'DPM-Solver++ (SDE)',
  citation: 'lu2022b',
  source: 'SDE-DPM-Solver++',
  order: 1,
  stochastic: true,
  evaluationsPerStep: 2,
  defaults: { eta: 1, r: 0.5 },
  sampler: dpmppSde,
};
