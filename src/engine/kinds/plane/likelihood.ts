/**
 * Likelihoods by the probability-flow ODE, as plain data: of which points, by which solver, with which divergence. The page
 * runs it on an exact field and the worker on a network, with this very code, so that both can be held against each other.
 */
import { batch, type Batch } from '../../../core/batch';
import { flowPath, type LikelihoodOptions } from '../../../core/likelihood';
import { signs, type DenoiserFieldOptions, type FlowField } from '../../../core/process/flow-field';
import { fixedSteps } from '../../../core/process/ode';
import { random } from '../../../core/random';
import { makeSchedule, type Schedule, type ScheduleSpec } from '../../../core/schedule/index';

export type SolverSpec =
  | { readonly method: keyof typeof fixedSteps; readonly steps: number }
  /** Relative and absolute tolerance of the adaptive solver. */
  | { readonly tolerance: number };

export interface LikelihoodSpec {
  readonly schedule: ScheduleSpec;
  readonly solver: SolverSpec;
  /** Probes of Hutchinson's estimate of the divergence; 0 for the trace itself. */
  readonly probes: number;
  /** Seed of the probes: the same one gives row i of the points the same signs. */
  readonly seed: number;
  /** The noise ratio sigma / alpha at the first time; 0 from t = 0 on, or as near to it as the field can be asked. */
  readonly least: number;
  /** x and y by turns. */
  readonly points: Float64Array;
  /** Report states along the way too. */
  readonly path: boolean;
}

/** Where the ODE takes the points: at times, one block of states and of log-determinants each. */
export interface Likelihoods {
  readonly times: Float64Array;
  readonly states: Float64Array;
  /** The integral of the divergence from the first time on, one number a point. */
  readonly logDeterminants: Float64Array;
  /** How often the field was asked. */
  readonly evaluations: number;
}

/** Log-SNR at which the way ends: the data are 7e-5 of what is left, and no schedule's clamp of alpha is reached. */
const end = -19;
/** Intervals that the adaptive solver reports at, with and without a path: between them whoever runs it may let messages in. */
const intervals = { path: 64, end: 12 } as const;
/** Steps, refused ones included, that the adaptive solver may take over one interval. */
const mostSteps = 3000;

/** First and last time. */
export function timesOf(
  least: number,
  schedule: Schedule,
  field: Pick<FlowField, 'from'>,
): readonly [from: number, to: number] {
  const from = least > 0 ? schedule.timeOfLogSnr(-2 * Math.log(least)) : 0;
  return [Math.max(field.from, from), schedule.logSnr(1) >= end ? 1 : schedule.timeOfLogSnr(end)];
}

/** The probes of a spec, as `denoiserField` takes them. */
export function probesOf({
  probes,
  seed,
  points,
}: Pick<LikelihoodSpec, 'probes' | 'seed' | 'points'>): NonNullable<DenoiserFieldOptions['probes']> {
  if (probes === 0) return 'columns';
  return Array.from({ length: probes }, (_, i) => signs(points.length / 2, 2, random(seed).split(`probe ${i}`)));
}

/** Follows the points to noise. Yields after every step (of the adaptive solver: some), so that whoever runs it can let messages in. */
export function* followed(spec: LikelihoodSpec, field: FlowField): Generator<void, Likelihoods, void> {
  const [from, to] = timesOf(spec.least, makeSchedule(spec.schedule), field);
  const { solver, points, path } = spec;
  const parts = 'steps' in solver ? solver.steps : intervals[path ? 'path' : 'end'];
  // Little noise bends a path most: an adaptive solver's reports lie closer where t is small.
  const place = (i: number) => ('steps' in solver ? i / parts : (i / parts) ** 1.5);
  const times = Float64Array.from({ length: parts + 1 }, (_, i) => (i === parts ? to : from + (to - from) * place(i)));
  const size = points.length;
  const kept = path ? times.length : 1;
  const [states, logDeterminants] = [new Float64Array(kept * size), new Float64Array((kept * size) / 2)];
  let spent = 0;
  let k = 0;
  for (const { x, logDeterminant, evaluations } of flowPath(batch(points, 2), field, times, solverOf(solver))) {
    const block = path ? k++ : 0;
    states.set(x.data, block * size);
    logDeterminants.set(logDeterminant, (block * size) / 2);
    spent = evaluations;
    yield;
  }
  return { times: path ? times : times.slice(-1), states, logDeterminants, evaluations: spent };
}

/** States at time `k`; the last by default. Shares its memory. */
export function statesAt({ states, times }: Likelihoods, k = times.length - 1): Batch {
  const size = states.length / times.length;
  return batch(states.subarray(k * size, (k + 1) * size), 2);
}

/** Log-determinants at time `k`; the last by default. Shares its memory. */
export function logDeterminantsAt({ logDeterminants, times }: Likelihoods, k = times.length - 1): Float64Array {
  const size = logDeterminants.length / times.length;
  return logDeterminants.subarray(k * size, (k + 1) * size);
}

function solverOf(solver: SolverSpec): NonNullable<LikelihoodOptions['solver']> {
  return 'steps' in solver
    ? { method: solver.method, steps: 1 }
    : { relative: solver.tolerance, absolute: solver.tolerance, most: mostSteps };
}
