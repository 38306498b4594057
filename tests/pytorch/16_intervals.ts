import { estimate, outcome } from '../../src/core/claims/index';
import { random } from '../../src/core/random';
import { bootstrapInterval, median, studentQuantile, type Interval } from '../../src/core/statistics/index';

const ratios = [0.31, 0.52, 0.27, 0.44, 0.61, 0.38];
const list = ({ value, low, high }: Interval): readonly number[] => [value, low, high];

/** The same intervals by the code of the figures; the bootstrap by other random numbers. */
export function expected(): object {
  const test = {
    label: 'ratio',
    of: (row: Readonly<Record<string, number>>) => row.ratio,
    log: true,
    holds: 'above',
    threshold: 1,
  } as const;
  const ratio = estimate(
    test,
    ratios.map((value) => ({ ratio: value })),
    0.95,
  );
  return {
    t: [2, 3, 6, 10].map((n) => studentQuantile(0.95, n - 1)),
    ratio: list(ratio),
    bootstrap: list(bootstrapInterval(ratios, median, { random: random(1), resamples: 20_000 })),
    outcomes: [1, 0.4, 0.2].map((threshold) => outcome({ threshold, holds: 'above' }, ratio)),
  };
}

export const tolerance = 1e-8;
/** Twenty thousand resamples of six numbers leave this much of chance in the ends. */
export const tolerances = { bootstrap: 0.02 };
