/** The door of the questions to a run on points in the plane. Used by the worker and at build only. */
import { fixedSteps } from '../../../core/process/ode';
import { samplerNames } from '../../../core/sampler/index';
import { scheduleDefaults, parseScheduleSpec } from '../../../core/schedule/index';
import { boolean, choice, nested, number, required, schema, typedArray, type Field } from '../../../core/schema';
import { mostSeed, whole } from '../../fields';
import type { LikelihoodSpec, SolverSpec } from './likelihood';
import { oneStep, type ParallelSpec } from './parallel';
import { grids, type SampleSpec } from './sampling';

const mostPoints = 4000;
const schedule = required(nested(scheduleDefaults.cosine, parseScheduleSpec));
/** A noise ratio sigma / alpha. */
const ratio = required(number(1, { min: 1e-5, max: 1 }));

const sampleSchema = schema({
  sampler: required(choice(samplerNames, samplerNames[0])),
  schedule,
  grid: required(choice(grids, 'uniform')),
  steps: required(whole(1, 1, 4000)),
  least: ratio,
  zero: boolean(false),
  count: required(whole(1, 1, 4000)),
  seed: required(whole(0, 0, mostSeed)),
  path: boolean(false),
});

/** Trusts nothing. Throws a `RangeError` that names what was wrong and what was expected. */
export function parseSampleSpec(value: unknown): SampleSpec {
  return sampleSchema.read(value, 'a way to sample');
}

const methods = Object.keys(fixedSteps) as (keyof typeof fixedSteps)[];
const fixed = schema({ method: required(choice(methods, 'heun')), steps: required(whole(1, 1, 1000)) });
const adaptive = schema({ tolerance: required(number(1e-6, { min: 1e-12, max: 1 })) });
/** Fixed steps of a method, or an adaptive solver to a tolerance. */
const solver: Field<SolverSpec> = required({
  initial: adaptive.defaults,
  read: (value, name) =>
    typeof value === 'object' && value !== null && 'tolerance' in value
      ? adaptive.read(value, name)
      : fixed.read(value, name),
});

const likelihoodSchema = schema({
  points: required(typedArray('Float64Array', { shortest: 2, longest: 2 * mostPoints, multiple: 2 })),
  schedule,
  solver,
  probes: required(whole(0, 0, 64)),
  seed: required(whole(0, 0, mostSeed)),
  least: ratio,
  path: boolean(false),
});

/** Trusts nothing. Throws a `RangeError` that names what was wrong and what was expected. */
export function parseLikelihoodSpec(value: unknown): LikelihoodSpec {
  return likelihoodSchema.read(value, 'a question for likelihoods');
}

const parallelSchema = schema({
  sampler: required(choice(oneStep, oneStep[0])),
  schedule,
  steps: required(whole(1, 1, 1000)),
  window: required(whole(1, 1, 1000)),
  tolerance: required(number(0.01, { min: 0, max: 10 })),
  count: required(whole(1, 1, 1000)),
  seed: required(whole(0, 0, mostSeed)),
  lines: required(whole(0, 0, 1000)),
});

/** Trusts nothing. Throws a `RangeError` that names what was wrong and what was expected. */
export function parseParallelSpec(value: unknown): ParallelSpec {
  return parallelSchema.read(value, 'a question for steps in parallel');
}
