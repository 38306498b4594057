import { attributeNames, valueOf, type Attribute } from './attributes';
import type { Measures } from './instruments';

/** A value of an attribute together with a class, or with a value of another attribute of any class. */
export interface Combination {
  readonly digit?: number;
  readonly values: { readonly [A in Attribute]?: string };
}

/**
 * What networks of captions are never shown together, though each part by itself is common: whether they can put parts together is what these are
 * kept back for.
 */
export const heldOutCombinations: readonly Combination[] = [
  { digit: 3, values: { thickness: 'bold' } },
  { digit: 6, values: { thickness: 'thin' } },
  { digit: 4, values: { slant: 'left' } },
  { digit: 8, values: { slant: 'upright' } },
  { digit: 0, values: { thickness: 'thin' } },
  { values: { thickness: 'bold', slant: 'left' } },
];

/** What is asked for or true of one picture: null or absent where nothing is. */
export interface Seen {
  readonly digit: number | null;
  readonly values: { readonly [A in Attribute]?: string | null };
}

/** The first of the combinations that all of this makes together; null where it makes none. */
export function heldOutIn({ digit, values }: Seen): Combination | null {
  return (
    heldOutCombinations.find(
      (one) =>
        (one.digit === undefined || one.digit === digit) &&
        attributeNames.every((attribute) => !one.values[attribute] || one.values[attribute] === values[attribute]),
    ) ?? null
  );
}

/** What the instruments say of picture `i`, however near a border: the strictest reading, so that none that would count as a success is ever seen. */
export function seenIn(measured: Measures, i: number, digit: number): Seen {
  return {
    digit,
    values: Object.fromEntries(attributeNames.map((name) => [name, valueOf(name, measured[name][i])])),
  };
}

/** The pictures, of `digits` by their classes, that networks of captions may be shown. */
export function shownRows(measured: Measures, digits: ArrayLike<number>): Int32Array {
  return Int32Array.from(
    Array.from(digits, (_, i) => i).filter((i) => heldOutIn(seenIn(measured, i, digits[i])) === null),
  );
}
