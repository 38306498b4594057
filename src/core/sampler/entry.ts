import type { Sampler } from './sampler';

/** What figures, tests and the bibliography need to know of a sampler. */
export interface SamplerEntry<Options> {
  readonly label: string;
  /** Key in the reference list. */
  readonly citation: string;
  /** Where in that work: an algorithm or an equation. */
  readonly source: string;
  /**
   * Order of convergence to the probability-flow ODE's solution; for a stochastic one, in distribution. A last step to
   * no noise is of order 1 in most, and so is the whole on a grid whose last step does not shrink fast. 0: the bias is
   * that of a single move, and more steps do not mend it.
   */
  readonly order: number;
  /** Whether it draws noise with its default options. */
  readonly stochastic: boolean;
  /**
   * Denoiser calls of an ordinary step with the defaults (a last one, to no noise, often takes fewer).
   * For an adaptive sampler, those of one attempt.
   */
  readonly evaluationsPerStep: number;
  /** Denoiser calls of so many steps with the defaults, where they are not as many for each and 1 for a last one to no noise. */
  readonly cost?: (steps: number, zero: boolean) => number;
  /** Whether it chooses its own steps between the times it is given: their number then says nothing of its cost. */
  readonly adaptive?: boolean;
  readonly defaults: Required<Options>;
  readonly sampler: Sampler<Options>;
}
