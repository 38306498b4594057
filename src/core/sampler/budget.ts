import type { SamplerEntry } from './entry';

/** What of an entry says what it costs. */
type Priced = Pick<SamplerEntry<object>, 'evaluationsPerStep' | 'cost'>;

/**
 * Denoiser calls of so many steps of a sampler with its defaults, the last one to no noise (`zero`) or not. Not for a sampler
 * that chooses its own steps.
 */
export function evaluationsOf(entry: Priced, steps: number, zero: boolean): number {
  const { evaluationsPerStep: each, cost } = entry;
  return cost ? cost(steps, zero) : each * steps - (zero ? each - 1 : 0);
}

/** The most steps that cost no more than so many evaluations; 0 where not even one does. */
export function stepsWithin(entry: Priced, evaluations: number, zero: boolean): number {
  let steps = 0;
  while (evaluationsOf(entry, steps + 1, zero) <= evaluations) steps++;
  return steps;
}
