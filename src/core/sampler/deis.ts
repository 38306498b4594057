import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice } from './options';
import type { Sampler } from './sampler';
import { singleStart, starts, type Start } from './single-start';

export interface DeisOptions {
  /** Epsilons joined by the polynomial: 1 … 4. */
  readonly order?: number;
  /** Whether the last step is of order 1 and the one before at most 2 (steadier with few steps). */
  readonly lowerOrderFinal?: boolean;
  readonly start?: Start;
}

/**
 * Zhang and Chen 2023 (DEIS), the Adams–Bashforth form: the last epsilons are joined by a polynomial and the linear
 * rest is integrated exactly. The polynomial is in ln rho, rho being the noise level, as in diffusers;
 * the paper's own are in t and in rho (which is `lms`). A step to no noise (ln rho = -Infinity) is of order 1.
 */
export const deis: Sampler<DeisOptions> = function* (input) {
  const { order = 3, lowerOrderFinal = false, start = 'low' } = input;
  checkChoice('deis of order', order, [1, 2, 3, 4]);
  checkChoice('deis with start', start, starts);
  const ratio = noiseRatio(input);
  const { n, times, level: rho, y: x, memory, denoise, report } = ratio;
  const begun = singleStart(ratio, 'epsilon', order, start);
  const D = memory();
  const epsilons = Array.from({ length: order }, memory); // of step i at i mod order
  const u = new Float64Array(order);
  yield report(0);

  for (let i = 0; i < n; i++) {
    const e = epsilons[i % order];
    if (begun(i, e)) {
      yield report(i + 1);
      continue;
    }
    denoise(x, times[i], D);
    for (let j = 0; j < x.length; j++) e[j] = (x[j] - D[j]) / rho[i];
    const known = Math.min(i + 1, order, rho[i + 1] === 0 ? 1 : lowerOrderFinal ? n - i : order);
    for (let k = 0; k < known; k++) u[k] = Math.log(rho[i - k] / rho[i]);
    const h = Math.log(rho[i + 1] / rho[i]);
    for (let k = 0; k < known; k++) {
      const weight = rho[i] * integral(u, k, known, h);
      const before = epsilons[(i - k) % order];
      for (let j = 0; j < x.length; j++) x[j] += weight * before[j];
    }
    yield report(i + 1);
  }
};

export const deisEntry: SamplerEntry<DeisOptions> = {
  label: 'DEIS',
  citation: 'zhang2023',
  source: 'Adams–Bashforth form',
  order: 3,
  stochastic: false,
  evaluationsPerStep: 1,
  defaults: { order: 3, lowerOrderFinal: false, start: 'low' },
  sampler: deis,
};

/** C_k, an epsilon's weight: the integral from 0 to h of e^u times the Lagrange polynomial that is 1 at u_k, 0 elsewhere. */
function integral(u: Float64Array, k: number, known: number, h: number): number {
  let c0 = 1; // the polynomial c0 + c1 u + c2 u^2 + c3 u^3
  let c1 = 0;
  let c2 = 0;
  let c3 = 0;
  for (let m = 0; m < known; m++) {
    if (m === k) continue;
    const scale = 1 / (u[k] - u[m]);
    c3 = (c2 - u[m] * c3) * scale;
    c2 = (c1 - u[m] * c2) * scale;
    c1 = (c0 - u[m] * c1) * scale;
    c0 = -u[m] * c0 * scale;
  }
  const e0 = Math.expm1(h);
  if (known === 1) return e0;
  const e1 = h * Math.exp(h) - e0;
  const e2 = h * h * Math.exp(h) - 2 * e1;
  return c0 * e0 + c1 * e1 + c2 * e2 + c3 * (h ** 3 * Math.exp(h) - 3 * e2);
}
