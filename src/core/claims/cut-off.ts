import type { Bounds } from '../statistics/index';
import type { Row } from './claim';

/** What is known of a number that may have been cut off: where `KEYHeld` is 0, that it is more. */
export function boundsOf(row: Row, key: string): Bounds {
  return { least: row[key], most: row[`${key}Held`] === 0 ? Infinity : row[key] };
}

/** What is known of the ratio of two such numbers. */
export function ratioOf(a: Bounds, b: Bounds): Bounds {
  return { least: a.least / b.most, most: a.most / b.least };
}
