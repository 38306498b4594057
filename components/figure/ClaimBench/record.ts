/** The recorded run of every claim: read when the book is built, and by a page whose link asks for another claim than the chapter does. */
import type { ClaimName, Row } from '../../../src/core/claims/index';
import record from '../../../src/site/claims.json';
import type { Recorded } from './state';

interface File {
  readonly command: string;
  readonly machine: string;
  readonly seconds: number;
  readonly claims: Readonly<
    Record<string, { readonly seeds: number; readonly seconds: number; readonly rows: readonly Row[] } | undefined>
  >;
}

const { command, machine, seconds, claims } = record as unknown as File;

export const whole = { command, machine, seconds } as const;

/** Throws `Error`, naming the command, where a claim was never measured. */
export function recorded(claim: ClaimName): Recorded {
  const found = claims[claim];
  if (!found) throw new Error(`src/site/claims.json has no record of ${claim} (expected it from: ${command} ${claim})`);
  return {
    claim,
    command,
    machine,
    seconds: found.seconds,
    seeds: Array.from({ length: found.seeds }, (_, i) => i + 1),
    rows: found.rows,
  };
}
