/** Digits that no network has seen, to choose from. */
import { digitPixelsOf, type Digits } from '../../../src/core/data/digits';
import { random } from '../../../src/core/random';
import type { SampleDigit } from '../../../src/engine/digits';

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
