import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice } from './options';
import { phi1, phi2 } from './phi';
import type { Sampler } from './sampler';

export interface Dpmpp2mOptions {
  /** Weight of the slope: `midpoint` as in the paper, `heun` as the exact integral of a straight line. */
  readonly correction?: 'midpoint' | 'heun';
  /** Whether the last step is of order 1 (steadier with few steps). A step to no noise always is. */
  readonly lowerOrderFinal?: boolean;
}

/**
 * Lu et al. 2022b (DPM-Solver++), algorithm 2: multistep of order 2 on x_0. The linear part of the ODE is exact, and
 * E[x_0] is continued along lambda = ln(alpha / sigma), half a log-SNR, by the straight line through the last two. One
 * evaluation a step.
 *
 * diffusers has both weights of the slope (`solver_type`), the paper's by default. It also takes the last step at order 1 when there are fewer than 15 (`lowerOrderFinal`); k-diffusion does not.
 */
export const dpmpp2m: Sampler<Dpmpp2mOptions> = function* (input) {
  const { correction = 'midpoint', lowerOrderFinal = false } = input;
  checkChoice('dpmpp2m with correction', correction, ['midpoint', 'heun']);
  const { n, times, level: sigma, y: x, memory, denoise, report } = noiseRatio(input);
  let D0 = memory();
  let D1 = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    denoise(x, times[i], D0);
    const h = Math.log(sigma[i] / sigma[i + 1]); // lambda_(i+1) - lambda_i
    const towards = phi1(h); // 1 - e^-h
    let slope = 0; // weight of D0 - D1
    if (i > 0 && sigma[i + 1] > 0 && !(lowerOrderFinal && i === n - 1)) {
      const r = Math.log(sigma[i - 1] / sigma[i]) / h;
      slope = (correction === 'midpoint' ? towards / 2 : phi2(h)) / r;
    }
    for (let j = 0; j < x.length; j++) x[j] = (1 - towards) * x[j] + towards * D0[j] + slope * (D0[j] - D1[j]);
    yield report(i + 1);
    [D0, D1] = [D1, D0];
  }
};

export const dpmpp2mEntry: SamplerEntry<Dpmpp2mOptions> = {
  label: 'DPM-Solver++ (2M)',
  citation: 'lu2022b',
  source: 'algorithm 2',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 1,
  defaults: { correction: 'midpoint', lowerOrderFinal: false },
  sampler: dpmpp2m,
};
