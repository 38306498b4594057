/**
 * A sampler's steps taken all at once, beside the same steps one after the other, as plain data. The page runs it on an exact score and the worker on a
 * network, with this very code.
 */
import { copy, zeros, type Batch } from '../../../core/batch';
import type { Denoiser } from '../../../core/denoiser';
import { movesOf, picard, type Moves } from '../../../core/parallel/index';
import { random } from '../../../core/random';
import { samplers, type Sampler, type SamplerStep } from '../../../core/sampler/index';
import { makeSchedule, type ScheduleSpec } from '../../../core/schedule/index';
import { gridTimes, meanDistance, startingNoise } from './sampling';

/** Samplers that take each step from the state alone, and so can take all steps at once. */
export const oneStep = ['ddim', 'ddpm', 'euler', 'heun', 'eulerMaruyama', 'dpmSolver2'] as const;
export type OneStep = (typeof oneStep)[number];

export interface ParallelSpec {
  readonly sampler: OneStep;
  readonly schedule: ScheduleSpec;
  readonly steps: number;
  /** Steps evaluated side by side; `steps` or more: all of them. */
  readonly window: number;
  /** The change from sweep to sweep that counts as none, root mean square over the coordinates of the point that changed most. */
  readonly tolerance: number;
  /** Points in the plane, the seed of their noise and of what the sampler draws, and how many of the points' paths are kept. */
  readonly count: number;
  readonly seed: number;
  readonly lines: number;
}

/** How it stands after a sweep; after none, at the start. */
export interface Stand {
  readonly sweep: number;
  /** Steps `from` … `to - 1` were evaluated, all at once; at the start those that will be first. */
  readonly from: number;
  readonly to: number;
  /** States up to this one are done. */
  readonly done: number;
  /** Calls of the denoiser so far, for each point: all, and those that had to wait for another. */
  readonly evaluations: number;
  readonly inARow: number;
  /** Mean over the points of the distance of each state 0 … steps from the sequential run's. */
  readonly distance: Float64Array;
  /** All points where the window ends. */
  readonly end: Batch;
  /** The first points' states 0 … to. */
  readonly paths: readonly Batch[];
}

/** Both ways of taking the steps. */
export interface Parallel {
  /** The states 0 … steps of the sequential run, and the calls of the denoiser that it took. */
  readonly sequential: readonly Batch[];
  readonly sequentialEvaluations: number;
  /** The start, then every sweep. */
  readonly stands: readonly Stand[];
  /** The largest distance of a last state from the sequential run's. */
  readonly furthest: number;
}

/** What a run costs: sweeps, and calls of the denoiser for each point, all and in a row. */
export interface ParallelCost {
  readonly sweeps: number;
  readonly evaluations: number;
  readonly inARow: number;
}

/** Milliseconds: the steps one after the other, all at once, one evaluation of the points, one of a window of them. */
export interface ParallelTimes {
  readonly sequential: number;
  readonly parallel: number;
  readonly one: number;
  readonly batch: number;
}

export interface PreparedParallel {
  readonly denoiser: Denoiser;
  /** steps + 1 of them, from noise to data. */
  readonly times: Float64Array;
  /** Where all points begin. */
  readonly x: Batch;
  /** The sampler's steps one after the other. */
  readonly sequential: () => Generator<SamplerStep, void, void>;
  /** The same steps one by one, with the same noise in each. */
  readonly moves: () => Moves;
}

/** What both ways of taking the steps have in common: the noise, the times, the denoiser. */
export function preparedParallel(
  spec: Pick<ParallelSpec, 'sampler' | 'schedule' | 'steps' | 'count' | 'seed'>,
  denoiser: Denoiser,
): PreparedParallel {
  const schedule = makeSchedule(spec.schedule);
  const times = gridTimes({ grid: 'uniform', steps: spec.steps, least: 0.002, zero: true }, schedule);
  const x = startingNoise(spec, schedule, times[0]);
  const { sampler, defaults } = samplers[spec.sampler] as {
    readonly sampler: Sampler<object>;
    readonly defaults: object;
  };
  const input = () => ({ ...defaults, denoiser, schedule, times, random: random(spec.seed).split('sampler') });
  return {
    denoiser,
    times,
    x,
    sequential: () => sampler({ ...input(), x }),
    moves: () => movesOf(sampler, input()),
  };
}

