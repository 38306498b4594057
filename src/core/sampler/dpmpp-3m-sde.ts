import type { SamplerEntry } from './entry';
import { noiseFor } from './noise';
import { noiseRatio } from './noise-ratio';
import { checkEta, checkRange } from './options';
import { pastWeights } from './past-weights';
import { phi1, phi2, phi3 } from './phi';
import type { Sampler } from './sampler';

export interface Dpmpp3mSdeOptions {
  /** 1 (default): the reverse SDE; 0: the ODE, and then the method is `dpmpp3mPublic` but for its second step. */
  readonly eta?: number;
  /** Weight of the second difference, as in `dpmpp3m`: 1 (default) as in k-diffusion. 2 gains no order in distribution. */
  readonly second?: number;
}

/**
 * SDE-DPM-Solver++ (3M): `dpmpp3m` on the reverse SDE as `dpmpp2mSde` is `dpmpp2m` on it, x_0 weighing phi1(H) with
 * H = (1 + eta) h. It is k-diffusion's `sample_dpmpp_3m_sde`, which goes on from Lu et al. 2022b; they stop at 2M. The first step is of order 1, the second integrates a straight line. Needs `random` if eta > 0.
 */
export const dpmpp3mSde: Sampler<Dpmpp3mSdeOptions> = function* (input) {
  const { random, eta = 1, second = 1 } = input;
  checkRange('dpmpp3mSde with second', second, { least: 0 });
  checkEta('dpmpp3mSde', eta, random);
  const { n, times, level: sigma, y: x, memory, denoise, report } = noiseRatio(input);
  let [m0, m1, m2] = [memory(), memory(), memory()];
  const addNoise = noiseFor(x.length, random);
  yield report(0);

  for (let i = 0; i < n; i++) {
    denoise(x, times[i], m0);
    const h = Math.log(sigma[i] / sigma[i + 1]);
    const H = (1 + eta) * h;
    const towards = phi1(H);
    const order = sigma[i + 1] === 0 ? 1 : Math.min(i + 1, 3);
    const [a, b] = pastWeights(sigma, i, order, { line: phi2(H), square: second * phi3(H) });
    for (let j = 0; j < x.length; j++) {
      x[j] = (1 - towards) * x[j] + towards * m0[j];
      if (order > 1) x[j] += a * (m0[j] - m1[j]);
      if (order > 2) x[j] += b * (m1[j] - m2[j]);
    }
    if (sigma[i + 1] > 0) addNoise(x, sigma[i + 1] * Math.sqrt(phi1(2 * eta * h)));
    yield report(i + 1);
    [m0, m1, m2] = [m2, m0, m1];
  }
};

export const dpmpp3mSdeEntry: SamplerEntry<Dpmpp3mSdeOptions> = {
  label: 'DPM-Solver++ (3M SDE)',
  citation: 'lu2022b',
  source: 'SDE-DPM-Solver++, as k-diffusion continues it',
  order: 2,
  stochastic: true,
  evaluationsPerStep: 1,
  defaults: { eta: 1, second: 1 },
  sampler: dpmpp3mSde,
};
