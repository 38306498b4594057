/** The recorded run of every claim: read when the book is built, and by a page whose link asks for another claim than the chapter does. */
import type { BenchedName } from '../../../src/core/claims/index';
import type { Claims } from '../../../src/record/claims';
import record from '../../../src/record/claims.json';
import type { Robustness } from '../../../src/record/robustness';
import robust from '../../../src/record/robustness.json';
import type { Recorded } from './state';

/** A page that asks for another claim loads the file and no parser: the tests of the records have read it. */
const { command, machine, seconds, firstSeed }: Claims = record;
const claims: Readonly<Partial<Claims['claims']>> = record.claims;
/** Records of one claim each. */
const others: Readonly<
  Partial<Record<BenchedName, Pick<Robustness, 'command' | 'machine' | 'seconds' | 'firstSeed' | 'rows'>>>
> = {
  robustness: robust,
};

export const whole = { command, machine, seconds } as const;

/** Throws `Error`, naming the command, where a claim was never measured. */
export function recorded(claim: BenchedName): Recorded {
  const other = others[claim];
  if (other) {
    const { rows, firstSeed: from, ...rest } = other;
    return { claim, ...rest, seeds: rows.map((_, i) => from + i), rows };
  }
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
