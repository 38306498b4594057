/** All steps at once, beside the same steps one after the other. No DOM here. */
import { solvingParallel, type Parallel, type Stand } from '../../../src/engine/kinds/plane/parallel';
import { exactOf, specOf, type Course } from './state';

export type { Stand };

export interface Solved extends Parallel {
  /** What it is of. */
  readonly of: Course;
  readonly key: string;
}

/** With the exact score. Yields after every step and every sweep. */
export function* solving(of: Course, key: string): Generator<void, Solved, void> {
  return { of, key, ...(yield* solvingParallel(specOf(of), exactOf(of))) };
}

export function solvedNow(of: Course, key: string): Solved {
  const work = solving(of, key);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

/** How it stood at a sweep; of those there were, the nearest. */
export function standAt({ stands }: Pick<Solved, 'stands'>, sweep: number): Stand {
  return stands[Math.max(0, Math.min(stands.length - 1, Math.round(sweep)))];
}

export const lastOf = ({ stands }: Pick<Solved, 'stands'>): Stand => stands[stands.length - 1];
