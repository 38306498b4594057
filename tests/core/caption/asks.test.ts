import { describe, expect, test } from 'vitest';
import {
  askedPairs,
  askedPrompts,
  attributeNames,
  came,
  cameInPair,
  heldOutIn,
  readPairPrompt,
  readPrompt,
  type HalfFound,
  type Wishes,
} from '../../../src/core/caption';

const wanted = (wishes: Wishes) =>
  Object.fromEntries(attributeNames.map((name) => [name, wishes[name]?.find((wish) => !wish.not)?.value]));
const found = (digit: number, thickness = 'medium', slant = 'upright', width = 'middling'): HalfFound => ({
  digit,
  values: { thickness, slant, width },
});

describe('what a network of one digit is asked', () => {
  test('is understood whole, each part at least ten times', () => {
    const counts = new Map<string, number>();
    for (const { prompt, part } of askedPrompts()) {
      expect(readPrompt(prompt).problems, prompt).toEqual([]);
      expect(readPrompt(prompt).digit, prompt).not.toBeNull();
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['both', 'class', 'control', 'held-out', 'not', 'value']);
    for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(10);
  });

  test('is a combination that was kept back where it says so, and nowhere else', () => {
    for (const { prompt, part } of askedPrompts()) {
      const { digit, wishes } = readPrompt(prompt);
      expect(heldOutIn({ digit, values: wanted(wishes) }) !== null, prompt).toBe(part === 'held-out');
    }
  });
});

describe('what came of a prompt', () => {
  test('true pictures score all, others what is wrong of them', () => {
    expect(came('a bold 3', found(3, 'bold'))).toEqual({ digit: true, values: true });
    expect(came('a bold 3', found(8, 'bold'))).toEqual({ digit: false, values: true });
    expect(came('a bold slanted 3', found(3, 'bold', 'left'))).toEqual({ digit: true, values: false });
    expect(came('a 3 that is not bold', found(3, 'thin'))).toEqual({ digit: true, values: true });
    expect(came('a 3 that is not bold', found(3, 'bold'))).toEqual({ digit: true, values: false });
    expect(came('thin', found(3, 'thin'))).toEqual({ digit: null, values: true });
    expect(came('a 3', found(3))).toEqual({ digit: true, values: null });
    expect(came('a bold 3', { digit: 3, values: { thickness: null, slant: null, width: null } }).values).toBe(false);
  });

  test('a picture that has what every prompt asks for scores every time', () => {
    for (const { prompt } of askedPrompts()) {
      const { digit, wishes } = readPrompt(prompt);
      const values = Object.fromEntries(
        attributeNames.map((name) => [
          name,
          wishes[name]?.[0].not ? `anything but ${wishes[name][0].value}` : (wishes[name]?.[0].value ?? 'any'),
        ]),
      ) as HalfFound['values'];
      const { digit: right, values: all } = came(prompt, { digit: digit!, values });
      expect([right, all ?? true], prompt).toEqual([true, true]);
    }
  });
});

describe('what a network of two digits is asked', () => {
  test('is understood whole, of two classes, and nothing that was kept back', () => {
    for (const { prompt, part } of askedPairs()) {
      const { first, second, relation, problems } = readPairPrompt(prompt);
      expect(problems, prompt).toEqual([]);
      expect(first.digit, prompt).not.toBe(second.digit);
      expect(relation === 'beside', prompt).toBe(part === 'beside');
      for (const { digit, wishes } of [first, second])
        expect(heldOutIn({ digit, values: wanted(wishes) }), prompt).toBeNull();
    }
  });

  test('what came: in their places, exchanged, swapped', () => {
    const prompt = 'a thin 3 left of a bold 8';
    const thin3 = found(3, 'thin'),
      bold8 = found(8, 'bold');
    expect(cameInPair(prompt, [thin3, bold8])).toEqual({
      classes: true,
      exchanged: false,
      values: true,
      swapped: false,
    });
    expect(cameInPair(prompt, [bold8, thin3])).toEqual({
      classes: false,
      exchanged: true,
      values: false,
      swapped: true,
    });
    expect(cameInPair(prompt, [found(3, 'bold'), found(8, 'thin')])).toEqual({
      classes: true,
      exchanged: false,
      values: false,
      swapped: true,
    });
    expect(cameInPair(prompt, [found(3, 'bold'), found(8, 'bold')])).toMatchObject({ values: false, swapped: false });
    expect(cameInPair('a thin 3 right of a bold 8', [bold8, thin3])).toMatchObject({ classes: true, values: true });
    expect(cameInPair('a 3 beside an 8', [bold8, thin3])).toEqual({
      classes: true,
      exchanged: false,
      values: null,
      swapped: null,
    });
  });
});
