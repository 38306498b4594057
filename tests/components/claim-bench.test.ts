import { describe, expect, it } from 'vitest';
import { answerFrame, axisTicks, clamped, measuredFrame, padded } from '../../components/figure/ClaimBench/chart';
import { barOf, overviewLines } from '../../components/figure/ClaimBench/overview';
import { recorded, whole } from '../../components/figure/ClaimBench/record';
import { claimBench, liveSeeds, pooled } from '../../components/figure/ClaimBench/state';
import {
  answerText,
  centreText,
  intervalText,
  lines,
  numberText,
  repetition,
  runText,
  secondsFor,
  seriesInterval,
  seriesOf,
  sides,
  summary,
  verdictText,
} from '../../components/figure/ClaimBench/words';
import {
  claimNames,
  claims,
  judge,
  outcome,
  questions,
  type Answer,
  type Claim,
  type Row,
  type Test,
} from '../../src/core/claims';
import type { Interval } from '../../src/core/statistics';

const rowsOf = (values: readonly number[]): readonly Row[] =>
  values.map((v) => ({ ddim5: 2 * v, dpmpp2m5: v, ddim10: 3 * v, dpmpp2m10: v }));
const solvers: Claim = claims.solvers;

describe('settings of the claim bench', () => {
  it('takes new seeds for a page, as many as the claim says or the reader asks', () => {
    const { settings } = claimBench.parse({ claim: 'solvers' });
    expect(liveSeeds(settings)).toEqual(Array.from({ length: solvers.seeds.live }, (_, i) => 101 + i));
    expect(liveSeeds({ ...settings, seed: 3, count: 2 })).toEqual([3, 4]);
    expect(claimBench.parse({ claim: 'weather' }).problems[0]).toContain('claim is "weather"');
  });

  it.each(claimNames)('runs enough seeds of %s for a verdict, as the record’s rows show', (name) => {
    const { rows } = recorded(name);
    const claim: Claim = claims[name];
    const whole = judge(claim, rows).verdict;
    const decided = rows.filter((_, first) => {
      const some = Array.from({ length: claim.seeds.live }, (_, i) => rows[(first + i) % rows.length]);
      return judge(claim, some).verdict === whole;
    }).length;
    expect(decided).toBeGreaterThanOrEqual(0.8 * rows.length);
  });

  it('pools rows only where no seed is in both', () => {
    const a = { seeds: [1, 2], rows: rowsOf([1, 2]) };
    expect(pooled(a, { seeds: [101, 102, 103], rows: rowsOf([3]) })).toEqual({
      seeds: [1, 2, 101],
      rows: rowsOf([1, 2, 3]),
    });
    expect(pooled(a, { seeds: [2], rows: rowsOf([3]) })).toBeNull();
    expect(pooled(a, { seeds: [], rows: [] })).toBeNull();
  });
});

describe('words of the claim bench', () => {
  it('writes numbers with their intervals', () => {
    expect(numberText(0.123, 'share')).toBe('12.3\u00a0%');
    expect(intervalText({ value: 0.0123, low: 0.01, high: 0.02 }, 'number')).toBe('0.012 (0.010 to 0.020)');
    expect(numberText(0.75, 'share')).toBe('75\u00a0%');
    expect(intervalText({ value: 2, low: -Infinity, high: Infinity }, 'number')).toBe(
      '2.0 (no interval from so few seeds)',
    );
    expect(intervalText({ value: 2, low: 0, high: Infinity }, 'times')).toBe('2.0 (no interval from so few seeds)');
    expect(intervalText({ value: 1.1, low: 1.09, high: 1.11 }, 'number')).toBe('1.10 (1.09 to 1.11)');
    expect(sides(claims.noise.tests[0])).toEqual({ below: 'under 1.05: against', above: 'over 1.05: for' });
    expect(intervalText({ value: -0.005, low: -0.01, high: -0.0004 }, 'share')).toBe('−0.5\u00a0% (−1.00 to −0.04)');
    expect(intervalText({ value: 0, low: 0, high: 0 }, 'share')).toBe('0\u00a0% (in every seed)');
    expect(intervalText({ value: 0.042, low: 0, high: 0.221 }, 'share')).toBe('4.2\u00a0% (0 to 22.1)');
    expect(intervalText({ value: 16, low: 7.2, high: Infinity, bound: 'least' }, 'number')).toBe(
      'more than 16 (7.2 or more)',
    );
    expect(intervalText({ value: 0.2, low: 0, high: 0.5, bound: 'most' }, 'times')).toBe('less than 0.20 (0 to 0.50)');
    const few = seriesInterval([{ a: 0 }, { a: 0 }, { a: 0.125 }], 'a', false, 'share');
    expect([few.low, few.value]).toEqual([0, 0.125 / 3]);
    expect(seriesInterval(rowsOf([1, 4]), 'dpmpp2m5', true).value).toBeCloseTo(2, 12);
    expect(seriesInterval(rowsOf([1, 4]), 'dpmpp2m5', false).value).toBeCloseTo(2.5, 12);
  });

  it('makes the verdict from whatever rows are shown', () => {
    const record = { seeds: [1, 2, 3], rows: rowsOf([1, 1.1, 0.9]) };
    const turned = rowsOf([1, 1.1, 0.9]).map((row) => ({
      ...row,
      ddim5: 0.5 * row.dpmpp2m5,
      ddim10: 0.5 * row.dpmpp2m10,
    }));
    const all = lines(solvers, record, { seeds: [101, 102, 103], rows: turned });
    expect(all.map(({ from }) => from)).toEqual(['Recorded', 'Run here', 'Both together']);
    expect(all.map(({ judgement }) => judgement.verdict)).toEqual([
      'supported',
      'not supported',
      'undecided at this size',
    ]);
    expect(verdictText(all[0].judgement)).toBe('Supported, by 3 seeds.');
    expect(answerText(all[1].judgement.answers[0])).toContain('which speaks against it');
    expect(summary('solvers', record, { seeds: [], rows: [] })).toMatch(
      /^The claim: .*Recorded: Supported, by 3 seeds\./,
    );
  });

  it('tells how well a page repeats the record', () => {
    const record = { seeds: [1, 2], rows: rowsOf([1, 2]) };
    expect(repetition(record, { seeds: [2], rows: rowsOf([2]) })).toBe(0);
    expect(repetition(record, { seeds: [2], rows: rowsOf([2.2]) })).toBeCloseTo(0.1, 12);
    expect(repetition(record, { seeds: [5], rows: rowsOf([2]) })).toBeNull();
  });

  it('estimates how long a run takes', () => {
    const record = { ...recorded('solvers'), seconds: 20, rows: rowsOf(Array(10).fill(1)) };
    expect(secondsFor(record, 3)).toBe(6);
    expect(runText(record, 3, null)).toBe('Run it now: 3 seeds, 6.0 s where it was recorded');
    expect(runText(record, 3, 2.5)).toBe('Run it now: 3 seeds, about 15 s here');
    expect(runText(record, 1, null)).toContain('1 seed,');
  });
});

