import { copy, type Batch } from '../batch';
import { ddim, type DdimOptions } from './ddim';
import { ddpm, type DdpmOptions } from './ddpm';
import type { Sampler, SamplerInput } from './sampler';

export type { Sampler, SamplerInput, SamplerStep } from './sampler';
export type { DdimOptions } from './ddim';
export type { DdpmOptions } from './ddpm';
export { ddim, ddpm };
export { discreteTimes, uniformTimes } from './times';

/** What figures, tests and the bibliography need to know of a sampler. */
export interface SamplerEntry<Options> {
  readonly label: string;
  /** Key in the reference list. */
  readonly citation: string;
  /** Order of convergence to the probability-flow ODE's solution; for a stochastic one, in distribution. */
  readonly order: number;
  /** Whether it draws noise with its default options. */
  readonly stochastic: boolean;
  readonly evaluationsPerStep: number;
  readonly defaults: Required<Options>;
  readonly sampler: Sampler<Options>;
}

/** Keeps an entry's own options while checking it against `SamplerEntry`. */
const entry = <Options>(value: SamplerEntry<Options>): SamplerEntry<Options> => value;

/** The samplers of this book, in the order menus show them. */
export const samplers = {
  ddpm: entry<DdpmOptions>({
    label: 'DDPM (ancestral)',
    citation: 'ho2020',
    order: 1,
    stochastic: true,
    evaluationsPerStep: 1,
    defaults: { variance: 'small' },
    sampler: ddpm,
  }),
  ddim: entry<DdimOptions>({
    label: 'DDIM',
    citation: 'song2021ddim',
    order: 1,
    stochastic: false,
    evaluationsPerStep: 1,
    defaults: { eta: 0 },
    sampler: ddim,
  }),
};

/** Runs a sampler to its end: the last x, a copy. */
export function run<Options>(sampler: Sampler<Options>, input: SamplerInput & Options): Batch {
  let x = input.x;
  for (const step of sampler(input)) x = step.x;
  return copy(x);
}
