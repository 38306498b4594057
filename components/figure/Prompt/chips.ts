/** Words to tap: each is put into the prompt, in place of what says another thing of the same kind, or taken out again. */
import { digitNames, sayings } from '../../../src/core/caption/words';

export interface Chip {
  readonly word: string;
  /** What it is said of; words of one kind stand in each other's place. */
  readonly kind: string;
}

const of = (kind: string, words: readonly string[]): readonly Chip[] => words.map((word) => ({ word, kind }));

export const digitChips = of(
  'digit',
  Array.from({ length: 10 }, (_, digit) => String(digit)),
);
export const wordChips: readonly Chip[] = [
  ...of('thickness', ['thin', 'bold', 'not bold']),
  ...of('slant', ['leaning left', 'upright', 'slanted']),
  ...of('width', ['narrow', 'wide']),
];

/** All ways to say something of a kind, longer ones first, so that `leaning left` is not read as `left`. */
function waysOf(kind: string): readonly string[] {
  const plain =
    kind === 'digit'
      ? [...digitNames, ...digitNames.map((_, digit) => String(digit))]
      : [
          ...sayings.filter(({ attribute }) => attribute === kind).flatMap(({ ways }) => ways),
          ...(kind === 'slant' ? ['left', 'right'] : []),
        ];
  return [...plain.map((way) => `not ${way}`), ...plain].sort((a, b) => b.length - a.length);
}

/** Matches these words where they stand alone, whatever the spaces between them. */
const matching = (ways: readonly string[]) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${ways.map((way) => way.replaceAll(' ', '\\s+')).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  );

/** What of a kind a prompt says, as it stands there. */
const saidIn = (prompt: string, kind: string): readonly string[] =>
  Array.from(prompt.matchAll(matching(waysOf(kind))), ([found]) => found.toLowerCase().replace(/\s+/g, ' '));

export const isSaid = (prompt: string, { word, kind }: Chip): boolean => saidIn(prompt, kind).includes(word);

/** The prompt with a chip tapped. */
export function tapped(prompt: string, chip: Chip): string {
  const { word, kind } = chip;
  const tidy = (typed: string) => typed.replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
  const without = tidy(prompt.replace(matching(waysOf(kind)), ''));
  if (isSaid(prompt, chip)) return without;
  // In the place of what it takes the place of; adjectives of one word before the digit, all else at the end.
  if (saidIn(prompt, kind).length > 0) {
    let put = false;
    return tidy(
      prompt.replace(matching(waysOf(kind)), () => {
        if (put) return '';
        put = true;
        return word;
      }),
    );
  }
  const [digit] = prompt.matchAll(matching(waysOf('digit')));
  if (digit && kind !== 'digit' && !word.includes(' '))
    return tidy(`${prompt.slice(0, digit.index)}${word} ${prompt.slice(digit.index)}`);
  return tidy(`${prompt} ${word}`);
}
