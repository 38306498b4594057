/** Methods of few steps, flows, charges, couplings and parallel steps, held against public code, closed forms and brute force: the verification page. */
import { experiment } from './record';
import { fields, list, number, text, type Shaped } from './shape';

const row = fields({
  name: text,
  label: text,
  /** What it is held against: public code, a closed form, brute force. */
  against: text,
  /** Whose, or of what. */
  source: text,
  /** Comparisons, each of many numbers. */
  cases: number,
  /** The largest difference in any number, relative to the larger of the expected one and 1. */
  largestError: number,
});

const shape = list(row);

/** What the verification page says of one method. */
export type VerifiedMethod = Shaped<typeof row>;

export const methods = experiment({
  name: 'methods',
  says: 'the verification page’s second table; its test measures all of it anew',
  takes: 'half a minute',
  shape,
});
