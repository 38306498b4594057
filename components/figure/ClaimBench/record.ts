/** The recorded run of every claim: read when the book is built, and by a page whose link asks for another claim than the chapter does. */
import type { ClaimName } from '../../../src/core/claims/index';
import type { Claims } from '../../../src/record/claims';
import record from '../../../src/record/claims.json';
import type { Recorded } from './state';

/** A page that asks for another claim loads the file and no parser: the tests of the records have read it. */
const { command, machine, seconds, firstSeed }: Claims = record;
const claims: Readonly<Partial<Claims['claims']>> = record.claims;

export const whole = { command, machine, seconds } as const;

/** Throws `Error`, naming the command, where a claim was never measured. */
export function recorded(claim: ClaimName): Recorded {
  const found = claims[claim];
  if (!found)
    throw new Error(`src/record/claims.json has no record of ${claim} (expected it from: ${command} ${claim})`);
  return {
    claim,
    command,
    machine,
    seconds: found.seconds,
    seeds: Array.from({ length: found.seeds }, (_, i) => firstSeed + i),
    rows: found.rows,
  };
}
