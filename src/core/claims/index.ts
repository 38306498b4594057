import type { Claim } from './claim';
import { solvers } from './solvers';

export type { Claim, Owner, Row, Series, Test, Work } from './claim';
export { estimate, judge, outcome, verdict, type Answer, type Judgement, type Outcome, type Verdict } from './judge';
export type { Trainers } from './trainers';

/** The claims of chapter 16, in its order. */
export const claims = { solvers } as const satisfies Readonly<Record<string, Claim>>;
export type ClaimName = keyof typeof claims;
export const claimNames = Object.keys(claims) as readonly ClaimName[];
