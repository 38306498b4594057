/**
 * Where along t a sampler makes its error. After every step the ODE itself is solved on from where the sampler stands:
 * to the end of the next step, which gives the error of that step alone (its local error), and to the end of the path,
 * which gives what is left of it there. The ends telescope: what the steps leave adds up, as vectors, to the whole error.
 */
import { batch, zeros, type Batch } from '../../../src/core/batch';
import type { Denoiser } from '../../../src/core/denoiser';
import { makeSchedule, type Schedule } from '../../../src/core/schedule/index';
import {
  type Grid,
  type SampleSpec,
  grids,
  meanDistance,
  sampling,
  stateOf,
} from '../../../src/engine/kinds/plane/sampling';
import { farthest } from '../../../src/core/sampler/outcome';
import { scheduleOf, stepsFor } from '../kit/samplers';
import { exactTarget } from '../kit/exact-targets';
import type { BudgetSettings } from './settings';

export const pointCount = 120;
/** Steps of the ODE's own solution, at least, over the whole path: DPM-Solver-3 with a hundred is within 1e-5. */
const fineSteps = 96;

export interface BudgetStep {
  /** From the noisier time to the cleaner. */
  readonly from: number;
  readonly to: number;
  /** Mean distance of this step from the ODE's way, from the point where it began; at the scale of the data. */
  readonly made: number;
  /** Mean distance that it makes at the end of the path. */
  readonly left: number;
}

export interface Budget {
  readonly steps: readonly BudgetStep[];
  /** Mean distance of the end points from the ODE's. */
  readonly total: number;
  /** The same for each grid, with as many steps. */
  readonly byGrid: Readonly<Record<Grid, number>>;
  /** The greatest coordinate of an end point: far more than the data have where the sampler ran away. */
  readonly greatest: number;
  /** Where each step ended, and where the ODE would have: at the scale of the data. Empty but for one step as built. */
  readonly reached: readonly (Batch | null)[];
  readonly exact: readonly (Batch | null)[];
}

/** Draws it up. Yields often, so that whoever runs it can breathe. */
export function* budget(s: BudgetSettings): Generator<void, Budget, void> {
  const schedule = makeSchedule(scheduleOf(s));
  const denoiser = exactTarget(s.target).mixture.denoiser(schedule);
  const spec = specOf(s, s.grid, true);
  const path = yield* sampling(spec, denoiser);
  const { times } = path;
  const n = times.length - 1;
  const fine = Math.max(4, Math.ceil(fineSteps / n));
  const steps: BudgetStep[] = [];
  const reached: Batch[] = [];
  const exact: Batch[] = [];
  let end = zeros(0, 2);
  let first = end;
  for (let i = 0; i < n; i++) {
    const on = yield* solved(spec, denoiser, schedule, times, i, fine, stateOf(path, i));
    if (i === 0) first = on.end;
    else steps.push({ ...steps.pop()!, left: meanDistance(on.end, end) });
    end = on.end;
    const scale = 1 / Math.hypot(schedule.alpha(times[i + 1]), schedule.sigma(times[i + 1]));
    reached.push(scaled(stateOf(path, i + 1), scale));
    exact.push(scaled(on.next, scale));
    steps.push({ from: times[i], to: times[i + 1], made: meanDistance(reached[i], exact[i]), left: NaN });
  }
  const last = stateOf(path);
  steps.push({ ...steps.pop()!, left: meanDistance(last, end) });
  const byGrid = {} as Record<Grid, number>;
  for (const grid of grids)
    byGrid[grid] = meanDistance(stateOf(yield* sampling(specOf(s, grid, false), denoiser)), first);
  return { steps, total: meanDistance(last, first), byGrid, greatest: farthest(last.data), reached, exact };
}

export function specOf(s: BudgetSettings, grid: Grid, path: boolean): SampleSpec {
  const { sampler, zero, seed } = s;
  return {
    sampler,
    schedule: scheduleOf(s),
    grid,
    steps: stepsFor(sampler, s.evaluations),
    least: 0.01,
    zero,
    count: pointCount,
    seed,
    path,
  };
}

/** The ODE from state `x` at times[i]: where it is at the next time and at the last one. */
function* solved(
  spec: SampleSpec,
  denoiser: Denoiser,
  schedule: Schedule,
  times: ArrayLike<number>,
  i: number,
  fine: number,
  x: Batch,
): Generator<void, { readonly next: Batch; readonly end: Batch }, void> {
  const way: number[] = [times[i]];
  let next = 0;
  for (let j = i; j + 1 < times.length; j++) {
    way.push(...between(schedule, times[j], times[j + 1], fine));
    if (j === i) next = way.length - 1;
  }
  const exact = yield* sampling({ ...spec, sampler: 'dpmSolver3', path: true }, denoiser, Float64Array.from(way), x);
  return { next: stateOf(exact, next), end: stateOf(exact) };
}

/** Times after `from` as far as `to`, even in log-SNR; on the way to no noise at all they stop short of it, then go there. */
function between(schedule: Schedule, from: number, to: number, n: number): readonly number[] {
  const clean = schedule.sigma(to) === 0;
  const [most, least] = [schedule.logSnr(from), clean ? -2 * Math.log(1e-4) : schedule.logSnr(to)];
  const count = clean ? 4 * n : n;
  const way = Array.from({ length: count }, (_, k) => schedule.timeOfLogSnr(most + ((least - most) * (k + 1)) / count));
  return clean ? [...way, to] : [...way.slice(0, -1), to];
}

function scaled({ data, dim }: Batch, scale: number): Batch {
  return batch(
    data.map((x) => scale * x),
    dim,
  );
}

/** The step shown: the one asked for, or the one whose error is the largest at the end. */
export function shownStep(steps: readonly BudgetStep[], asked: number): number {
  if (asked > 0) return Math.min(asked, steps.length);
  return 1 + steps.reduce((worst, { left }, i) => (left > steps[worst].left ? i : worst), 0);
}

export function budgetNow(s: BudgetSettings): Budget {
  const work = budget(s);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

/** What travels in the page: the numbers, and the one cloud that is shown. */
export interface BuiltBudget extends Omit<Budget, 'reached' | 'exact'> {
  readonly at: number;
  readonly cloud: readonly number[];
  readonly goal: readonly number[];
}

export function packed(whole: Budget, asked: number): BuiltBudget {
  const at = shownStep(whole.steps, asked);
  const numbers = (b: Batch | null) => (b ? Array.from(b.data, (x) => Math.round(x * 1e4) / 1e4 + 0) : []);
  const { steps, total, byGrid, greatest } = whole;
  return {
    steps,
    total,
    byGrid,
    greatest,
    at,
    cloud: numbers(whole.reached[at - 1]),
    goal: numbers(whole.exact[at - 1]),
  };
}

export function unpacked({ steps, total, byGrid, greatest, at, cloud, goal }: BuiltBudget): Budget {
  const only = (points: readonly number[]) => steps.map((_, i) => (i === at - 1 ? batch(points, 2) : null));
  return { steps, total, byGrid, greatest, reached: only(cloud), exact: only(goal) };
}
