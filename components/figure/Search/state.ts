/** What the search is set to, and the picture that follows from it. No DOM here. */
import { digitPixelsOf, toGrey, type Digits } from '../../../src/core/data/digits';
import { choice, number, schema, seed, text, type SettingsOf } from '../../../src/core/schema';
import { random } from '../../../src/core/random';
import { searchSpaces, searchTimes, type SearchSpace } from '../../../src/core/search/spaces';
import type { SampleDigit } from '../../../src/engine/digits';
import { decodePicture, isBlank, picture } from '../kit/picture-code';

export const sources = ['digit', 'drawing', 'sample', 'words'] as const;
export type Source = (typeof sources)[number];

/** Noise levels of the denoiser's features, as they are chosen. */
export const readTimes: readonly string[] = searchTimes.map(String);

export const search = schema({
  /** What is looked for. */
  of: choice(sources, 'digit'),
  /** Row of the packed digits: held-out rows, which no network has seen, are 9001 to 9999. */
  digit: number(9001, { min: 0, max: 9999, integer: true }),
  /** The reader's own picture. */
  picture,
  /** The class that the shipped model is told to draw, and the seed of the noise that it begins from. */
  told: number(3, { min: 0, max: 9, integer: true }),
  seed: seed(1),
  words: text('a bold 3', 120),
  /** The noise level at which the denoising network is read. */
  t: choice(readTimes, '0.4'),
});

export type SearchSettings = SettingsOf<typeof search>;

/** Neighbours in each space. */
export const neighbours = 10;

/** The spaces that can say something of what is looked for: words lie in one alone. */
export const spacesFor = (of: Source): readonly SearchSpace[] => (of === 'words' ? ['contrastive'] : searchSpaces);

/** Names what the answer depends on; null where there is nothing to look for yet. */
export function searchKey({ of, digit, picture: own, told, seed: from, words, t }: SearchSettings): string | null {
  if (of === 'digit') return `digit:${digit}:${t}`;
  if (of === 'drawing') return own === null || isBlank(own) ? null : `drawing:${own}:${t}`;
  if (of === 'sample') return `sample:${told}:${from}:${t}`;
  return words.trim() === '' ? null : `words:${words.trim()}`;
}

/** A picture in grey levels; its class where that is known, and its row among the digits. */
export interface Query {
  readonly grey: Uint8Array;
  readonly label: number | null;
  readonly row: number | null;
}

/** The query that needs no network; null for a sample, for words, for an empty sheet, and where the digits have yet to arrive. */
export function queryOf(
  { of, digit, picture: own }: SearchSettings,
  hand: readonly SampleDigit[],
  packed: Digits | null,
): Query | null {
  if (of === 'drawing') return own === null ? null : { grey: toGrey(decodePicture(own)), label: null, row: null };
  if (of !== 'digit') return null;
  const found = hand.find(({ index }) => index === digit);
  if (found) return { grey: found.pixels, label: found.label, row: digit };
  return packed && digit < packed.count
    ? { grey: digitPixelsOf(packed, digit), label: packed.labels[digit], row: digit }
    : null;
}

/** A hand of held-out digits, one of each class, by a number; hand 0 has the first of each, or of its class the digit `at`. */
export function heldOutHand(hand: number, set: Digits, at = -1): readonly SampleDigit[] {
  const draw = random(hand).split('search hand');
  return Array.from({ length: 10 }, (_, label) => {
    const rows = Array.from({ length: set.count - set.trainCount }, (_, i) => set.trainCount + i).filter(
      (row) => set.labels[row] === label,
    );
    const index = rows.includes(at) ? at : hand === 0 ? rows[0] : rows[draw.integer(rows.length)];
    return { index, label, pixels: digitPixelsOf(set, index) };
  });
}
