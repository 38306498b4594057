/** One line for each claim: every question's interval against its threshold, on a scale of its own, what speaks for the claim to the right. Pure. */
import {
  claimNames,
  claims,
  judge,
  type Answer,
  type Claim,
  type ClaimName,
  type Judgement,
} from '../../../src/core/claims/index';
import { recorded } from './record';
import { answerText } from './words';

/** Size of a line's picture, in user units; the threshold is its middle. */
export const overview = { width: 240, bar: 7, room: 6 } as const;

export interface OverviewBar {
  /** From 0 at the left, wholly against, to 1 at the right; 0.5 is the threshold. */
  readonly low: number;
  readonly value: number;
  readonly high: number;
  readonly outcome: Answer['outcome'];
}

export interface OverviewLine {
  readonly name: ClaimName;
  readonly claim: Claim;
  readonly judgement: Judgement;
  readonly bars: readonly OverviewBar[];
  /** The line in words. */
  readonly label: string;
}

/** How far the ends of the longest reach: the rest of the width is air. */
const reach = 0.46;

/** An interval on its threshold: logarithmic where ratios are, mirrored where what lies below speaks for the claim. */
export function barOf({ test, interval, outcome }: Answer): OverviewBar {
  const log = test.threshold > 0 && (test.unit === 'times' || test.log === true || test.bounds !== undefined);
  const side = test.holds === 'above' ? 1 : -1;
  const off = (v: number) => side * (log ? Math.log(Math.max(v, 0) / test.threshold) : v - test.threshold);
  const ends = [off(interval.low), off(interval.value), off(interval.high)];
  const most = Math.max(...ends.filter(Number.isFinite).map(Math.abs), 1e-12);
  const at = (d: number) => 0.5 + (Number.isFinite(d) ? (reach * d) / most : 0.5 * Math.sign(d));
  const [a, value, b] = ends.map(at);
  return { low: Math.min(a, b), value, high: Math.max(a, b), outcome };
}

export function overviewLines(): readonly OverviewLine[] {
  return claimNames.map((name) => {
    const claim: Claim = claims[name];
    const judgement = judge(claim, recorded(name).rows);
    return {
      name,
      claim,
      judgement,
      bars: judgement.answers.map(barOf),
      label: judgement.answers.map(answerText).join('; '),
    };
  });
}
