import { copy, zeros } from '../batch';
import { checkCourse } from './course';
import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { checkEta, checkRange } from './options';
import type { Sampler } from './sampler';

export interface EulerMaruyamaOptions {
  /** 1 (default): the reverse SDE. 0: its probability-flow ODE. Others: SDEs with the same marginals. */
  readonly eta?: number;
  /** A step in t to take whatever the times are; 0 (default): the distance of the times. */
  readonly step?: number;
}

/**
 * Euler and Maruyama's method on the reverse SDE, Song et al. 2021, eq. 6 (and, for eta, the family of Zhang and Chen 2023):
 *
 *   dx = (f x - (1 + eta^2) / 2 g^2 score) dt + eta g dw,   backwards in t,   score = (alpha E[x_0] - x) / sigma^2.
 *
 * The last step adds no noise. The authors' code visits N times from 1 to a small one and always steps by 1 / N, a
 * little more than their distance: `step`. Needs `random` if eta > 0.
 */
export const eulerMaruyama: Sampler<EulerMaruyamaOptions> = function* (input) {
  const { denoiser, schedule, times, random, eta = 1, step = 0 } = input;
  checkCourse(input, { slopes: true });
  checkEta('eulerMaruyama', eta, random);
  checkRange('eulerMaruyama with step', step, { least: 0 });
  const x = copy(input.x);
  const x0 = zeros(x.data.length / x.dim, x.dim);
  const addNoise = noiseFor(x.data.length, random);
  const last = times.length - 1;
  yield { i: 0, t: times[0], x, denoised: x, evaluations: 0 };

  for (let i = 1; i <= last; i++) {
    const t = times[i - 1];
    const dt = step > 0 ? step : t - times[i];
    denoiser.denoise(x, t, x0);
    const g = schedule.diffusion(t);
    const pull = (((1 + eta * eta) / 2) * g * g * dt) / schedule.sigma(t) ** 2;
    const keep = 1 - schedule.drift(t) * dt - pull;
    const towards = pull * schedule.alpha(t);
    const noise = i === last ? 0 : eta * g * Math.sqrt(dt);
    for (let j = 0; j < x.data.length; j++) {
      x.data[j] = keep * x.data[j] + towards * x0.data[j];
    }
    addNoise(x.data, noise);
    yield { i, t: times[i], x, denoised: x0, evaluations: i };
  }
};

export const eulerMaruyamaEntry: SamplerEntry<EulerMaruyamaOptions> = {
  label: 'Euler–Maruyama',
  citation: 'song2021sde',
  source: 'eq. 6',
  order: 1,
  stochastic: true,
  evaluationsPerStep: 1,
  defaults: { eta: 1, step: 0 },
  sampler: eulerMaruyama,
};
