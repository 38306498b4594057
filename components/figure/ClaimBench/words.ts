/** Words of the claim bench, all made from numbers. */
import {
  benched,
  boundsOf,
  judge,
  level,
  type Answer,
  type Claim,
  type BenchedName,
  type Judgement,
  type Owner,
  type Row,
  type Test,
} from '../../../src/core/claims/index';
import { meanInterval, medianInterval, type BoundedInterval, type Interval } from '../../../src/core/statistics/index';
import { duration, fixed, minus, significant } from '../../../src/picture/index';
import type { Tone } from '../../control/index';
import { pooled, type Measured, type Recorded } from './state';

export const tones: Readonly<Record<Owner, Tone>> = {
  diffusion: 'model',
  gan: 'generator',
  r3gan: 'discriminator',
  other: 'noise',
  true: 'exact',
};

type Unit = Test['unit'];

export function numberText(value: number, unit: Unit): string {
  return unit === 'share' ? `${shareText(value)}\u00a0%` : significant(value, 2);
}

/** `4.2`, and `75` where nothing follows the point. */
const shareText = (value: number) =>
  Math.abs(100 * value - Math.round(100 * value)) < 1e-9 ? fixed(100 * value, 0) : fixed(100 * value, 1);

/** `0.12 (0.10 to 0.14)`; where more was cut off than not, `more than 16 (7.2 or more)`. */
export function intervalText({ value, low, high, bound }: BoundedInterval, unit: Unit): string {
  const text = (bound ? `${bound === 'least' ? 'more' : 'less'} than ` : '') + numberText(value, unit);
  // The logarithm's lower end without end is 0.
  if (high === Infinity)
    return low > 0 ? `${text} (${numberText(low, unit)} or more)` : `${text} (no interval from so few seeds)`;
  if (bound) return `${text} (${numberText(low, unit)} to ${numberText(high, unit)})`;
  if (low === high) return `${text} (in every seed)`;
  if (unit === 'share') {
    // An end that is not 0 is not written as 0: it may be what decides.
    const vanishes = (v: number, decimals: number) => v !== 0 && Number((100 * v).toFixed(decimals)) === 0;
    const decimals = [1, 2, 3].find((n) => !vanishes(low, n) && !vanishes(high, n)) ?? 4;
    const end = (v: number) => (decimals === 1 ? shareText(v) : fixed(100 * v, decimals));
    return `${text} (${end(low)} to ${end(high)})`;
  }
  // As many digits as it takes to tell the ends apart.
  const digits = [2, 3, 4].find((n) => significant(low, n) !== significant(high, n)) ?? 5;
  return `${significant(value, digits)} (${significant(low, digits)} to ${significant(high, digits)})`;
}

/** A series over its seeds at 95 %: the median where its numbers may be cut off. */
export function seriesOf(claim: Claim, rows: readonly Row[], key: string): BoundedInterval {
  if (!claim.medians) return seriesInterval(rows, key, claim.axis.log, unitOf(claim));
  return medianInterval(rows.map((row) => boundsOf(row, key)));
}

/** The mean of a series over its seeds, of logarithms where the axis is logarithmic; for a share, within 0 and 1. */
export function seriesInterval(rows: readonly Row[], key: string, log: boolean, unit: Unit = 'number'): Interval {
  const values = rows.map((row) => row[key]);
  const { value, low, high } = meanInterval(log ? values.map(Math.log) : values);
  if (log) return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
  return unit === 'share' && Number.isFinite(high)
    ? { value, low: Math.max(low, 0), high: Math.min(high, 1) }
    : { value, low, high };
}

/** What of a series is shown. */
export const centreText = ({ medians = false, axis }: Pick<Claim, 'medians' | 'axis'>): string =>
  medians ? 'median' : axis.log ? 'mean (of the logarithm)' : 'mean';

/** What a claim's series are. */
export const unitOf = ({ axis }: Pick<Claim, 'axis'>): 'share' | 'number' =>
  axis.label.startsWith('share') ? 'share' : 'number';

/** How sure an interval of a question is: `99.75 %`. */
export const levelText = `${fixed(100 * level, 2)}\u00a0%`;

/** `under 1: against`. */
export function sides({ holds, threshold, unit }: Test): { readonly below: string; readonly above: string } {
  const at = unit === 'share' ? numberText(threshold, unit) : minus(threshold);
  const word = (speaks: boolean) => (speaks ? 'for' : 'against');
  return { below: `under ${at}: ${word(holds === 'below')}`, above: `over ${at}: ${word(holds === 'above')}` };
}

const outcomes = { for: 'speaks for it', against: 'speaks against it', open: 'leaves it open' } as const;

export function answerText({ test, interval, outcome }: Answer): string {
  return `${test.label}: ${intervalText(interval, test.unit)}, which ${outcomes[outcome]}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `Not supported, by 10 seeds.` */
export function verdictText({ verdict, seeds }: Judgement): string {
  return `${capital(verdict)}, by ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}.`;
}

export interface Line {
  readonly from: string;
  readonly judgement: Judgement;
}

/** What each set of rows says: the record, the page's own run, and both together where they share no seed. */
export function lines(claim: Claim, recorded: Measured, live: Measured): readonly Line[] {
  const both = pooled(recorded, live);
  return [
    { from: 'Recorded', judgement: judge(claim, recorded.rows) },
    ...(live.rows.length > 0 ? [{ from: 'Run here', judgement: judge(claim, live.rows) }] : []),
    ...(both ? [{ from: 'Both together', judgement: judge(claim, both.rows) }] : []),
  ];
}

/** Seconds that so many seeds took on the machine of the record. */
export function secondsFor({ seconds, rows }: Recorded, seeds: number): number {
  return (seconds / rows.length) * seeds;
}

/**
 * What the button says. Before a page has run anything it only knows how long the record took.
 *
 * @param slower how many times as long as the record's machine this one takes, as it was measured here; null while it was not
 */
export function runText(recorded: Recorded, seeds: number, slower: number | null): string {
  const takes = (factor: number) => duration(Math.max(1, Math.round(factor * secondsFor(recorded, seeds))));
  const time = slower === null ? `${takes(1)} where it was recorded` : `about ${takes(slower)} here`;
  return `Run it now: ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, ${time}`;
}

/** The largest relative difference between rows of the same seed: how well a page repeats the record. Null where they share none. */
export function repetition(recorded: Measured, live: Measured): number | null {
  const differences = live.rows.flatMap((row, i) => {
    const at = recorded.seeds.indexOf(live.seeds[i]);
    if (at < 0) return [];
    return Object.entries(recorded.rows[at]).map(
      ([key, value]) => Math.abs(row[key] - value) / Math.max(Math.abs(value), 1e-9),
    );
  });
  return differences.length === 0 ? null : Math.max(...differences);
}

export function summary(name: BenchedName, recorded: Measured, live: Measured): string {
  const claim: Claim = benched[name];
  return [
    `The claim: ${claim.said}`,
    ...lines(claim, recorded, live).map(
      ({ from, judgement }) =>
        `${from}: ${verdictText(judgement)} ${judgement.answers.map(answerText).map(capital).join('. ')}.`,
    ),
  ].join(' ');
}
