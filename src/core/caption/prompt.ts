import { attributeNames, type Attribute } from './attributes';
import { captionLength, digitNames, fillers, leading, not, tokenOf, wordValues } from './words';

/** One word of a prompt that the network knows. */
export interface Word {
  readonly word: string;
  readonly token: number;
  /** Where it stands in what was typed. */
  readonly from: number;
  readonly to: number;
}

/** What is wanted of an attribute: a value, or anything but some. */
export interface Wish {
  readonly value: string;
  readonly not: boolean;
}

/** In the order in which they were asked for. */
export type Wishes = { readonly [A in Attribute]?: readonly Wish[] };

/** Words as a network reads them. */
export interface PromptTokens {
  /** Filled up to the longest caption with token 0. */
  readonly tokens: Int32Array;
  /** 1 where there is a word; the first place where there is none at all, as attention needs something to look at. */
  readonly mask: Uint8Array;
}

/** What a typed prompt comes to. */
export interface Prompt extends PromptTokens {
  readonly words: readonly Word[];
  readonly digit: number | null;
  readonly wishes: Wishes;
  /** What was not understood, as sentences. */
  readonly problems: readonly string[];
}

/** Unknown words told by name. */
const named = 3;

/**
 * Reads a prompt of any length: known words in order, up to the longest caption; what they ask for; and sentences on what is not known, what is
 * too much, and what contradicts itself. Never throws.
 */
export function readPrompt(typed: string): Prompt {
  const { words, problems, ...read } = readWords(typed, tokenOf, captionLength, 'any digit');
  const asked = wished(words.map(({ word }) => word));
  return {
    words,
    ...read,
    digit: asked.digits.at(-1) ?? null,
    wishes: asked.wishes,
    problems: [...problems, ...contradictions(asked)],
  };
}

/** The words that `tokenOf` knows, up to `length`, and sentences on all others; where none is left, `anything` may come. */
export function readWords(
  typed: string,
  tokenOf: (word: string) => number | undefined,
  length: number,
  anything: string,
): PromptTokens & { readonly words: readonly Word[]; readonly problems: readonly string[] } {
  const { known, unknown } = split(typed, tokenOf);
  const words = known.slice(0, length);
  const tokens = new Int32Array(length);
  const mask = new Uint8Array(length);
  words.forEach(({ token }, i) => {
    tokens[i] = token;
    mask[i] = 1;
  });
  if (words.length === 0) mask[0] = 1;
  const problems = [
    ...unknownSaid(unknown, words.length, typed, anything),
    ...(known.length > length
      ? [`Only the first ${length} words that the network knows are used, of ${known.length}.`]
      : []),
  ];
  return { words, tokens, mask, problems };
}

function split(
  typed: string,
  tokenOf: (word: string) => number | undefined,
): { known: readonly Word[]; unknown: readonly string[] } {
  const known: Word[] = [];
  const unknown = new Set<string>();
  for (const found of typed.matchAll(/[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}\p{P}]+/gu)) {
    const word = found[0].toLowerCase();
    const token = tokenOf(word);
    if (token === undefined) unknown.add(word);
    else known.push({ word, token, from: found.index, to: found.index + found[0].length });
  }
  return { known, unknown: [...unknown] };
}

function unknownSaid(unknown: readonly string[], known: number, typed: string, anything: string): string[] {
  if (unknown.length === 0) {
    if (known > 0) return [];
    return typed.trim() === ''
      ? [`Nothing is asked for: ${anything} may come.`]
      : [`There is no word in this: ${anything} may come.`];
  }
  const names = unknown.slice(0, named).map((word) => `“${shortened(word)}”`);
  const others = unknown.length - names.length;
  const list = others > 0 ? [...names, `${others} ${others === 1 ? 'other' : 'others'}`] : names;
  const [is, stays] = list.length === 1 ? ['is', 'is left out'] : ['are', 'are left out'];
  const subject = list.length === 1 ? list[0] : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
  const said = `${subject} ${is} not among the words that the network has learned`;
  return [known > 0 ? `${said}, and ${stays}.` : `${said}: ${anything} may come.`];
}

function shortened(word: string): string {
  const letters = Array.from(word);
  return letters.length > 20 ? `${letters.slice(0, 20).join('')}…` : word;
}

/** Digits and wishes of words in a row. */
export interface Asked {
  readonly digits: readonly number[];
  readonly wishes: Wishes;
}

/** The grammar read backwards: "not" turns round the next word that says something. */
export function wished(words: readonly string[]): Asked {
  const wishes: { [A in Attribute]?: Wish[] } = {};
  const digits: number[] = [];
  let denied = false;
  words.forEach((word, i) => {
    if (word === not) {
      denied = true;
      return;
    }
    const digit = digitOf(word);
    const value = wordValues.get(word);
    const leads = leading.has(word) && (words[i + 1] === 'left' || words[i + 1] === 'right');
    if (leads || (fillers as readonly string[]).includes(word)) return;
    if (digit !== null) digits.push(digit);
    else if (value) (wishes[value.attribute] ??= []).push({ value: value.value, not: denied });
    denied = false;
  });
  return { digits, wishes };
}

function digitOf(word: string): number | null {
  const named = digitNames.findIndex((name, digit) => word === name || word === String(digit));
  return named < 0 ? null : named;
}

/** Sentences on what cannot be. */
export function contradictions({ digits, wishes }: Asked): string[] {
  const several = new Set(digits);
  return [
    ...(several.size > 1 ? [`One picture holds one digit: ${digits.at(-1)} is what is looked for in it.`] : []),
    ...attributeNames.flatMap((attribute) => {
      const all = wishes[attribute] ?? [];
      const wanted = new Set(all.filter((wish) => !wish.not).map(({ value }) => value));
      if (wanted.size > 1) return [`No digit is ${[...wanted].join(' and ')} at once.`];
      const denied = all.find((wish) => wish.not && wanted.has(wish.value));
      return denied ? [`No digit is ${denied.value} and not ${denied.value} at once.`] : [];
    }),
  ];
}

/** Whether a value fulfils all wishes; null where there are none. */
export function fulfilled(wishes: readonly Wish[] | undefined, value: string | null): boolean | null {
  if (!wishes || wishes.length === 0) return null;
  return wishes.every((wish) => (wish.value === value) !== wish.not);
}
