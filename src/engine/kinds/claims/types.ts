/** A claim of chapter 16 put to the test, as plain data. */
import { claimNames, type ClaimName, type Row } from '../../../core/claims/index';
import type { Backend } from '../../backends';

export interface Claims {
  readonly ask: {
    /** A claim's experiment, seed by seed. */
    readonly test: readonly [ExperimentSpec, Experimented, ExperimentProgress];
  };
}

export interface ExperimentSpec {
  readonly claim: ClaimName;
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

/** Trusts nothing. Throws an `Error` that names what was wrong and what was expected. */
export function parseExperimentSpec(value: unknown): ExperimentSpec {
  const { claim, seeds } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  const known = claimNames.find((name) => name === claim);
  if (known === undefined) throw new RangeError(`unknown claim: ${String(claim)} (expected ${claimNames.join(', ')})`);
  const whole = (seed: unknown) =>
    typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed <= 4_294_967_295;
  if (!Array.isArray(seeds) || seeds.length < 1 || seeds.length > mostSeeds || !seeds.every(whole)) {
    throw new RangeError(`seeds are ${JSON.stringify(seeds)} (expected 1 to ${mostSeeds} whole numbers)`);
  }
  return { claim: known, seeds: seeds as readonly number[] };
}
