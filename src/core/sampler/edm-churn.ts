import type { SamplerEntry } from './entry';
import { heunStep } from './heun-step';
import { noiseRatio } from './noise-ratio';
import { checkRange } from './options';
import type { Sampler } from './sampler';

export interface EdmChurnOptions {
  /** S_churn: noise put back in over the whole run; a step raises its level by S_churn / n, at most by sqrt(2) - 1. */
  readonly churn?: number;
  /** S_tmin, S_tmax: the noise levels between which noise is put back. */
  readonly sMin?: number;
  readonly sMax?: number;
  /** S_noise: deviation of the new noise, a little above 1 to make up for a denoiser that removes too much. */
  readonly sNoise?: number;
}

/**
 * Karras et al. 2022, algorithm 2, which is k-diffusion's `sample_heun`: each step first adds noise, to level t-hat, then
 * takes a Heun step down from there, as `edm` does. Noise is drawn in every step, also where none is added, as in the
 * paper's code. t-hat is at most the schedule's own last level, at t = 1, where no denoiser has been beyond. Needs `random`.
 */
export const edmChurn: Sampler<EdmChurnOptions> = function* (input) {
  const { random, churn = 40, sMin = 0.05, sMax = 50, sNoise = 1.003 } = input;
  checkRange('edmChurn with churn', churn, { least: 0 });
  checkRange('edmChurn with sMin', sMin, { least: 0 });
  checkRange('edmChurn with sMax', sMax, { least: sMin, most: Infinity });
  checkRange('edmChurn with sNoise', sNoise, { least: 0 });
  if (!random) throw new TypeError('edmChurn draws noise at every step (expected `random`)');
  const ratio = noiseRatio(input);
  const { n, times, level: t, y: x, memory, timeOf, levelOf, report } = ratio;
  const step = heunStep(ratio);
  const z = memory();
  const most = Math.max(levelOf(1), t[0]);
  yield report(0);

  for (let i = 0; i < n; i++) {
    const gamma = t[i] >= sMin && t[i] <= sMax ? Math.min(churn / n, Math.SQRT2 - 1) : 0;
    const hat = Math.min(t[i] * (1 + gamma), most);
    const spread = sNoise * Math.sqrt(hat * hat - t[i] * t[i]);
    random.normals(z);
    for (let j = 0; j < x.length; j++) x[j] += spread * z[j];
    step(hat, hat > t[i] ? timeOf(hat) : times[i], t[i + 1], times[i + 1]);
    yield report(i + 1);
  }
};

export const edmChurnEntry: SamplerEntry<EdmChurnOptions> = {
  label: 'EDM with churn',
  citation: 'karras2022',
  source: 'algorithm 2',
  order: 2,
  stochastic: true,
  evaluationsPerStep: 2,
  defaults: { churn: 40, sMin: 0.05, sMax: 50, sNoise: 1.003 },
  sampler: edmChurn,
};
