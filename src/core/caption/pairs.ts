import type { Random } from '../random';
import { attributeNames, type Attribute, type Facts } from './attributes';
import { pick, shuffle } from './draws';
import { contradictions, readWords, wished, type PromptTokens, type Wishes, type Word } from './prompt';
import { digitNames, fillers, noWord, sayings, vocabulary } from './words';

// Captions of two digits side by side: "a thin 3 left of a bold 8".

/** Words that say where a digit is, beside those of one digit. */
const places = ['of', 'to', 'beside', 'next'] as const;

/** Every word that a network of pairs knows; those of one digit have the tokens that they have there. */
export const pairVocabulary: readonly string[] = [...vocabulary, ...places];

/** Tokens of a pair's caption at most. */
export const pairLength = 16;

const tokens = new Map(pairVocabulary.map((word, token) => [word, token]));
export const pairTokenOf = (word: string): number | undefined => (word === noWord ? undefined : tokens.get(word));

/** How often a pair's caption says what: shorter of each digit than a caption of one, and without "not". */
export interface PairHabits {
  readonly digit: number;
  readonly said: number;
  /** Probability that the caption says which digit is on which side. */
  readonly placed: number;
}

export const pairHabits: PairHabits = { digit: 0.95, said: 0.5, placed: 0.75 };

/** How the first digit of a caption lies to the second. */
export type Relation = 'left' | 'right' | 'beside';

const relations: { readonly [R in Relation]: readonly string[] } = {
  left: ['left of', 'to the left of'],
  right: ['right of', 'to the right of'],
  beside: ['beside', 'next to', 'and'],
};

/**
 * A caption that is true of two digits side by side: each with some of its attributes before its class, and how they lie, or only that both are there.
 * Which of them is named first is drawn. Throws `RangeError` for a class that is none of 0 to 9.
 */
export function pairCaptionOf(left: Facts, right: Facts, draw: Random, habits: PairHabits = pairHabits): string {
  const placed = draw.uniform() < habits.placed;
  const leftFirst = draw.uniform() < 0.5;
  const relation: Relation = placed ? (leftFirst ? 'left' : 'right') : 'beside';
  const [first, second] = leftFirst ? [left, right] : [right, left];
  return `${named(first, draw, habits)} ${pick(relations[relation], draw)} ${named(second, draw, habits)}`;
}

/** "a thin slanted 3". */
function named(facts: Facts, draw: Random, habits: PairHabits): string {
  if (!Number.isInteger(facts.digit) || facts.digit < 0 || facts.digit > 9)
    throw new RangeError(`digit is ${facts.digit} (expected an integer from 0 to 9)`);
  const said = attributeNames.flatMap((attribute) => {
    const ways = sayings.find((one) => one.attribute === attribute && one.value === facts[attribute])?.ways;
    return ways && draw.uniform() < habits.said ? [pick(ways, draw)] : [];
  });
  shuffle(said, draw);
  const noun =
    draw.uniform() >= habits.digit ? 'digit' : draw.uniform() < 0.5 ? digitNames[facts.digit] : String(facts.digit);
  return [...(draw.uniform() < 0.7 ? [pick(fillers.slice(0, 3), draw)] : []), ...said, noun].join(' ');
}

/** What is asked of one of two digits. */
export interface HalfAsked {
  readonly digit: number | null;
  readonly wishes: Wishes;
}

/** What a typed prompt for two digits comes to. */
export interface PairPrompt extends PromptTokens {
  readonly words: readonly Word[];
  /** In the order in which they are named. */
  readonly first: HalfAsked;
  readonly second: HalfAsked;
  /** How the first lies to the second; null where only one digit is spoken of. */
  readonly relation: Relation | null;
  readonly problems: readonly string[];
}

/** Reads a prompt for two digits, of any length, as `readPrompt` does one for one. Never throws. */
export function readPairPrompt(typed: string): PairPrompt {
  const { words, problems, ...read } = readWords(typed, pairTokenOf, pairLength, 'any two digits');
  const said = words.map(({ word }) => word);
  const found = relationIn(said);
  const halves = found ? [said.slice(0, found.from), said.slice(found.to)] : [said, []];
  const asked = halves.map((half) => wished(half.filter((word) => !(places as readonly string[]).includes(word))));
  const [first, second] = asked.map(({ digits, wishes }): HalfAsked => ({ digit: digits.at(-1) ?? null, wishes }));
  return {
    words,
    ...read,
    first,
    second,
    relation: found?.relation ?? null,
    problems: [
      ...problems,
      ...(words.length > 0 && !found
        ? ['One digit is spoken of; a second comes beside it: “left of”, “right of” or “beside” say how they lie.']
        : []),
      ...asked.flatMap(contradictions),
    ],
  };
}

const nouns: ReadonlySet<string> = new Set([
  ...digitNames,
  ...digitNames.map((_, digit) => String(digit)),
  'digit',
  'number',
]);

/** The first words that say how two digits lie; "and" only right after a digit. */
function relationIn(words: readonly string[]): { relation: Relation; from: number; to: number } | null {
  const ends = (i: number, ...next: string[]) => next.every((word, k) => words[i + k] === word);
  for (let i = 0; i < words.length; i++) {
    const begins = i >= 2 && words[i - 2] === 'to' && words[i - 1] === 'the' ? i - 2 : i;
    if (ends(i, 'left', 'of')) return { relation: 'left', from: begins, to: i + 2 };
    if (ends(i, 'right', 'of')) return { relation: 'right', from: begins, to: i + 2 };
    if (ends(i, 'next', 'to')) return { relation: 'beside', from: i, to: i + 2 };
    if (ends(i, 'beside')) return { relation: 'beside', from: i, to: i + 1 };
  }
  const and = words.findIndex((word, i) => i > 0 && word === 'and' && nouns.has(words[i - 1]));
  return and < 0 ? null : { relation: 'beside', from: and, to: and + 1 };
}

/** What came in one half of a picture: its class and its values, null where there is nothing to measure. */
export interface HalfFound {
  readonly digit: number;
  readonly values: { readonly [A in Attribute]: string | null };
}

/** The digits that came, in the order in which the prompt names them; where it does not say which side, in the order that has more classes right. */
export function inOrder(
  { first, second, relation }: Pick<PairPrompt, 'first' | 'second' | 'relation'>,
  [left, right]: readonly [HalfFound, HalfFound],
): readonly [HalfFound, HalfFound] {
  if (relation === 'left') return [left, right];
  if (relation === 'right') return [right, left];
  const hits = (a: HalfFound, b: HalfFound) => Number(a.digit === first.digit) + Number(b.digit === second.digit);
  return hits(right, left) > hits(left, right) ? [right, left] : [left, right];
}
