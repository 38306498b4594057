import type { Random } from '../random';
import { attributeNames, type Facts } from './attributes';
import { pick, shuffle } from './draws';
import { digitNames, fillers, not, saidValues, sayings } from './words';

/** How often a caption says what. */
export interface CaptionHabits {
  /** Probability that the class is named. */
  readonly digit: number;
  /** Probability that an attribute that is known is said. */
  readonly said: number;
  /** Probability that one that is known and was not said is denied of a value that it has not: "not bold". */
  readonly denied: number;
}

/** The laboratory's habits, in which every word occurs often enough to be learned. */
export const captionHabits: CaptionHabits = { digit: 0.9, said: 0.6, denied: 0.6 };

/**
 * A caption that is true of a picture: words in lower case with one space between. The class as a word or a figure; each attribute said, denied
 * or left out; synonyms, an article, and the order are drawn. What is said before the class stands as adjectives, what is said after it
 * after "that is" or nothing. Throws `RangeError` for a class that is none of 0 to 9 or a probability out of [0, 1].
 */
export function captionOf(facts: Facts, draw: Random, habits: CaptionHabits = captionHabits): string {
  if (!Number.isInteger(facts.digit) || facts.digit < 0 || facts.digit > 9)
    throw new RangeError(`digit is ${facts.digit} (expected an integer from 0 to 9)`);
  for (const [name, p] of Object.entries(habits))
    if (!(p >= 0 && p <= 1)) throw new RangeError(`habits: ${name} is ${p} (expected a probability)`);
  const phrases = attributeNames.flatMap((attribute) => {
    const value = facts[attribute];
    if (value === null) return [];
    if (draw.uniform() < habits.said) {
      const ways = sayings.find((saying) => saying.attribute === attribute && saying.value === value)?.ways;
      return ways ? [pick(ways, draw)] : [];
    }
    if (draw.uniform() >= habits.denied) return [];
    const other = pick(
      saidValues(attribute).filter((v) => v !== value),
      draw,
    );
    const ways = sayings.find((saying) => saying.attribute === attribute && saying.value === other)?.ways ?? [];
    return [`${not} ${pick(ways, draw)}`];
  });
  shuffle(phrases, draw);
  const name = digitNames[facts.digit];
  const noun =
    draw.uniform() < habits.digit
      ? draw.uniform() < 0.5
        ? name
        : String(facts.digit)
      : pick(['digit', 'number'], draw);
  const before = draw.integer(phrases.length + 1);
  const after = phrases.slice(before);
  return [
    ...(draw.uniform() < 0.5 ? [pick(fillers.slice(0, 3), draw)] : []),
    ...phrases.slice(0, before),
    noun,
    ...(after.length > 0 && draw.uniform() < 0.5 ? ['that is'] : []),
    ...after.flatMap((phrase, i) => (i > 0 && draw.uniform() < 0.5 ? [pick(['and', 'but'], draw), phrase] : [phrase])),
  ].join(' ');
}
