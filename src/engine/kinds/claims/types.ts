/** A claim of chapter 16 put to the test, as plain data. */
import type { BenchedName, Row } from '../../../core/claims/index';
import type { Backend } from '../../backends';

export interface Claims {
  readonly ask: {
    /** A claim's experiment, seed by seed. */
    readonly test: readonly [ExperimentSpec, Experimented, ExperimentProgress];
  };
}

export interface ExperimentSpec {
  readonly claim: BenchedName;
  /** A row of numbers for each. */
  readonly seeds: readonly number[];
}

export interface ExperimentProgress {
  /** Rows that are finished, in the order of the seeds. */
  readonly rows: readonly Row[];
  /** Share of all work, 0 to 1. */
  readonly done: number;
}

export interface Experimented {
  readonly rows: readonly Row[];
  readonly backend: Backend;
  readonly milliseconds: number;
}

/** Most seeds in one request. */
export const mostSeeds = 40;
