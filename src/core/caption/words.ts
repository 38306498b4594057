import { attributes, type Attribute } from './attributes';

/** A value of an attribute and the ways to say it: the first word alone, or any of the others, of one or two words. */
interface Saying {
  readonly attribute: Attribute;
  readonly value: string;
  readonly ways: readonly string[];
}

/** Synonyms. Of a width between narrow and wide nothing is said. */
export const sayings: readonly Saying[] = [
  { attribute: 'thickness', value: 'thin', ways: ['thin', 'fine', 'light'] },
  { attribute: 'thickness', value: 'medium', ways: ['medium', 'regular'] },
  { attribute: 'thickness', value: 'bold', ways: ['bold', 'thick', 'heavy', 'fat'] },
  { attribute: 'slant', value: 'left', ways: ['leaning left', 'slanted left', 'tilted left'] },
  { attribute: 'slant', value: 'upright', ways: ['upright', 'straight', 'vertical'] },
  { attribute: 'slant', value: 'right', ways: ['leaning right', 'slanted right', 'tilted right', 'slanted', 'italic'] },
  { attribute: 'width', value: 'narrow', ways: ['narrow', 'slim', 'tight'] },
  { attribute: 'width', value: 'wide', ways: ['wide', 'broad'] },
];

export const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;

/** Words that say nothing of the picture. */
export const fillers = ['a', 'an', 'the', 'and', 'but', 'that', 'is', 'digit', 'number'] as const;

/** Turns round what follows it. */
export const not = 'not';

/** What stands for no word: fills up a caption that is shorter than the longest, and stands alone for one that is left out. */
export const noWord = '';

/** Every word that a network of captions knows; a token is a place in this list. */
export const vocabulary: readonly string[] = [
  ...new Set([
    noWord,
    ...fillers,
    not,
    ...digitNames,
    ...digitNames.map((_, digit) => String(digit)),
    ...sayings.flatMap(({ ways }) => ways.flatMap((way) => way.split(' '))),
  ]),
];

/** Tokens of a caption at most. */
export const captionLength = 14;

const places = new Map(vocabulary.map((word, token) => [word, token]));

/** The token of a word in lower case; undefined where it is not known. */
export const tokenOf = (word: string): number | undefined => (word === noWord ? undefined : places.get(word));

/** Values that have words, of one attribute. */
export function saidValues(attribute: Attribute): readonly string[] {
  return attributes[attribute].filter((value) =>
    sayings.some((saying) => saying.attribute === attribute && saying.value === value),
  );
}

/** The value that words of slant, thickness or width stand for, by each word that says it alone. */
export const wordValues: ReadonlyMap<string, { readonly attribute: Attribute; readonly value: string }> = new Map([
  ...sayings.flatMap(({ attribute, value, ways }) =>
    ways.filter((way) => !way.includes(' ')).map((way) => [way, { attribute, value }] as const),
  ),
  // A direction says it whatever goes before; a word that goes before says something only on its own.
  ['left', { attribute: 'slant', value: 'left' }],
  ['right', { attribute: 'slant', value: 'right' }],
]);

/** Words that may lead to a direction, and alone mean the right, as italic type does, or nothing. */
export const leading: ReadonlySet<string> = new Set(
  sayings.flatMap(({ ways }) => ways.filter((way) => way.includes(' ')).map((way) => way.split(' ')[0])),
);
