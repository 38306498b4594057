/** Sampling with the exact score, in slices on the page or at once when it is built. */
import { makeSchedule } from '../../../src/core/schedule/index';
import { sampling, type Sampled, type SampleSpec } from '../../../src/engine/sampling';
import { raceTarget, type TargetName } from './targets';

/** Samples as told: on the page with the exact score, or in the worker with a network. */
export type Solve = (spec: SampleSpec) => Promise<Sampled>;

/** Lets the page have its turn when `slice` milliseconds of work are done. */
export interface Pace {
  rest(): Promise<void> | null;
}

const slice = 10;

export function livePace(now = () => performance.now()): Pace {
  let since = now();
  return {
    rest() {
      if (now() - since < slice) return null;
      return new Promise((resolve) =>
        setTimeout(() => {
          since = now();
          resolve();
        }),
      );
    },
  };
}

/** No turns to give: when the page is built, and in tests. */
export const noPace: Pace = { rest: () => null };

export function exactSolver(target: TargetName, pace: Pace): Solve {
  return async (spec) => {
    const work = sampling(spec, raceTarget(target).mixture.denoiser(makeSchedule(spec.schedule)));
    for (;;) {
      const next = work.next();
      if (next.done) return next.value;
      const rest = pace.rest();
      if (rest) await rest;
    }
  };
}
