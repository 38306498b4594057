/** Wall-clock times here: both ways of taking the steps, and what a batch of the window's size costs. No DOM here. */
import {
  clocked,
  timingParallel,
  type ParallelSpec,
  type ParallelTimes,
} from '../../../src/engine/kinds/plane/parallel';
import { exactOf, pointCount, specOf, windowOf, type Course } from './state';

export { clocked };

/** Times each thing is timed, in turn with the others. */
export const rounds = 9;

/** Medians of what was timed. */
export interface Timing extends ParallelTimes {
  readonly key: string;
  readonly of: Course;
  /** The share of the rounds that is done. */
  readonly done: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function medians(of: Course, key: string, all: readonly ParallelTimes[]): Timing {
  const middle = (name: keyof ParallelTimes) => median(all.map((one) => one[name]));
  const [sequential, parallel, one, batch] = (['sequential', 'parallel', 'one', 'batch'] as const).map(middle);
  return { key, of, sequential, parallel, one, batch, done: all.length / rounds };
}

/** With the exact score, in this page. Reports after every round. */
export function* timing(
  of: Course,
  key: string,
  report: (timing: Timing) => void,
  now: () => number = () => performance.now(),
): Generator<void, void, void> {
  const round = () => timingParallel(specOf(of), exactOf(of), now);
  const found: ParallelTimes[] = [];
  // Once before it counts, so that all code is compiled.
  yield* round();
  while (found.length < rounds) {
    found.push(yield* round());
    report(medians(of, key, found));
  }
}

/** With whatever model answers how long it takes. */
export async function timingBy(
  times: (spec: ParallelSpec) => Promise<ParallelTimes>,
  of: Course,
  key: string,
  report: (timing: Timing) => void,
): Promise<void> {
  const found: ParallelTimes[] = [];
  await times(specOf(of));
  while (found.length < rounds) {
    found.push(await times(specOf(of)));
    report(medians(of, key, found));
  }
}

/** How many evaluations of the points a batch of the window's size cost. */
export const batchCost = ({ one, batch }: Pick<Timing, 'one' | 'batch'>): number => batch / one;
/** Points in such a batch. */
export const batchSize = (s: Pick<Course, 'steps' | 'window'>): number => windowOf(s) * pointCount;
