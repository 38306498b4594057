import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkRange } from './options';
import type { Sampler } from './sampler';

export interface DpmSolver2Options {
  /** Where along the step in lambda epsilon is asked for again: above 0, at most 1. */
  readonly r1?: number;
}

/**
 * Lu et al. 2022, algorithm 1 and, for any r_1, its general form in their appendix (DPM-Solver-2, single-step): two
 * evaluations a step. A step to no noise is infinite in lambda and has no inner point; it is DPM-Solver-1's.
 */
export const dpmSolver2: Sampler<DpmSolver2Options> = function* (input) {
  const { r1 = 0.5 } = input;
  checkRange('dpmSolver2 with r1', r1, { above: 0, most: 1 });
  const { n, times, level: sigma, y: x, memory, denoise, timeOf, report } = noiseRatio(input);
  const D = memory();
  const e0 = memory();
  const u = memory();
  yield report(0);

  for (let i = 0; i < n; i++) {
    const along = sigma[i + 1] - sigma[i]; // -sigma_t (e^h - 1)
    denoise(x, times[i], D);
    for (let j = 0; j < x.length; j++) e0[j] = (x[j] - D[j]) / sigma[i];
    if (sigma[i + 1] === 0) {
      for (let j = 0; j < x.length; j++) x[j] += along * e0[j];
    } else {
      const inner = sigma[i] * (sigma[i + 1] / sigma[i]) ** r1;
      for (let j = 0; j < x.length; j++) u[j] = x[j] + (inner - sigma[i]) * e0[j];
      denoise(u, timeOf(inner), D);
      for (let j = 0; j < x.length; j++) x[j] += along * (e0[j] + ((u[j] - D[j]) / inner - e0[j]) / (2 * r1));
    }
    yield report(i + 1);
  }
};

export const dpmSolver2Entry: SamplerEntry<DpmSolver2Options> = {
  label: 'DPM-Solver-2',
  citation: 'lu2022',
  source: 'algorithm 1',
  order: 2,
  stochastic: false,
  evaluationsPerStep: 2,
  defaults: { r1: 0.5 },
  sampler: dpmSolver2,
};
