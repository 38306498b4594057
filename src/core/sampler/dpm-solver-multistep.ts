import type { SamplerEntry } from './entry';
import { noiseRatio } from './noise-ratio';
import { checkChoice, checkRange } from './options';
import { pastWeights } from './past-weights';
import { phi1, phi2, phi3 } from './phi';
import type { Sampler } from './sampler';

export interface DpmSolver2mOptions {
  /** Weight of the slope at order 2: `midpoint` as in the authors' code, `heun` as the exact integral of a straight line. */
  readonly correction?: 'midpoint' | 'heun';
  /** Whether the last step is of order 1 and the one before at most 2 (steadier with few steps). */
  readonly lowerOrderFinal?: boolean;
}

export interface DpmSolver3mOptions extends DpmSolver2mOptions {
  /** Weight of the second difference: 2 (default) integrates the parabola; the public implementations have 1. */
  readonly second?: number;
}

/**
 * The multistep methods of `dpmpp2m` and `dpmpp3m` on epsilon in place of x_0 (DPM-Solver, not ++; in the authors' code
 * `algorithm_type="dpmsolver"`): with h the step in lambda, and D1, D2 the divided differences of the last epsilons,
 *
 *   y <- y + level_next (phi1(-h) epsilon + phi2(-h) D1 + second phi3(-h) D2).
 *
 * The first step is of order 1, the second at most 2. A step to no noise is of order 1. One evaluation a step.
 */
function multistep(name: string, most: 2 | 3): Sampler<DpmSolver3mOptions> {
  return function* (input) {
    const { correction = 'midpoint', second = 2, lowerOrderFinal = false } = input;
    checkChoice(`${name} with correction`, correction, ['midpoint', 'heun']);
    checkRange(`${name} with second`, second, { least: 0 });
    const { n, times, level: sigma, y: x, memory, denoise, report } = noiseRatio(input);
    const D = memory();
    let [e0, e1, e2] = [memory(), memory(), memory()];
    yield report(0);

    for (let i = 0; i < n; i++) {
      denoise(x, times[i], D);
      for (let j = 0; j < x.length; j++) e0[j] = (x[j] - D[j]) / sigma[i];
      const order = Math.min(i + 1, most, sigma[i + 1] === 0 ? 1 : lowerOrderFinal ? n - i : most);
      const along = sigma[i + 1] - sigma[i]; // level_next phi1(-h)
      const h = Math.log(sigma[i] / sigma[i + 1]);
      const [a, b] = pastWeights(sigma, i, order, {
        line: phi2(-h),
        square: second * phi3(-h),
        factor: sigma[i + 1],
        straight: correction === 'midpoint' ? phi1(-h) / 2 : phi2(-h),
      });
      for (let j = 0; j < x.length; j++) {
        x[j] += along * e0[j];
        if (order > 1) x[j] += a * (e0[j] - e1[j]);
        if (order > 2) x[j] += b * (e1[j] - e2[j]);
      }
      yield report(i + 1);
      [e0, e1, e2] = [e2, e0, e1];
    }
  };
}

export const dpmSolver2m: Sampler<DpmSolver2mOptions> = multistep('dpmSolver2m', 2);
export const dpmSolver3m: Sampler<DpmSolver3mOptions> = multistep('dpmSolver3m', 3);

const entryOf = <Options extends DpmSolver2mOptions>(
  order: 2 | 3,
  sampler: Sampler<Options>,
  defaults: Required<Options>,
): SamplerEntry<Options> => ({
  label: `DPM-Solver (${order}M)`,
  citation: 'lu2022b',
  source: `multistep of order ${order}, on epsilon`,
  order,
  stochastic: false,
  evaluationsPerStep: 1,
  defaults,
  sampler,
});
export const dpmSolver2mEntry = entryOf(2, dpmSolver2m, { correction: 'midpoint', lowerOrderFinal: false });
export const dpmSolver3mEntry = entryOf(3, dpmSolver3m, { correction: 'midpoint', second: 2, lowerOrderFinal: false });
