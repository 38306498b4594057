/** What may be asked about a damaged picture of those who have no network, as plain data with its checks. */
import { pictureOperator } from '../../../core/inverse/spec';
import { checkNumbers, within } from './checks';
import { pictureSize } from './pixels';
import { answerable, type Answerable } from './restoring';

/** Bicubic enlargement, the Wiener filter of the digits' covariance, total variation, and the digit whose measurement is nearest. */
export const classicalNames = ['bicubic', 'wiener', 'variation', 'nearest'] as const;
export type ClassicalName = (typeof classicalNames)[number];

export interface RestoreWithoutSpec {
  readonly measured: Answerable;
  /** What was measured, in ink. */
  readonly y: Float32Array | Float64Array;
  /** Its standard deviation, in the units of y. */
  readonly noise: number;
}

export interface RestoredWithout {
  /** Of those that can answer, in the order of `classicalNames`: one picture each, [784] in ink. */
  readonly found: readonly { readonly name: ClassicalName; readonly x: Float32Array }[];
  /** Training digits that the Wiener filter and the nearest digit know. */
  readonly digits: number;
}

export function checkRestoreWithoutSpec({ measured, y, noise }: RestoreWithoutSpec): void {
  if (!answerable.includes((measured as Partial<Answerable> | null)?.kind ?? 'quantised'))
    throw new RangeError(`a picture that nothing was measured of (expected ${answerable.join(', ')})`);
  within('noise of the measurement', noise, 0, 100);
  if (measured.kind === 'mask') checkNumbers('a mask', measured.keep, pictureSize);
  else if (measured.side !== 28)
    throw new RangeError(`a picture of ${String(measured.side)} pixels a side (expected 28)`);
  checkNumbers('a measurement', y, pictureOperator(measured).rows);
}
