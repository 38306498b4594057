/** Runs side by side at equal cost: what is counted, and when they are done. Plain data, in the settings of every kind of run. */

export const raceUnits = ['examples', 'flops', 'time'] as const;
/** Training examples seen, floating-point operations of training, or milliseconds of it. */
export type RaceUnit = (typeof raceUnits)[number];

export interface Race {
  /** Runs of one group go in lock step: none is ahead of another by more than one of its own steps. */
  readonly group: string;
  readonly by: RaceUnit;
  /** How much of it each may spend, in examples, operations or milliseconds; 0 for no end. No step is begun that would go beyond. */
  readonly budget: number;
  /** So many times on the way, at equal shares of the budget, a run is looked at, whatever interval is watched (0: never). */
  readonly marks?: number;
}

/** What a run has spent since its weights were new. */
export interface Spent {
  /** Examples of the data seen, repeats counted. */
  readonly examples: number;
  /** Operations of its networks' matrix products, counted from their shapes. */
  readonly flops: number;
  /** Of training alone: without samples, snapshots and rests. */
  readonly milliseconds: number;
}

export const nothingSpent: Spent = { examples: 0, flops: 0, milliseconds: 0 };

export function spentBy({ examples, flops, milliseconds }: Spent, by: RaceUnit): number {
  return by === 'examples' ? examples : by === 'flops' ? flops : milliseconds;
}

/** Null for a run that races with nobody. Throws an `Error` that names what was expected. */
export function parseRace(value: unknown): Race | null {
  if (value === undefined || value === null) return null;
  const { group, by, budget, marks = 0 } = value as Partial<Record<keyof Race, unknown>>;
  if (typeof group !== 'string' || group.length > 60)
    throw new Error(`race group ${String(group)} (expected a short name)`);
  const unit = raceUnits.find((known) => known === by);
  if (!unit) throw new Error(`unknown unit of a budget: ${String(by)} (expected ${raceUnits.join(', ')})`);
  if (typeof budget !== 'number' || !(budget >= 0 && budget <= 1e18))
    throw new Error(`budget is ${String(budget)} (expected 0 or more)`);
  if (typeof marks !== 'number' || !Number.isInteger(marks) || marks < 0 || marks > 1000)
    throw new Error(`marks is ${String(marks)} (expected a whole number from 0 to 1000)`);
  return { group, by: unit, budget, ...(marks > 0 && { marks }) };
}
