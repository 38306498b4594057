import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { noiseRatio } from './noise-ratio';
import { checkChoice, checkEta } from './options';
import { phi1, phi2 } from './phi';
import type { Sampler } from './sampler';

export interface Dpmpp2mSdeOptions {
  /** 1 (default): the reverse SDE; 0: the ODE, and then the method is `dpmpp2m`. */
  readonly eta?: number;
  /** Weight of the slope: as in `dpmpp2m`. */
  readonly correction?: 'midpoint' | 'heun';
}

/**
 * Lu et al. 2022b (their SDE-DPM-Solver++, 2M): `dpmpp2m` on the reverse SDE, whose linear part and noise are
 * exact. x_0 weighs 1 - e^-H with H = (1 + eta) h; the noise has deviation sigma_next sqrt(1 - e^(-2 eta h)). The paper
 * has eta = 1. The step to no noise takes E[x_0]. One evaluation a step. Needs `random` if eta > 0.
 */
export const dpmpp2mSde: Sampler<Dpmpp2mSdeOptions> = function* (input) {
  const { random, eta = 1, correction = 'midpoint' } = input;
  checkChoice('dpmpp2mSde with correction', correction, ['midpoint', 'heun']);
  checkEta('dpmpp2mSde', eta, random);
  const { n, times, level: sigma, y: x, memory, denoise, report } = noiseRatio(input);
  let D0 = memory();
  let D1 = memory();
  const addNoise = noiseFor(x.length, random);
  yield report(0);

  for (let i = 0; i < n; i++) {
    denoise(x, times[i], D0);
    const h = Math.log(sigma[i] / sigma[i + 1]);
    const H = (1 + eta) * h;
    const towards = phi1(H);
    const noise = eta > 0 && sigma[i + 1] > 0 ? sigma[i + 1] * Math.sqrt(phi1(2 * eta * h)) : 0;
    let slope = 0;
    if (i > 0 && sigma[i + 1] > 0) {
      const r = Math.log(sigma[i - 1] / sigma[i]) / h;
      slope = (correction === 'midpoint' ? towards / 2 : phi2(H)) / r;
    }
    for (let j = 0; j < x.length; j++) x[j] = (1 - towards) * x[j] + towards * D0[j] + slope * (D0[j] - D1[j]);
    addNoise(x, noise);
    yield report(i + 1);
    [D0, D1] = [D1, D0];
  }
};

export const dpmpp2mSdeEntry: SamplerEntry<Dpmpp2mSdeOptions> = {
  label: 'DPM-Solver++ (2M SDE)',
  citation: 'lu2022b',
  source: 'SDE-DPM-Solver++',
  order: 2,
  stochastic: true,
  evaluationsPerStep: 1,
  defaults: { eta: 1, correction: 'midpoint' },
  sampler: dpmpp2mSde,
};
