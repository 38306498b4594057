/** How much training it takes to a given quality: the criterion of the search and of the claim on cost. */
import type { Batch } from '../batch';
import type { Work } from './claim';
import { budget, goal } from './protocol';
import { stepsFor, trainedTo, within, type DiffusionModel, type GanModel } from './work';
import { lost } from './yardstick';

/** Operations at which it is looked: from the first on, each half as far again, and at the budget's end. */
const from = 0.1e9;
const ratio = 1.5;
export const looks: readonly number[] = [
  ...Array.from({ length: Math.ceil(Math.log(budget / from) / Math.log(ratio)) }, (_, k) => from * ratio ** k),
  budget,
];

export interface Reached {
  /** Operations when the goal was first held; the budget where it was not. */
  readonly flops: number;
  readonly held: boolean;
  /** Energy distance at the last look. */
  readonly distance: number;
}

/** Trains until the energy distance is at most the goal at two looks in a row. */
export async function* reaching(
  { learner }: Pick<DiffusionModel | GanModel, 'learner'>,
  draw: () => Batch,
  distance: (x: Batch) => number,
): Work<Reached> {
  let first = 0;
  let now = lost;
  for (const [k, flops] of looks.entries()) {
    const sound = yield* within(k / looks.length, (k + 1) / looks.length, trainedTo(learner, stepsFor(learner, flops)));
    if (!sound) return { flops: budget, held: false, distance: lost };
    now = distance(draw());
    if (now > goal) first = 0;
    else if (first > 0) return { flops: first, held: true, distance: now };
    else first = learner.steps * learner.flopsPerStep;
  }
  return { flops: budget, held: false, distance: now };
}
