/** How many steps a run may take now, so that the runs of its group spend alike. */
import { spentBy, type Race, type Spent } from '../race';

export interface Racer {
  readonly race: Race | null;
  /** Whether it would train if it were let: playing, seen, with a network. Others are not waited for. */
  readonly racing: boolean;
  readonly spent: Spent;
  /** What its next step is expected to cost. */
  readonly cost: Spent;
}

/** All runs of the worker. */
export const racers = new Set<Racer>();

/** Costs of a step add up with rounding errors. */
const slack = 1e-9;

/**
 * Steps that `racer` may take now; 0 to wait for others, Infinity where nobody holds it back. The one that has spent least may always
 * go on, so that no group stands still: one that loads, rests, is paused or has failed is not waited for, and catches up when it returns.
 */
export function allowance(racer: Racer, all: Iterable<Racer>): number {
  const { race } = racer;
  if (!race) return Infinity;
  const own = spentBy(racer.spent, race.by);
  let least = Infinity;
  for (const other of all) {
    if (other === racer || !other.racing || other.race?.group !== race.group) continue;
    if (!finished(other)) least = Math.min(least, spentBy(other.spent, race.by));
  }
  if (own > least * (1 + slack)) return 0;
  if (least === Infinity) return Infinity;
  const cost = spentBy(racer.cost, race.by);
  return cost > 0 ? Math.max(1, Math.floor((least - own) / cost)) : 1;
}

/** Steps until the budget is spent: Infinity without one. */
export function left({ race, spent, cost }: Racer): number {
  if (!race || race.budget === 0) return Infinity;
  const each = spentBy(cost, race.by);
  const rest = race.budget * (1 + slack) - spentBy(spent, race.by);
  // Before the first step a run does not know how long one takes.
  if (each === 0) return rest > 0 ? 1 : 0;
  return Math.max(0, Math.floor(rest / each));
}

/** Which mark comes next where so much is spent: one that is just reached counts. */
function next(spent: number, { budget, marks = 0 }: Race): number {
  return Math.ceil((spent * marks) / budget - slack);
}

/** The last mark that its next step would go beyond, where that is still ahead or just reached. 0 elsewhere, at the start, and where none are set. */
export function markAt({ race, spent, cost }: Racer): number {
  if (!race?.marks || race.budget === 0) return 0;
  const [own, each] = [spentBy(spent, race.by), spentBy(cost, race.by)];
  const mark = next(own + each, race) - 1;
  return own > 0 && each > 0 && mark >= next(own, race) ? Math.min(mark, race.marks) : 0;
}

/** Steps until it stands at a mark: Infinity where none are set. */
export function untilMark({ race, spent, cost }: Racer): number {
  if (!race?.marks || race.budget === 0) return Infinity;
  const [own, each] = [spentBy(spent, race.by), spentBy(cost, race.by)];
  if (each === 0) return 1;
  const mark = next(own + each, race);
  return Math.max(1, Math.floor((((mark + slack) * race.budget) / race.marks - own) / each));
}

export function finished(racer: Racer): boolean {
  return left(racer) === 0;
}

/** What a step costs, besides its time. */
export interface Priced {
  readonly examplesPerStep: number;
  readonly flopsPerStep: number;
}

/** With so many more steps; parts of a step count as such. */
export function spentMore(
  { examples, flops, milliseconds }: Spent,
  { examplesPerStep, flopsPerStep }: Priced,
  steps: number,
  ms: number,
): Spent {
  return {
    examples: examples + steps * examplesPerStep,
    flops: flops + steps * flopsPerStep,
    milliseconds: milliseconds + ms,
  };
}
