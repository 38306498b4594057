/** What each mode of the figure works with. */
import type { Digits } from '../../../src/core/data/digits';
import type { SampleDigit } from '../../../src/engine/digits';
import type { DigitAsks, Gone } from '../../../src/engine/kinds/shipped/asks';
import type { ThereAndBackSettings } from './state';

export type Asks = Pick<DigitAsks, 'roundTrip' | 'decodeDdim' | 'judge'>;

export interface Task<Part> {
  readonly s: ThereAndBackSettings;
  readonly digit: SampleDigit;
  readonly asks: Asks;
  /** All digits: fetched when first asked for. */
  readonly digits: () => Promise<Digits>;
  /** What there is so far. */
  readonly tell: (part: Part) => void;
  readonly listening: Gone;
}
