/** Wall-clock times in this very page: both ways of taking the steps, and what a batch of the window's size costs. No DOM here. */
import { zeros, type Batch } from '../../../src/core/batch';
import { picard } from '../../../src/core/parallel/index';
import { pointCount, prepared, windowOf, type Course } from './state';

/** Times each thing is timed, in turn with the others. */
export const rounds = 9;
/** Milliseconds that a clock runs at the least: it ticks in steps of up to one. */
const least = 12;
/** Milliseconds of work between two turns of the page. */
const slice = 8;

export interface Timing {
  readonly key: string;
  readonly of: Course;
  /** Medians, in milliseconds: the steps one after the other, all at once, one evaluation of the points, one of a window of them. */
  readonly sequential: number;
  readonly parallel: number;
  readonly one: number;
  readonly batch: number;
  /** The share of the rounds that is done. */
  readonly done: number;
}

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

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Reports after every round. */
export function* timing(
  of: Course,
  key: string,
  report: (timing: Timing) => void,
  now: () => number = () => performance.now(),
): Generator<void, void, void> {
  const { denoiser, moves, sequential, times, x } = prepared(of);
  const window = windowOf(of);
  // Half way between noise and data. What is asked there costs the same as anywhere.
  const t = times[times.length >> 1];
  const many: Batch = { data: new Float64Array(window * x.data.length), dim: 2 };
  for (let k = 0; k < window; k++) many.data.set(x.data, k * x.data.length);
  const asks = (points: Batch) => {
    const out = zeros(points.data.length / 2, 2);
    return function* (): Generator<void, void, void> {
      denoiser.denoise(points, t, out);
    };
  };
  const work = [sequential, () => picard({ moves: moves(), x, window, tolerance: of.tolerance }), asks(x), asks(many)];
  const found: number[][] = work.map(() => []);
  // Once before it counts, so that all code is compiled.
  for (const make of work) yield* clocked(make, now);
  for (let round = 1; round <= rounds; round++) {
    for (const [i, make] of work.entries()) found[i].push(yield* clocked(make, now));
    const [inSequence, parallel, one, batch] = found.map(median);
    report({ key, of, sequential: inSequence, parallel, one, batch, done: round / rounds });
  }
}

/** How many evaluations of the points a batch of the window's size cost. */
export const batchCost = ({ one, batch }: Pick<Timing, 'one' | 'batch'>): number => batch / one;
/** Points in such a batch. */
export const batchSize = (s: Pick<Course, 'steps' | 'window'>): number => windowOf(s) * pointCount;
