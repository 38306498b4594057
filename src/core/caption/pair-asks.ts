import { attributeNames, type Attribute } from './attributes';
import { heldOutIn } from './held-out';
import { inOrder, readPairPrompt, type HalfAsked, type HalfFound } from './pairs';
import { fulfilled } from './prompt';

// What a network of two digits is asked when it is measured.

/** `sides`: two classes and their places; `beside`: two classes; the others: two classes, their places, and opposite values of one attribute. */
export const pairParts = ['sides', 'beside', 'thickness', 'slant', 'width'] as const;
export type PairPart = (typeof pairParts)[number];

export interface AskedPair {
  readonly prompt: string;
  readonly part: PairPart;
}

const opposites: { readonly [A in Attribute]: readonly (readonly [value: string, word: string])[] } = {
  thickness: [
    ['thin', 'thin'],
    ['bold', 'bold'],
  ],
  slant: [
    ['left', 'slanted left'],
    ['right', 'slanted right'],
  ],
  width: [
    ['narrow', 'narrow'],
    ['wide', 'wide'],
  ],
};

/** Two classes that differ, the `i`-th of a fixed list. */
const classes = (i: number): readonly [number, number] => {
  const first = i % 10;
  return [first, (first + 1 + ((3 * Math.floor(i / 10) + i) % 9)) % 10];
};

const PER_PART = 20;

/** Every prompt of one set for two digits. No digit is asked for in a combination that was kept back. */
export function askedPairs(): readonly AskedPair[] {
  const out: AskedPair[] = [];
  for (let i = 0; i < PER_PART; i++) {
    const [a, b] = classes(i);
    out.push({ prompt: `a ${a} ${i % 2 ? 'right of' : 'left of'} a ${b}`, part: 'sides' });
    out.push({ prompt: `a ${a} beside a ${b}`, part: 'beside' });
  }
  for (const part of attributeNames) {
    for (let i = 0, asked = 0; asked < PER_PART; i++) {
      const [a, b] = classes(i);
      const [[v, one], [w, other]] = i % 4 < 2 ? opposites[part] : [...opposites[part]].reverse();
      if (heldOutIn({ digit: a, values: { [part]: v } }) || heldOutIn({ digit: b, values: { [part]: w } })) continue;
      out.push({ prompt: `a ${one} ${a} ${asked % 2 ? 'right of' : 'left of'} a ${other} ${b}`, part });
      asked++;
    }
  }
  return out;
}

/** What came of a prompt for two digits. */
export interface PairCame {
  /** Both classes, each where it was asked for. */
  readonly classes: boolean;
  /** Both classes, but each where the other was asked for; where no place was asked for, never. */
  readonly exchanged: boolean;
  /** All values, each on the digit that is at its place; null where none was asked for. */
  readonly values: boolean | null;
  /** Not so, but as if each digit had been asked for what the other was: the values have changed places. */
  readonly swapped: boolean | null;
}

/** Holds what came against a prompt for two digits. */
export function cameInPair(prompt: string, halves: readonly [HalfFound, HalfFound]): PairCame {
  const asked = readPairPrompt(prompt);
  const { first, second, relation } = asked;
  const [a, b] = inOrder(asked, halves);
  const is = (half: HalfAsked, found: HalfFound) => half.digit === null || half.digit === found.digit;
  const has = (half: HalfAsked, found: HalfFound): boolean =>
    attributeNames.every((name) => fulfilled(half.wishes[name], found.values[name]) ?? true);
  const some = [first, second].some(({ wishes }) => Object.keys(wishes).length > 0);
  const classesRight = is(first, a) && is(second, b);
  const values = has(first, a) && has(second, b);
  return {
    classes: classesRight,
    exchanged: relation !== 'beside' && !classesRight && is(first, b) && is(second, a),
    values: some ? values : null,
    swapped: some ? !values && has(first, b) && has(second, a) : null,
  };
}
