/** What of the record is drawn beside the answers, as points: made when the page is built. */
import { rowsAsked, spreadIn, type SdeditMeasure, type SdeditRecord, type WayAsked } from '../../../src/record/sdedit';

export interface RecordedPoint {
  readonly strength: number;
  /** Means over sets. */
  readonly distance: number;
  readonly nearest: number;
  readonly kept: number;
  readonly bold: number;
}

export interface Recorded {
  readonly lines: Readonly<Record<'nothing' | 'class' | 'bold' | 'bold class', readonly RecordedPoint[]>>;
  /** The digits that were distorted: to the nearest training digit, and how many the judge reads right. */
  readonly real: { readonly nearest: number; readonly kept: number };
  readonly sets: number;
  readonly drawings: number;
}

export function recordedOf(record: SdeditRecord): Recorded {
  const mean = (sets: SdeditRecord['real'], of: SdeditMeasure) => Number(spreadIn(sets, of).mean.toPrecision(4));
  const line = (asked: WayAsked, zero: WayAsked): readonly RecordedPoint[] =>
    [...rowsAsked(record, zero).filter(({ strength }) => strength === 0), ...rowsAsked(record, asked)]
      .filter((row, i) => i === 0 || row.strength > 0)
      .map(({ strength, sets }) => ({
        strength,
        distance: mean(sets, 'distance'),
        nearest: mean(sets, 'nearest'),
        kept: mean(sets, 'kept'),
        bold: mean(sets, 'bold'),
      }));
  return {
    lines: {
      nothing: line('nothing', 'nothing'),
      class: line('class', 'nothing'),
      bold: line('bold', 'nothing'),
      'bold class': line('bold class', 'nothing'),
    },
    real: { nearest: mean(record.real, 'nearest'), kept: mean(record.real, 'kept') },
    sets: record.real.length,
    drawings: record.drawings,
  };
}
