/** Held-out digits to choose from, and the picture that a figure's settings mean. */
import { digitPixelsOf, toGrey, type Digits } from '../../../src/core/data/digits';
import { random } from '../../../src/core/random';
import type { SampleDigit } from '../../../src/engine/digits';
import { decodePicture, type PictureCode } from './picture-code';

/** The picture in grey levels and its class where that is known. */
export interface Clean {
  readonly grey: Uint8Array;
  readonly label: number | null;
}

/** A row of the packed digits, or the reader's own picture in its place. */
export interface Chosen {
  readonly digit: number;
  readonly picture: PictureCode | null;
}

/** Null where the digits have yet to arrive. */
export function cleanOf(
  { digit, picture: own }: Chosen,
  hand: readonly SampleDigit[],
  packed: Digits | null,
): Clean | null {
  if (own !== null) return { grey: toGrey(decodePicture(own)), label: null };
  const found = hand.find(({ index }) => index === digit);
  if (found) return { grey: found.pixels, label: found.label };
  return packed && digit < packed.count ? { grey: digitPixelsOf(packed, digit), label: packed.labels[digit] } : null;
}

/** A hand of held-out digits, one of each class, by a seed; hand 0 has the first of each. */
export function heldOutHand(hand: number, set: Digits): readonly SampleDigit[] {
  const r = random(hand).split('held-out hand');
  return Array.from({ length: 10 }, (_, label) => {
    const rows = Array.from({ length: set.count - set.trainCount }, (_, i) => set.trainCount + i).filter(
      (row) => set.labels[row] === label,
    );
    const index = hand === 0 ? rows[0] : rows[r.integer(rows.length)];
    return { index, label, pixels: digitPixelsOf(set, index) };
  });
}
