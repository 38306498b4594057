import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice } from './options';
import type { Sampler } from './sampler';
import { singleStart, starts, type Start } from './single-start';

export interface LmsOptions {
  /** Slopes remembered: 1 … 4. */
  readonly order?: number;
  readonly start?: Start;
}

/**
 * The linear multistep method of Adams and Bashforth on unequal steps, in the noise level: the slopes of the last
 * steps are joined by a polynomial and that is integrated over the step (k-diffusion's LMS; Liu et
 * al. 2022 have its fixed-step form). The first steps, with less to remember, are of lower order. One evaluation a step.
 */
export const lms: Sampler<LmsOptions> = function* (input) {
  const { order = 4, start = 'low' } = input;
  checkChoice('lms of order', order, [1, 2, 3, 4]);
  checkChoice('lms with start', start, starts);
  const ratio = noiseRatio(input);
  const { n, times, level: sigma, y: x, memory, denoise, report } = ratio;
  const begun = singleStart(ratio, 'epsilon', order, start);
  const D = memory();
  const slopes = Array.from({ length: order }, memory); // of step i at i mod order
  yield report(0);

  for (let i = 0; i < n; i++) {
    const d = slopes[i % order];
    if (begun(i, d)) {
      yield report(i + 1);
      continue;
    }
    denoise(x, times[i], D);
    for (let j = 0; j < x.length; j++) d[j] = (x[j] - D[j]) / sigma[i];
    const known = Math.min(i + 1, order);
    for (let k = 0; k < known; k++) {
      const weight = coefficient(sigma, i, k, known);
      const slope = slopes[(i - k) % order];
      for (let j = 0; j < x.length; j++) x[j] += weight * slope[j];
    }
    yield report(i + 1);
  }
};

export const lmsEntry: SamplerEntry<LmsOptions> = {
  label: 'Linear multistep',
  citation: 'liu2022',
  source: 'linear multistep',
  order: 4,
  stochastic: false,
  evaluationsPerStep: 1,
  defaults: { order: 4, start: 'low' },
  sampler: lms,
};

/**
 * The integral from sigma_i to sigma_(i+1) of the Lagrange polynomial that is 1 at sigma_(i-k) and 0 at the others of
 * the last `known`: by Gauss and Legendre's rule of two points, exact up to degree 3.
 */
function coefficient(sigma: Float64Array, i: number, k: number, known: number): number {
  const centre = (sigma[i + 1] + sigma[i]) / 2;
  const half = (sigma[i + 1] - sigma[i]) / 2;
  let sum = 0;
  for (let side = -1; side <= 1; side += 2) {
    const s = centre + (side * half) / Math.sqrt(3);
    let value = half;
    for (let m = 0; m < known; m++) if (m !== k) value *= (s - sigma[i - m]) / (sigma[i - k] - sigma[i - m]);
    sum += value;
  }
  return sum;
}
