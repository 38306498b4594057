import { noiseRatio } from './noise-ratio';
import { checkChoice, checkRange } from './options';
import type { Sampler } from './sampler';
import { singleStep, solverTypes, type SolverType } from './single-step';

export interface SingleStep3Options {
  /** The inner points along the step in lambda: 0 < r1 < 2/3 and r1 < r2 <= 1. Of order 3 with r2 = 2/3, or with `taylor` anywhere. */
  readonly r1?: number;
  readonly r2?: number;
  readonly solverType?: SolverType;
}

/** The single-step solvers of order 3, named `name` in their errors: on epsilon DPM-Solver-3, on x_0 DPM-Solver++ (3S). */
export function singleStep3(name: string, on: 'epsilon' | 'x0'): Sampler<SingleStep3Options> {
  return function* (input) {
    const { r1 = 1 / 3, r2 = 2 / 3, solverType = 'dpmsolver' } = input;
    checkRange(`${name} with r1`, r1, { above: 0, below: 2 / 3 });
    checkRange(`${name} with r2`, r2, { above: r1, most: 1 });
    checkChoice(`${name} with solverType`, solverType, solverTypes);
    const ratio = noiseRatio(input);
    const { n, times, level: sigma, y: x, report } = ratio;
    const step = singleStep(ratio, on, solverType);
    yield report(0);

    for (let i = 0; i < n; i++) {
      step.begin(sigma[i], times[i]);
      if (sigma[i + 1] === 0) step.first(sigma[i], 0, x);
      else step.third(sigma[i], sigma[i + 1], x, r1, r2);
      yield report(i + 1);
    }
  };
}
