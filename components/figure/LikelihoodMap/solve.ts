/** Likelihoods with the exact score, in slices on the page or at once when it is built. */
import type { Batch } from '../../../src/core/batch';
import { gaussianPrior } from '../../../src/core/likelihood';
import { denoiserField, exactField } from '../../../src/core/process/flow-field';
import { makeSchedule } from '../../../src/core/schedule/index';
import {
  type LikelihoodSpec,
  type Likelihoods,
  followed,
  logDeterminantsAt,
  probesOf,
  statesAt,
  timesOf,
} from '../../../src/engine/kinds/plane/likelihood';
import type { Pace } from '../kit/pace';
import { type TargetName, exactTarget } from '../kit/exact-targets';
import { courseOf, targetOf, type LikelihoodSettings } from './settings';

/** Likelihoods as told: on the page with the exact score, or in the worker with a network. */
export type Solve = (spec: LikelihoodSpec) => Promise<Likelihoods>;

export function exactSolver(target: TargetName, pace: Pace): Solve {
  const { mixture } = exactTarget(target);
  return async (spec) => {
    const schedule = makeSchedule(spec.schedule);
    const field =
      spec.probes === 0
        ? exactField(mixture, schedule)
        : denoiserField(mixture.denoiser(schedule), schedule, { probes: probesOf(spec), from: earliest });
    const work = followed(spec, field);
    for (;;) {
      const next = work.next();
      if (next.done) return next.value;
      const rest = pace.rest();
      if (rest) await rest;
    }
  };
}

/** Where a path begins that goes by a denoiser, which t = 0 tells nothing. */
const earliest = 1e-5;

/** First and last time of what is computed under these settings. */
export function span(s: LikelihoodSettings): readonly [from: number, to: number] {
  const { schedule, least, probes } = courseOf(s);
  return timesOf(least, makeSchedule(schedule), { from: s.model === 'learned' || probes > 0 ? earliest : 0 });
}

/** The noise ratio that is left on the data where the ODE begins. */
export function firstNoise(s: LikelihoodSettings): number {
  const schedule = makeSchedule(courseOf(s).schedule);
  const [from] = span(s);
  return schedule.sigma(from) / schedule.alpha(from);
}

/** The true log-density at a time, of the data by default: at the first time, where a little noise may be left. */
export function exactLogDensity(s: LikelihoodSettings, x: Batch, t = span(s)[0]): Float64Array {
  const schedule = makeSchedule(courseOf(s).schedule);
  return exactTarget(targetOf(s)).mixture.logDensity(x, schedule.alpha(t), schedule.sigma(t));
}

/** ln p of the noise at the last time, as the prior has it. */
export function logPrior(s: LikelihoodSettings, latents: Batch): Float64Array {
  const [, to] = span(s);
  if (s.prior === 'exact') return exactLogDensity(s, latents, to);
  const schedule = makeSchedule(courseOf(s).schedule);
  return gaussianPrior(Math.hypot(schedule.alpha(to), schedule.sigma(to)))(latents);
}

/** ln p of every point: what the prior says of its noise, and the log-determinant of the way there. */
export function logDensities(s: LikelihoodSettings, result: Likelihoods): Float64Array {
  const growth = logDeterminantsAt(result);
  return logPrior(s, statesAt(result)).map((log, row) => log + growth[row]);
}
