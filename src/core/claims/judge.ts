/** From rows to words: the interval of every question, and the verdict that follows. */
import { random } from '../random';
import { bootstrapInterval, meanInterval, medianInterval, type BoundedInterval } from '../statistics/index';
import type { Claim, Row, Test } from './claim';
import { level } from './protocol';

export type Outcome = 'for' | 'against' | 'open';

export interface Answer {
  readonly test: Test;
  readonly interval: BoundedInterval;
  readonly outcome: Outcome;
}

export type Verdict = 'supported' | 'not supported' | 'supported in part' | 'undecided at this size';

export interface Judgement {
  readonly verdict: Verdict;
  readonly answers: readonly Answer[];
  /** Seeds behind it. */
  readonly seeds: number;
}

/** Seed of the bootstrap: the same rows give the same interval. */
const bootstrapSeed = 16;

/** The statistic of one question with its interval, so wide that those of all questions hold together (`protocol.ts`). */
export function estimate(
  { of, log = false, statistic, bounds }: Test,
  rows: readonly Row[],
  confidence = level,
): BoundedInterval {
  if (bounds) return medianInterval(rows.map(bounds), confidence);
  if (statistic)
    return bootstrapInterval(rows, statistic, { random: random(bootstrapSeed), confidence, resamples: 10_000 });
  if (!of) throw new TypeError('a question without a statistic (expected `of`, `statistic` or `bounds`)');
  const values = rows.map(of);
  if (!log) return meanInterval(values, confidence);
  const { value, low, high } = meanInterval(values.map(Math.log), confidence);
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}

/** For or against only where the whole interval lies on one side; an interval on the threshold, or without ends, leaves the question open. */
export function outcome(
  { threshold, holds }: Pick<Test, 'threshold' | 'holds'>,
  { low, high }: BoundedInterval,
): Outcome {
  if (low > threshold) return holds === 'above' ? 'for' : 'against';
  if (high < threshold) return holds === 'above' ? 'against' : 'for';
  return 'open';
}

/**
 * The rule of every claim: supported where no question speaks against it and at least one for it, and none is open; not supported where one
 * speaks against it and none for it; in part where some speak for it and some against; undecided otherwise.
 */
export function verdict(outcomes: readonly Outcome[]): Verdict {
  const has = (one: Outcome) => outcomes.includes(one);
  if (has('for') && has('against')) return 'supported in part';
  if (has('against')) return 'not supported';
  return has('for') && !has('open') ? 'supported' : 'undecided at this size';
}

export function judge(claim: Pick<Claim, 'tests' | 'level'>, rows: readonly Row[]): Judgement {
  const answers = claim.tests.map((test) => {
    const interval = estimate(test, rows, claim.level);
    return { test, interval, outcome: outcome(test, interval) };
  });
  return { verdict: verdict(answers.map((answer) => answer.outcome)), answers, seeds: rows.length };
}
