import { describe, expect, test } from 'vitest';
import {
  attributeNames,
  captionOf,
  factsOf,
  heldOutCombinations,
  heldOutIn,
  readPrompt,
  seenIn,
  shownRows,
  type Attribute,
  type Measures,
} from '../../../src/core/caption';
import { random } from '../../../src/core/random';

/** Pictures whose instruments say this. */
const measured = (...rows: readonly (readonly [thickness: number, slant: number, width: number])[]): Measures => ({
  thickness: Float64Array.from(rows, ([v]) => v),
  slant: Float64Array.from(rows, ([, v]) => v),
  width: Float64Array.from(rows, ([, , v]) => v),
});

describe('combinations that are kept back', () => {
  test('a class with a value, and two values of any class', () => {
    expect(heldOutIn({ digit: 3, values: { thickness: 'bold' } })).toBe(heldOutCombinations[0]);
    expect(heldOutIn({ digit: 3, values: { thickness: 'thin' } })).toBeNull();
    expect(heldOutIn({ digit: 8, values: { thickness: 'thin', slant: 'upright' } })?.digit).toBe(8);
    for (let digit = 0; digit < 10; digit++)
      expect(heldOutIn({ digit, values: { thickness: 'bold', slant: 'left' } })).not.toBeNull();
    expect(heldOutIn({ digit: null, values: { thickness: 'bold', slant: 'left' } })).not.toBeNull();
    expect(heldOutIn({ digit: null, values: { thickness: 'bold' } })).toBeNull();
    expect(heldOutIn({ digit: 3, values: {} })).toBeNull();
  });

  test('a picture near a border is kept back too, though captions are silent about it', () => {
    const near = measured([2.92, 0, 13]);
    expect(factsOf(near, 0, 3).thickness).toBeNull();
    expect(heldOutIn(seenIn(near, 0, 3))).toBe(heldOutCombinations[0]);
    expect(heldOutIn(seenIn(near, 0, 5))).toBeNull();
  });

  test('of those that are shown, no caption says any of them', () => {
    const draw = random(3);
    const rows = Array.from(
      { length: 3000 },
      () => [1.5 + 2 * draw.uniform(), 0.6 * draw.uniform() - 0.3, 10 + 8 * draw.uniform()] as const,
    );
    const found = measured(...rows);
    const digits = rows.map((_, i) => i % 10);
    const shown = shownRows(found, digits);
    expect(shown.length).toBeGreaterThan(1500);
    expect(shown.length).toBeLessThan(2900);
    const said = (prompt: ReturnType<typeof readPrompt>) => ({
      digit: prompt.digit,
      values: Object.fromEntries(
        attributeNames.map((name: Attribute) => [name, prompt.wishes[name]?.find((wish) => !wish.not)?.value]),
      ),
    });
    for (const i of shown)
      expect(heldOutIn(said(readPrompt(captionOf(factsOf(found, i, digits[i]), draw))))).toBeNull();
    // The others would say it now and then: the test above can fail.
    const kept = digits.map((_, i) => i).filter((i) => !shown.includes(i));
    expect(kept.some((i) => heldOutIn(said(readPrompt(captionOf(factsOf(found, i, digits[i]), draw)))) !== null)).toBe(
      true,
    );
  });

  test('every part is common by itself: each value goes with most classes', () => {
    for (const { values } of heldOutCombinations)
      for (const [attribute, value] of Object.entries(values)) {
        const classes = Array.from({ length: 10 }, (_, digit) => digit).filter(
          (digit) => heldOutIn({ digit, values: { [attribute]: value } }) === null,
        );
        expect(classes.length).toBeGreaterThanOrEqual(8);
      }
  });
});
