import { copy, zeros } from '../batch';
import { posterior } from '../process/posterior';
import { checkCourse } from './course';
import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { checkEta } from './options';
import type { Sampler } from './sampler';

export interface DdimOptions {
  /** 0 (default): deterministic, a solver of the probability-flow ODE. 1: as noisy as ancestral sampling. More would keep the marginals up to a point; it is refused here. */
  readonly eta?: number;
}

/** Song, Meng and Ermon 2021 (DDIM), eq. 12 and 16, on any grid of times. Needs `random` if eta > 0. */
export const ddim: Sampler<DdimOptions> = function* (input) {
  const { denoiser, schedule, times, x: start, random, eta = 0 } = input;
  checkCourse(input);
  checkEta('ddim', eta, random, { least: 0, most: 1 });
  const x = copy(start);
  const x0 = zeros(x.data.length / x.dim, x.dim);
  const addNoise = noiseFor(x.data.length, random);
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0 };

  for (let i = 1; i < times.length; i++) {
    const t = times[i - 1];
    const s = times[i];
    denoiser.denoise(x, t, x0);
    const noise = eta === 0 ? 0 : eta * Math.sqrt(posterior(schedule, s, t).variance); // eq. 16
    const along = Math.sqrt(Math.max(schedule.sigma(s) ** 2 - noise * noise, 0)) / schedule.sigma(t);
    const towards = schedule.alpha(s) - along * schedule.alpha(t);
    for (let j = 0; j < x.data.length; j++) {
      // alpha_s x_0 + sqrt(sigma_s^2 - noise^2) epsilon, where epsilon = (x_t - alpha_t x_0) / sigma_t
      x.data[j] = towards * x0.data[j] + along * x.data[j];
    }
    addNoise(x.data, noise);
    yield { i, t: s, x, denoised: x0, evaluations: i };
  }
};

export const ddimEntry: SamplerEntry<DdimOptions> = {
  label: 'DDIM',
  citation: 'song2021ddim',
  source: 'eq. 12',
  order: 1,
  stochastic: false,
  evaluationsPerStep: 1,
  defaults: { eta: 0 },
  sampler: ddim,
};
