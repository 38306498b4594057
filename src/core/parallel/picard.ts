import { copy, count, zeros, type Batch } from '../batch';
import { posterior } from '../process/posterior';
import type { SamplerInput } from '../sampler/sampler';
import type { Moves } from './moves';

export interface PicardInput {
  readonly moves: Moves;
  /** Where all trajectories begin [n, dim]. Not changed. */
  readonly x: Batch;
  /** Steps evaluated side by side in a sweep; default all. */
  readonly window?: number;
  /** The change from sweep to sweep, root mean square over a row's numbers, that counts as none, in `lengths`; default 0: no change at all. */
  readonly tolerance?: number;
  /** For each state 0 … steps the length that `tolerance` is measured in; default 1, the data's unit. */
  readonly lengths?: ArrayLike<number>;
  /** Whether the window leaves behind what stands still (default). Otherwise it stays until all of it does. */
  readonly slides?: boolean;
}

/** What a sweep did. Arrays and states are the iteration's own memory: copy what you keep. */
export interface Sweep {
  /** 1, 2, …: so many evaluations came one after the other. */
  readonly sweep: number;
  /** Steps `from` … `to - 1` were evaluated, all at once, and states `from + 1` … `to` set. */
  readonly from: number;
  readonly to: number;
  /** How far each state 0 … steps is from where the last sweep had it: root mean square over a row's numbers, the largest of all rows. 0 outside the window. */
  readonly change: Float64Array;
  /** States up to this one are done: the next sweep's `from`. `steps` at the end. */
  readonly done: number;
  /** Calls of the denoiser for each row so far, and how many of them had to wait for another. */
  readonly evaluations: number;
  readonly inARow: number;
  /** The states 0 … steps, each [n, dim]. */
  readonly path: readonly Batch[];
}

/**
 * All steps of a sampler at once: Picard iteration over the trajectory, and with a window that slides the algorithm of Shih et al. 2023
 * (ParaDiGMS, algorithm 1). Every state begins at `x`. A sweep takes each step of the window from where its state stands now, and sums the moves up
 * from the first:
 *
 *   x_k <- x_from + sum_(from <= j < k) (step_j(x_j) - x_j).
 *
 * After k sweeps the first k states are those of the sequential run, so that there are never more sweeps than steps; the fixed point is that run, to
 * rounding. The window moves on to the first state that still changed by more than the tolerance; what newly comes into it begins where its end stood. Throws `RangeError` for a window, a tolerance or lengths that cannot be.
 */
export function* picard(input: PicardInput): Generator<Sweep, void, void> {
  const { moves, x, tolerance = 0, slides = true } = input;
  const { steps } = moves;
  const { window = steps, lengths = new Float64Array(steps + 1).fill(1) } = input;
  if (!Number.isInteger(window) || window < 1) {
    throw new RangeError(`window of ${window} steps (expected a positive integer)`);
  }
  if (!(tolerance >= 0)) throw new RangeError(`tolerance is ${tolerance} (expected 0 or more)`);
  if (lengths.length !== steps + 1) throw new RangeError(`${lengths.length} lengths (expected ${steps + 1})`);
  const { dim } = x;
  const path = Array.from({ length: steps + 1 }, () => copy(x));
  const change = new Float64Array(steps + 1);
  const moved = zeros(count(x), dim);
  const [sum, held] = [new Float64Array(x.data.length), new Float64Array(x.data.length)];
  let [from, to] = [0, Math.min(window, steps)];
  let [evaluations, inARow] = [0, 0];

  for (let sweep = 1; from < steps; sweep++) {
    change.fill(0);
    sum.set(path[from].data);
    held.set(path[from].data);
    let most = 0;
    for (let j = from; j < to; j++) {
      // `held` is state j as the last sweep left it: `path[j]` is overwritten on the way.
      const calls = moves.move({ data: held, dim }, j, moved);
      evaluations += calls;
      most = Math.max(most, calls);
      for (let i = 0; i < sum.length; i++) sum[i] += moved.data[i] - held[i];
      held.set(path[j + 1].data);
      change[j + 1] = furthest(sum, held, dim);
      path[j + 1].data.set(sum);
    }
    inARow += most;
    // The first state that still moved is done as well: those before it, which it is the sum of, stood still.
    let done = from + 1;
    while (done < to && change[done] <= tolerance * lengths[done]) done++;
    if (!slides && done < to) done = from;
    yield { sweep, from, to, change, done, evaluations, inARow, path };
    const end = Math.min(done + window, steps);
    for (let k = to + 1; k <= end; k++) path[k].data.set(path[to].data);
    [from, to] = [done, end];
  }
}

/** The last sweep: its `path` ends with the samples. */
export function runPicard(input: PicardInput): Sweep {
  let last: Sweep | undefined;
  for (const sweep of picard(input)) last = sweep;
  if (!last) throw new RangeError('no steps (expected at least one)');
  return last;
}

/**
 * Lengths for the tolerance: at each state the deviation of the noise that ancestral sampling would add in its next step (the authors' code; Ho et al.
 * 2020, eq. 7), so that an error counts by what noise would hide there. The last two states, which have none, take the least before them; with
 * `ends: 0`, as in the authors' code, they must repeat to the last digit.
 */
export function ancestralLengths(
  { schedule, times }: Pick<SamplerInput, 'schedule' | 'times'>,
  { ends }: { readonly ends?: number } = {},
): Float64Array {
  const steps = times.length - 1;
  const lengths = new Float64Array(steps + 1);
  for (let j = 0; j < steps; j++) lengths[j] = Math.sqrt(posterior(schedule, times[j + 1], times[j]).variance);
  const least = lengths.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Infinity);
  return lengths.map((length) => (length > 0 ? length : (ends ?? (least < Infinity ? least : 0))));
}

/** The largest root mean square difference of two rows. */
function furthest(a: Float64Array, b: Float64Array, dim: number): number {
  let most = 0;
  for (let i = 0; i < a.length; i += dim) {
    let squared = 0;
    for (let d = 0; d < dim; d++) squared += (a[i + d] - b[i + d]) ** 2;
    most = Math.max(most, squared / dim);
  }
  return Math.sqrt(most);
}
