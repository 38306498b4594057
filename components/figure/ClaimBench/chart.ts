/** Where everything of the two charts stands, in user units. Pure: the view only draws it. */
import type { Answer, Claim, Row } from '../../../src/core/claims/index';
import type { BoundedInterval, Interval } from '../../../src/core/statistics/index';
import { frame, logTicks, significant, ticks, type Frame, type Tick } from '../../../src/picture/index';
import { numberText, seriesOf } from './words';

/** Height of a series: its label, its recorded dots, and those of the page. */
export const lane = 52;
export const chartWidth = 560;

const finiteOnly = (values: readonly number[], log: boolean) =>
  values.filter((v) => Number.isFinite(v) && (!log || v > 0));

/** A domain with room at both ends. */
export function padded(values: readonly number[], log: boolean, room = 0.08): readonly [number, number] {
  const kept = finiteOnly(values, log);
  if (kept.length === 0) return log ? [0.1, 10] : [0, 1];
  const [low, high] = [Math.min(...kept), Math.max(...kept)];
  if (log) {
    const wide = Math.max(Math.log(high / low), Math.log(2));
    const middle = Math.sqrt(low * high);
    const half = wide * (0.5 + room);
    return [middle * Math.exp(-half), middle * Math.exp(half)];
  }
  const wide = Math.max(high - low, 0.02 * Math.max(Math.abs(high), Math.abs(low)), 1e-6);
  return [(low + high) / 2 - wide * (0.5 + room), (low + high) / 2 + wide * (0.5 + room)];
}

/** The chart of what was measured: one lane for each series. */
export function measuredFrame({ series, axis }: Claim, rows: readonly Row[]): Frame {
  const values = series.flatMap(({ key }) => rows.map((row) => row[key]));
  return frame({
    width: chartWidth,
    height: series.length * lane + 40,
    margin: { top: 4, right: 10, bottom: 36, left: 10 },
    x: padded(values, axis.log),
    xLog: axis.log,
    y: [series.length, 0],
  });
}

/** Round values along the axis: on a logarithmic one that spans little, 1, 2 and 5 of every decade. */
export function axisTicks({ xDomain: [low, high], xLog }: Frame, unit: 'share' | 'number' = 'number'): readonly Tick[] {
  if (!xLog)
    return ticks([low, high], 6).map(({ value, label }) => ({
      value,
      label: unit === 'share' ? numberText(value, unit) : label,
    }));
  if (high / low > 300) return logTicks([low, high], 6);
  const found: Tick[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
    for (const step of [1, 2, 5]) {
      const value = step * 10 ** power;
      if (value >= low && value <= high) found.push({ value, label: significant(value, 1) });
    }
  }
  return found;
}

export interface Strip {
  readonly values: readonly number[];
  readonly interval: BoundedInterval;
}

export function strip(claim: Claim, rows: readonly Row[], key: string): Strip | null {
  return rows.length === 0 ? null : { values: rows.map((row) => row[key]), interval: seriesOf(claim, rows, key) };
}

export const answerLane = 76;

/** The frame of one question: its own axis, with the threshold and every interval in sight. */
export function answerFrame({ test }: Answer, intervals: readonly Interval[]): Frame {
  const log = test.unit === 'times' || test.log === true;
  const ends = intervals.flatMap(({ value, low, high }) => [value, low, high]);
  return frame({
    width: chartWidth,
    height: answerLane,
    margin: { top: 20, right: 10, bottom: 22, left: 10 },
    x: padded([test.threshold, ...ends], log && test.threshold > 0, 0.3),
    xLog: log && test.threshold > 0,
    y: [0, 1],
  });
}

/** Kept to the data area: an interval without ends reaches its edges. */
export function clamped(box: Frame, value: number): number {
  const at = box.x(value);
  if (Number.isNaN(at)) return value > 0 ? box.right : box.left;
  return Math.min(box.right, Math.max(box.left, at));
}
