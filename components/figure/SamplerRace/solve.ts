/** Sampling with the exact score, in slices on the page or at once when it is built. */
import { makeSchedule } from '../../../src/core/schedule/index';
import { type SampleSpec, type Sampled, sampling } from '../../../src/engine/kinds/plane/sampling';
import { type TargetName, exactTarget } from '../kit/exact-targets';
import type { Pace } from '../kit/pace';

/** Samples as told: on the page with the exact score, or in the worker with a network. */
export type Solve = (spec: SampleSpec) => Promise<Sampled>;

export function exactSolver(target: TargetName, pace: Pace): Solve {
  return async (spec) => {
    const work = sampling(spec, exactTarget(target).mixture.denoiser(makeSchedule(spec.schedule)));
    for (;;) {
      const next = work.next();
      if (next.done) return next.value;
      const rest = pace.rest();
      if (rest) await rest;
    }
  };
}
