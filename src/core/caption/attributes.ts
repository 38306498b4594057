import type { Measures } from './instruments';

/** What a caption may say of a digit besides its class, and the values in order. */
export const attributes = {
  thickness: ['thin', 'medium', 'bold'],
  slant: ['left', 'upright', 'right'],
  width: ['narrow', 'middling', 'wide'],
} as const;

export type Attribute = keyof typeof attributes;
export type ValueOf<A extends Attribute> = (typeof attributes)[A][number];
export const attributeNames = Object.keys(attributes) as readonly Attribute[];

/**
 * Where one value ends and the next begins, in the instruments' units, and how near to that border captions are silent. Of the digits that the
 * book trains on about 30, 40 and 30 percent are thin, medium and bold; 18, 31 and 51 lean left, are upright, lean right; 38 are narrow
 * and 37 wide, and of those between no word is said.
 */
export const borders: {
  readonly [A in Attribute]: { readonly at: readonly [number, number]; readonly silent: number };
} = {
  thickness: { at: [2.25, 2.9], silent: 0.08 },
  slant: { at: [-0.12, 0.12], silent: 0.04 },
  width: { at: [12.5, 15], silent: 0.5 },
};

/** What is true of a picture. An attribute is null where it is not said: too near a border, or no ink. */
export type Facts = { readonly digit: number } & { readonly [A in Attribute]: ValueOf<A> | null };

/** The value of a measured number, whatever the silence; null where there is no number. */
export function valueOf<A extends Attribute>(attribute: A, measured: number): ValueOf<A> | null {
  if (Number.isNaN(measured)) return null;
  const [low, high] = borders[attribute].at;
  return attributes[attribute][measured < low ? 0 : measured <= high ? 1 : 2];
}

/** Whether a number is far enough from both borders for its value to be told. */
export function isTold(attribute: Attribute, measured: number): boolean {
  const { at, silent } = borders[attribute];
  return at.every((border) => Math.abs(measured - border) >= silent);
}

/** What a caption may say of picture `i` of these measures, whose class is known. */
export function factsOf(measured: Measures, i: number, digit: number): Facts {
  const told = <A extends Attribute>(attribute: A): ValueOf<A> | null =>
    isTold(attribute, measured[attribute][i]) ? valueOf(attribute, measured[attribute][i]) : null;
  return { digit, thickness: told('thickness'), slant: told('slant'), width: told('width') };
}
