import type { Claim } from './claim';
import { collapse } from './collapse';
import { copying } from './copying';
import { cost } from './cost';
import { diversity } from './diversity';
import { noise } from './noise';
import { repeat } from './repeat';
import { sensitivity } from './sensitivity';
import { solvers } from './solvers';
import { speed } from './speed';
import { stability } from './stability';

export type { Claim, Owner, Row, Series, Test, Work } from './claim';
export { estimate, judge, outcome, verdict, type Answer, type Judgement, type Outcome, type Verdict } from './judge';
export { boundsOf } from './cut-off';
export { entrantLabels, entrantNames, entrants, type Entrant } from './entrants';
export { level, questions } from './protocol';
export type { Trainers } from './trainers';

/** The claims of chapter 16, in its order. */
export const claims = {
  cost,
  speed,
  solvers,
  noise,
  collapse,
  diversity,
  sensitivity,
  stability,
  repeat,
  copying,
} as const satisfies Readonly<Record<string, Claim>>;
export type ClaimName = keyof typeof claims;
export const claimNames = Object.keys(claims) as readonly ClaimName[];
