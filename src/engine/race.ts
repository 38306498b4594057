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
