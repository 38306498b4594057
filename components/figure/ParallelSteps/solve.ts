/** All steps at once, beside the same steps one after the other. No DOM here. */
import { copy, type Batch } from '../../../src/core/batch';
import { picard } from '../../../src/core/parallel/index';
import { meanDistance } from '../../../src/engine/kinds/plane/sampling';
import { lineCount, prepared, windowOf, type Course } from './state';

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

export interface Solved {
  /** What it is of. */
  readonly of: Course;
  readonly key: string;
  /** The states 0 … steps of the sequential run, and the calls of the denoiser that it took. */
  readonly sequential: readonly Batch[];
  readonly sequentialEvaluations: number;
  /** The start, then every sweep. */
  readonly stands: readonly Stand[];
  /** The largest distance of a last state from the sequential run's. */
  readonly furthest: number;
}

const firstPoints = ({ data, dim }: Batch): Batch => ({ data: data.slice(0, lineCount * dim), dim });

/** Yields after every sweep. */
export function* solving(of: Course, key: string): Generator<void, Solved, void> {
  const { moves, sequential, x } = prepared(of);
  const states: Batch[] = [];
  let sequentialEvaluations = 0;
  for (const step of sequential()) {
    states.push(copy(step.x));
    sequentialEvaluations = step.evaluations;
  }
  const window = windowOf(of);
  const standOf = (path: readonly Batch[], at: Omit<Stand, 'distance' | 'end' | 'paths'>): Stand => ({
    ...at,
    distance: Float64Array.from(path, (state, k) => meanDistance(state, states[k])),
    end: copy(path[at.to]),
    paths: path.slice(0, at.to + 1).map(firstPoints),
  });
  const start = { sweep: 0, from: 0, to: window, done: 0, evaluations: 0, inARow: 0 };
  const stands = [
    standOf(
      states.map(() => x),
      start,
    ),
  ];
  for (const { path, sweep, from, to, done, evaluations, inARow } of picard({
    moves: moves(),
    x,
    window,
    tolerance: of.tolerance,
  })) {
    stands.push(standOf(path, { sweep, from, to, done, evaluations, inARow }));
    yield;
  }
  return {
    of,
    key,
    sequential: states,
    sequentialEvaluations,
    stands,
    furthest: furthest(stands[stands.length - 1].end, states[of.steps]),
  };
}

export function solvedNow(of: Course, key: string): Solved {
  const work = solving(of, key);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

/** Largest distance of a row of `x` from that of `y`. */
function furthest(x: Batch, y: Batch): number {
  let most = 0;
  for (let i = 0; i < x.data.length; i += 2)
    most = Math.max(most, Math.hypot(x.data[i] - y.data[i], x.data[i + 1] - y.data[i + 1]));
  return most;
}

/** How it stood at a sweep; of those there were, the nearest. */
export function standAt({ stands }: Pick<Solved, 'stands'>, sweep: number): Stand {
  return stands[Math.max(0, Math.min(stands.length - 1, Math.round(sweep)))];
}

export const lastOf = ({ stands }: Pick<Solved, 'stands'>): Stand => stands[stands.length - 1];
