/** Recorded runs of both models on few digits: how they are read, by the figure and by the text. */
import type { SmallCase, SmallDataFile, SmallRun } from './shape';

export type { SmallCase, SmallDataFile, SmallRun };

export const sides = ['diffusion', 'gan'] as const;
export type SmallSide = (typeof sides)[number];
export const metrics = ['frechet', 'agreement', 'diversity', 'nearest'] as const;
export type Metric = (typeof metrics)[number];

/** A metric over seeds. */
export interface Spread {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  readonly values: readonly number[];
}

export function spreadOf(runs: readonly SmallRun[], metric: Metric): Spread {
  const values = runs.map((run) => run[metric]);
  return {
    values,
    mean: values.reduce((sum, v) => sum + v, 0) / values.length,
    least: Math.min(...values),
    most: Math.max(...values),
  };
}

/** The value that real digits have in the place of samples; null where it was not measured. */
export function realOf({ real }: SmallCase, metric: Metric): number | null {
  switch (metric) {
    case 'frechet':
      return real.frechet;
    case 'nearest':
      return real.nearest;
    case 'agreement':
      return null;
    case 'diversity':
      return real.diversity;
  }
}

/** Cases of all classes by their number of digits, and of one class alone. */
export const wholeCases = ({ cases }: Pick<SmallDataFile, 'cases'>): readonly SmallCase[] =>
  cases.filter(({ only }) => only === null).sort((a, b) => a.count - b.count);
export const narrowCases = ({ cases }: Pick<SmallDataFile, 'cases'>): readonly SmallCase[] =>
  cases.filter(({ only }) => only !== null).sort((a, b) => a.count - b.count);

/** Which side is better in a case by a metric, and whether every seed of it is better than every one of the other. */
export function better(of: SmallCase, metric: Metric): { readonly side: SmallSide; readonly clear: boolean } {
  const [a, b] = [spreadOf(of.diffusion, metric), spreadOf(of.gan, metric)];
  const lower = metric === 'frechet';
  // Diversity is best at 1, the others at their greatest or least.
  const off = (value: number) => (metric === 'diversity' ? Math.abs(value - 1) : lower ? value : -value);
  const side = off(a.mean) <= off(b.mean) ? 'diffusion' : 'gan';
  const [won, lost] = side === 'diffusion' ? [a, b] : [b, a];
  return { side, clear: Math.max(...won.values.map(off)) < Math.min(...lost.values.map(off)) };
}