describe('what was cut off', () => {
  it('is shown by a median, as more than the cut, and by no mean', () => {
    const rows = [1, 2, 16, 16, 16, 16].map((v) => ({ ringGan: v, ringGanHeld: v < 16 ? 1 : 0 }));
    expect(intervalText(seriesOf(claims.cost, rows, 'ringGan'), 'number')).toBe('more than 16 (1.0 or more)');
    expect(centreText(claims.cost)).toBe('median');
    expect(centreText(claims.stability)).toBe('mean (of the logarithm)');
  });
});

describe('all claims at a glance', () => {
  const answer = (interval: Interval, change: Partial<Test>): Answer => {
    const test = { label: 'a', threshold: 1, holds: 'above', unit: 'times', ...change } as Test;
    return { test, interval, outcome: outcome(test, interval) };
  };

  it('has what speaks for a claim to the right of the threshold', () => {
    for (const holds of ['above', 'below'] as const)
      for (const [low, high] of [
        [2, 3],
        [0.2, 0.5],
        [0.5, 3],
        [0, 0.4],
        [3, Infinity],
      ]) {
        const bar = barOf(answer({ value: Math.min((low + high) / 2, 9), low, high }, { holds }));
        expect(bar.low).toBeLessThanOrEqual(bar.value);
        expect(bar.value).toBeLessThanOrEqual(bar.high);
        expect(bar.low).toBeGreaterThanOrEqual(0);
        expect(bar.high).toBeLessThanOrEqual(1);
        expect(bar.low > 0.5).toBe(bar.outcome === 'for');
        expect(bar.high < 0.5).toBe(bar.outcome === 'against');
      }
    const none = barOf(answer({ value: 0, low: 0, high: 0 }, { threshold: 0.02, unit: 'share' }));
    expect(none.low).toBe(none.high);
    expect(none.outcome).toBe('against');
  });

  it('has a line for each claim and a bar for each question', () => {
    const all = overviewLines();
    expect(all.map(({ name }) => name)).toEqual(claimNames);
    expect(all.reduce((sum, { bars }) => sum + bars.length, 0)).toBe(questions);
    for (const { bars, label } of all) {
      expect(label).not.toMatch(/NaN|undefined/);
      for (const { low, value, high } of bars) expect([low, value, high].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('charts of the claim bench', () => {
  it('hold all that is to be shown', () => {
    const rows = rowsOf([0.01, 0.5]).map((row) =>
      Object.fromEntries(solvers.series.map(({ key }) => [key, row[key] ?? 0.02])),
    );
    const box = measuredFrame(solvers, rows);
    for (const row of rows) for (const value of Object.values(row)) expect(box.contains(value, 0.5)).toBe(true);
    expect(axisTicks(box).map(({ label }) => label)).toContain('0.1');
    const [answer] = judge(solvers, rowsOf([1, 1.2, 0.8])).answers;
    const question = answerFrame(answer, [answer.interval]);
    for (const v of [answer.interval.low, answer.interval.high, answer.test.threshold])
      expect(question.contains(v, 0.5)).toBe(true);
    expect(clamped(question, Infinity)).toBe(question.right);
    expect(clamped(question, 0)).toBe(question.left);
  });

  it('finds room for equal numbers, and for none', () => {
    expect(padded([0, 0], false)[1]).toBeGreaterThan(0);
    expect(padded([3, 3], true)[0]).toBeLessThan(3);
    expect(padded([], false)).toEqual([0, 1]);
    expect(padded([Infinity, 1, 2], true)[1]).toBeLessThan(3);
  });
});

describe('the record', () => {
  it('has every claim, with all that is drawn, as many seeds as it says', () => {
    expect(whole.command).toBe('npm run train -- claims');
    expect(whole.machine).not.toBe('');
    for (const name of claimNames) {
      const { rows, seeds } = recorded(name);
      expect(rows).toHaveLength(seeds.length);
      expect(rows.length).toBe(claims[name].seeds.recorded);
      for (const row of rows) for (const { key } of claims[name].series) expect(Number.isFinite(row[key])).toBe(true);
    }
  });
});
