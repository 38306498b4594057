/** How a record is measured: one module for each under `measure/`, named as the record, with this as its `measurement`. */
import type { RecordOptions } from './options';

/** A number measured again, beside what the record has. */
export interface Again {
  readonly what: string;
  readonly recorded: number;
  readonly found: number;
}

export interface Measurement<T> {
  /** Significant digits that are written, of numbers that are not whole unless `wholeToo`. */
  readonly digits: number;
  readonly wholeToo?: boolean;
  /** Spaces a level (2). */
  readonly indent?: 1 | 2;
  /**
   * Measures. Hands the record to `keep` when it is whole, or after every part that may stand alone: it is checked against its shape, rounded
   * and written. Where runs are missing nothing is kept, and the same command goes on from there. Returns the exit status.
   */
  readonly measure: (options: RecordOptions, keep: (record: object) => void) => Promise<number>;
  /** A part that takes seconds, measured anew: the test of all records holds it against the file. */
  readonly again: (record: T) => Promise<readonly Again[]>;
}

/** So that `again` is typed by the record. */
export const measured = <T>(of: Measurement<T>): Measurement<T> => of;

/** Every number of `found` beside the one of the same name in `recorded`; without names, all that both have. */
export function beside(
  what: string,
  recorded: object,
  found: object,
  names: readonly string[] = Object.keys(recorded),
): readonly Again[] {
  const [a, b] = [recorded, found] as readonly Readonly<Record<string, unknown>>[];
  return names
    .filter((name) => typeof a[name] === 'number' && typeof b[name] === 'number')
    .map((name) => ({ what: `${what}, ${name}`, recorded: a[name] as number, found: b[name] as number }));
}

/** Text of a record's file. */
export function written(
  record: object,
  { digits, wholeToo = false, indent = 2 }: Omit<Measurement<never>, 'measure' | 'again'>,
): string {
  const rounded = (_: string, v: unknown) =>
    typeof v === 'number' && (wholeToo || !Number.isInteger(v)) ? Number(v.toPrecision(digits)) : v;
  return `${JSON.stringify(record, rounded, indent)}\n`;
}
