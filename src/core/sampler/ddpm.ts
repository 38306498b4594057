import { copy, zeros } from '../batch';
import { forwardKernel } from '../process/forward';
import { posterior } from '../process/posterior';
import { checkCourse } from './course';
import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { checkChoice } from './options';
import type { Sampler } from './sampler';

export interface DdpmOptions {
  /**
   * Variance of a step: `small` is that of q(x_s | x_t, x_0), right if the data is one point; `large` that of
   * q(x_t | x_s), right if the data is a unit Gaussian. The truth lies between (Ho et al. 2020, section 3.2).
   */
  readonly variance?: 'small' | 'large';
}

/** Ancestral sampling: Ho et al. 2020, algorithm 2, with x_0 for epsilon (eq. 7), on any times. Needs `random`. */
export const ddpm: Sampler<DdpmOptions> = function* (input) {
  const { denoiser, schedule, times, x: start, random, variance = 'small' } = input;
  checkCourse(input);
  checkChoice('ddpm with variance', variance, ['small', 'large']);
  if (!random) throw new TypeError('ddpm draws noise at every step (expected `random`)');
  const x = copy(start);
  const x0 = zeros(x.data.length / x.dim, x.dim);
  const addNoise = noiseFor(x.data.length, random);
  const last = times.length - 1;
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0 };

  for (let i = 1; i <= last; i++) {
    const t = times[i - 1];
    const s = times[i];
    denoiser.denoise(x, t, x0);
    const q = posterior(schedule, s, t);
    const spread = variance === 'small' ? q.variance : forwardKernel(schedule, s, t).variance;
    const noise = i === last ? 0 : Math.sqrt(spread); // the last step adds none
    for (let j = 0; j < x.data.length; j++) {
      x.data[j] = q.noised * x.data[j] + q.data * x0.data[j];
    }
    addNoise(x.data, noise);
    yield { i, t: s, x, denoised: x0, evaluations: i };
  }
};

export const ddpmEntry: SamplerEntry<DdpmOptions> = {
  label: 'DDPM (ancestral)',
  citation: 'ho2020',
  source: 'algorithm 2',
  order: 1,
  stochastic: true,
  evaluationsPerStep: 1,
  defaults: { variance: 'small' },
  sampler: ddpm,
};
