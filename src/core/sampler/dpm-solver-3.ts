import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkRange } from './options';
import { phi2 } from './phi';
import type { Sampler } from './sampler';

export interface DpmSolver3Options {
  /** The first inner point along the step in lambda, between 0 and 2/3. */
  readonly r1?: number;
}

/**
 * Lu et al. 2022, algorithm 2 (DPM-Solver-3, single-step): three evaluations a step. A step to no noise is infinite in
 * lambda and has no inner points; it is DPM-Solver-1's. The second inner point is at r_2 = 2/3: elsewhere the method is
 * of order 2, as only the last difference enters the result. diffusers takes its inner points from the grid and has
 * midpoint weights for the second of them: another method, not offered here.
 */
export const dpmSolver3: Sampler<DpmSolver3Options> = function* (input) {
  const { r1 = 1 / 3 } = input;
  const r2 = 2 / 3;
  checkRange('dpmSolver3 with r1', r1, { above: 0, below: r2 });
  const { n, times, level: sigma, y: x, memory, denoise, timeOf, report } = noiseRatio(input);
  const D = memory();
  const e0 = memory();
  const u = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    const h = Math.log(sigma[i] / sigma[i + 1]);
    const s1 = sigma[i] * Math.exp(-r1 * h);
    const s2 = sigma[i] * Math.exp(-r2 * h);
    denoise(x, times[i], D);
    for (let j = 0; j < x.length; j++) e0[j] = (x[j] - D[j]) / sigma[i];
    if (sigma[i + 1] === 0) {
      for (let j = 0; j < x.length; j++) x[j] -= sigma[i] * e0[j];
    } else {
      for (let j = 0; j < x.length; j++) u[j] = x[j] + (s1 - sigma[i]) * e0[j];
      denoise(u, timeOf(s1), D);
      const bend1 = ((s2 * r2) / r1) * -phi2(-r2 * h);
      for (let j = 0; j < x.length; j++) {
        u[j] = x[j] + (s2 - sigma[i]) * e0[j] - bend1 * ((u[j] - D[j]) / s1 - e0[j]);
      }
      denoise(u, timeOf(s2), D);
      const bend2 = (sigma[i + 1] / r2) * -phi2(-h);
      for (let j = 0; j < x.length; j++) {
        x[j] += (sigma[i + 1] - sigma[i]) * e0[j] - bend2 * ((u[j] - D[j]) / s2 - e0[j]);
      }
    }
    yield report(i + 1);
  }
};

export const dpmSolver3Entry: SamplerEntry<DpmSolver3Options> = {
  label: 'DPM-Solver-3',
  citation: 'lu2022',
  source: 'algorithm 2',
  order: 3,
  stochastic: false,
  evaluationsPerStep: 3,
  defaults: { r1: 1 / 3 },
  sampler: dpmSolver3,
};
