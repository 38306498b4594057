/** Which claim is on the bench, and with which seeds a page runs it. No DOM here. */
import { benched, benchedNames, type BenchedName, type Row } from '../../../src/core/claims/index';
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';

export const claimBench = schema({
  claim: choice(benchedNames, 'cost'),
  /** First seed of a run in the page. The record's seeds are others (`firstSeed` in `core/claims/protocol.ts`), so that these are new. */
  seed: seed(101),
  /** How many seeds a page runs; 0: as many as the claim asks for. */
  count: number(0, { min: 0, max: 20, integer: true }),
});

export type ClaimBenchSettings = SettingsOf<typeof claimBench>;

/** Rows with their seeds, however they came about. */
export interface Measured {
  readonly seeds: readonly number[];
  readonly rows: readonly Row[];
}

/** A claim's rows as `npm run record -- claims` wrote them. */
export interface Recorded extends Measured {
  readonly claim: BenchedName;
  readonly seconds: number;
  readonly machine: string;
  readonly command: string;
}

/** The seeds that a page runs. */
export function liveSeeds({ claim, seed: first, count }: ClaimBenchSettings): readonly number[] {
  const n = count === 0 ? benched[claim].seeds.live : count;
  return Array.from({ length: n }, (_, i) => first + i);
}

/** Both together where no seed is in both: else null. */
export function pooled(a: Measured, b: Measured): Measured | null {
  if (b.rows.length === 0 || b.seeds.slice(0, b.rows.length).some((one) => a.seeds.includes(one))) return null;
  return { seeds: [...a.seeds, ...b.seeds.slice(0, b.rows.length)], rows: [...a.rows, ...b.rows] };
}
