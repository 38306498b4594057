/** How even a way of pictures is, in the judge's features. */
import type { DigitJudgement } from '../../../src/engine/kinds/shipped/judgement';

export interface Evenness {
  /** The longest step over the mean of all: 1 for a way that changes as much in each. */
  readonly longest: number;
  /** Length of the way over the distance of its ends: 1 for a straight one. */
  readonly detour: number;
  /** The least probability that the judge gives the class along the way. */
  readonly certainty: number;
}

export function evenness(
  { features: { data, dim }, logProbabilities }: Pick<DigitJudgement, 'features' | 'logProbabilities'>,
  label: number,
): Evenness {
  const n = data.length / dim;
  const apart = (i: number, j: number) => {
    let squares = 0;
    for (let d = 0; d < dim; d++) squares += (data[i * dim + d] - data[j * dim + d]) ** 2;
    return Math.sqrt(squares);
  };
  const steps = Array.from({ length: n - 1 }, (_, i) => apart(i, i + 1));
  const length = steps.reduce((sum, v) => sum + v, 0);
  const least = Math.min(...Array.from({ length: n }, (_, i) => logProbabilities[10 * i + label]));
  return {
    longest: length > 0 ? (Math.max(...steps) * steps.length) / length : 1,
    detour: length > 0 ? length / apart(0, n - 1) : 1,
    certainty: Math.exp(least),
  };
}