const windowIn = ({ steps, window }: Pick<ParallelSpec, 'steps' | 'window'>): number => Math.min(steps, window);

/** Yields after every step of the sequential run and after every sweep. */
export function* solvingParallel(spec: ParallelSpec, denoiser: Denoiser): Generator<void, Parallel, void> {
  const { moves, sequential, x } = preparedParallel(spec, denoiser);
  const states: Batch[] = [];
  let sequentialEvaluations = 0;
  for (const step of sequential()) {
    states.push(copy(step.x));
    sequentialEvaluations = step.evaluations;
    yield;
  }
  const window = windowIn(spec);
  const standOf = (path: readonly Batch[], at: Omit<Stand, 'distance' | 'end' | 'paths'>): Stand => ({
    ...at,
    distance: Float64Array.from(path, (state, k) => meanDistance(state, states[k])),
    end: copy(path[at.to]),
    paths: path.slice(0, at.to + 1).map(({ data, dim }) => ({ data: data.slice(0, spec.lines * dim), dim })),
  });
  const start = { sweep: 0, from: 0, to: window, done: 0, evaluations: 0, inARow: 0 };
  const stands = [
    standOf(
      states.map(() => x),
      start,
    ),
  ];
  for (const { path, change: _change, ...at } of picard({ moves: moves(), x, window, tolerance: spec.tolerance })) {
    stands.push(standOf(path, at));
    yield;
  }
  const last = stands[stands.length - 1].end;
  return { sequential: states, sequentialEvaluations, stands, furthest: furthest(last, states[spec.steps]) };
}

/** What a run costs. Yields after every sweep. */
export function* costingParallel(spec: ParallelSpec, denoiser: Denoiser): Generator<void, ParallelCost, void> {
  const { moves, x } = preparedParallel(spec, denoiser);
  let cost: ParallelCost = { sweeps: 0, evaluations: 0, inARow: 0 };
  const input = { moves: moves(), x, window: windowIn(spec), tolerance: spec.tolerance };
  for (const { sweep, evaluations, inARow } of picard(input)) {
    cost = { sweeps: sweep, evaluations, inARow };
    yield;
  }
  return cost;
}

/** Milliseconds that a clock runs at the least: it ticks in steps of up to one. */
const least = 12;
/** Milliseconds of work between two yields. */
const slice = 8;

/** Milliseconds that `make`'s work takes from beginning to end; of several where one is too quick for the clock. Yields between slices, which are not counted. */
export function* clocked(make: () => Iterator<unknown, unknown>, now: () => number): Generator<void, number, void> {
  let [total, runs] = [0, 0];
  while (total < least) {
    let since = now();
    const work = make();
    while (work.next().done !== true) {
      const passed = now() - since;
      if (passed < slice) continue;
      total += passed;
      yield;
      since = now();
    }
    total += now() - since;
    runs++;
  }
  return total / runs;
}

/** Times all of it once, in turn. Of what is asked half way between noise and data: it costs the same as anywhere. */
export function* timingParallel(
  spec: ParallelSpec,
  denoiser: Denoiser,
  now: () => number = () => performance.now(),
): Generator<void, ParallelTimes, void> {
  const { moves, sequential, times, x } = preparedParallel(spec, denoiser);
  const window = windowIn(spec);
  const t = times[times.length >> 1];
  const many: Batch = { data: new Float64Array(window * x.data.length), dim: 2 };
  for (let k = 0; k < window; k++) many.data.set(x.data, k * x.data.length);
  const asks = (points: Batch) => {
    const out = zeros(points.data.length / 2, 2);
    return function* (): Generator<void, void, void> {
      denoiser.denoise(points, t, out);
    };
  };
  const atOnce = () => picard({ moves: moves(), x, window, tolerance: spec.tolerance });
  return {
    sequential: yield* clocked(sequential, now),
    parallel: yield* clocked(atOnce, now),
    one: yield* clocked(asks(x), now),
    batch: yield* clocked(asks(many), now),
  };
}

/** Largest distance of a row of `x` from that of `y`. */
function furthest(x: Batch, y: Batch): number {
  let most = 0;
  for (let i = 0; i < x.data.length; i += 2)
    most = Math.max(most, Math.hypot(x.data[i] - y.data[i], x.data[i + 1] - y.data[i + 1]));
  return most;
}
