import type { Claim } from './claim';
import { collapse } from './collapse';
import { copying } from './copying';
import { cost } from './cost';
import { diversity } from './diversity';
import { noise } from './noise';
import { repeat } from './repeat';
import { robustness } from './robustness';
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

/** The claims of the comparison, in chapter 16's order: one record and one family of questions. */
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

/** All that stand on the bench: the ten, and those asked later, each with a record and a family of questions of its own (`level`). */
export const benched = { ...claims, robustness } as const satisfies Readonly<Record<string, Claim>>;
export type BenchedName = keyof typeof benched;
export const benchedNames = Object.keys(benched) as readonly BenchedName[];
