import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  captionLength,
  captionOf,
  fulfilled,
  readPrompt,
  tokenOf,
  vocabulary,
  type Facts,
} from '../../../src/core/caption';
import { random } from '../../../src/core/random';

const facts: Facts = { digit: 7, thickness: 'bold', slant: 'right', width: null };

describe('captions', () => {
  test('are read back as what is true: nothing said that is not, no word unknown, none too many', () => {
    for (const thickness of ['thin', 'medium', 'bold', null] as const) {
      for (const width of ['narrow', 'middling', 'wide', null] as const) {
        for (let seed = 0; seed < 60; seed++) {
          const truth: Facts = { digit: seed % 10, thickness, slant: 'left', width };
          const prompt = readPrompt(captionOf(truth, random(seed)));
          expect(prompt.problems.filter((said) => !said.startsWith('Nothing'))).toEqual([]);
          expect(prompt.digit === null || prompt.digit === truth.digit).toBe(true);
          for (const attribute of ['thickness', 'slant', 'width'] as const) {
            if (truth[attribute] === null) expect(prompt.wishes[attribute]).toBeUndefined();
            else expect(fulfilled(prompt.wishes[attribute], truth[attribute])).not.toBe(false);
          }
        }
      }
    }
  });

  test('say, deny and leave out about as often as their habits are', () => {
    const n = 4000;
    const draw = random(1);
    const all = Array.from({ length: n }, () => readPrompt(captionOf(facts, draw)));
    const share = (which: (p: (typeof all)[number]) => boolean) => all.filter(which).length / n;
    expect(share((p) => p.digit === 7)).toBeCloseTo(0.9, 1);
    expect(share((p) => p.wishes.thickness?.[0].not === false)).toBeCloseTo(0.6, 1);
    expect(share((p) => p.wishes.thickness?.[0].not === true)).toBeCloseTo(0.24, 1);
    expect(share((p) => p.wishes.width !== undefined)).toBe(0);
  });

  test('every word comes up', () => {
    const draw = random(2);
    const seen = new Set<string>();
    for (let i = 0; i < 6000; i++) {
      const truth: Facts = {
        digit: i % 10,
        thickness: (['thin', 'medium', 'bold'] as const)[i % 3],
        slant: (['left', 'upright', 'right'] as const)[(i >> 2) % 3],
        width: (['narrow', 'wide'] as const)[(i >> 4) % 2],
      };
      for (const word of captionOf(truth, draw).split(' ')) seen.add(word);
    }
    const never = vocabulary.filter((word) => word !== '' && !seen.has(word));
    expect(never).toEqual([]);
  });

  test('refuse what is no digit and no probability', () => {
    expect(() => captionOf({ ...facts, digit: 10 }, random(1))).toThrow(/digit is 10/);
    expect(() => captionOf(facts, random(1), { digit: 2, said: 0, denied: 0 })).toThrow(/expected a probability/);
  });
});

describe('prompts', () => {
  test('say what they ask for, in any order', () => {
    const asked = readPrompt('Thin narrow 3, leaning left');
    expect(asked.digit).toBe(3);
    expect(asked.wishes).toEqual({
      thickness: [{ value: 'thin', not: false }],
      width: [{ value: 'narrow', not: false }],
      slant: [{ value: 'left', not: false }],
    });
    expect(asked.problems).toEqual([]);
    expect(readPrompt('a bold slanted seven').wishes.slant).toEqual([{ value: 'right', not: false }]);
    expect(readPrompt('a seven slanted left').wishes.slant).toEqual([{ value: 'left', not: false }]);
  });

  test('not turns round the next word that says something, and no more', () => {
    expect(readPrompt('not a leaning right but bold 4').wishes).toEqual({
      slant: [{ value: 'right', not: true }],
      thickness: [{ value: 'bold', not: false }],
    });
  });

  test('a word knows where it stands in what was typed', () => {
    const typed = 'A  BOLD—seven!';
    const { words } = readPrompt(typed);
    expect(words.map(({ from, to }) => typed.slice(from, to))).toEqual(['A', 'BOLD', 'seven']);
    expect(words.map(({ token }) => token)).toEqual(['a', 'bold', 'seven'].map(tokenOf));
  });

  test('what is not known is told and left out', () => {
    const { problems, words, digit } = readPrompt('a purple seven');
    expect(problems).toEqual(['“purple” is not among the words that the network has learned, and is left out.']);
    expect([words.length, digit]).toEqual([2, 7]);
    expect(readPrompt('q w e r t 5').problems).toEqual([
      '“q”, “w”, “e” and 2 others are not among the words that the network has learned, and are left out.',
    ]);
  });

  test('nothing, emoji, ten thousand letters and a thousand words come to sentences', () => {
    expect(readPrompt('  ').problems).toEqual(['Nothing is asked for: any digit may come.']);
    expect(readPrompt('!?').problems).toEqual(['There is no word in this: any digit may come.']);
    expect(readPrompt('🙂').problems).toEqual([
      '“🙂” is not among the words that the network has learned: any digit may come.',
    ]);
    const [long] = readPrompt('x'.repeat(10_000)).problems;
    expect(long.length).toBeLessThan(120);
    const many = readPrompt('bold seven '.repeat(1000));
    expect(many.problems).toEqual(['Only the first 14 words that the network knows are used, of 2000.']);
    expect(many.tokens.length).toBe(captionLength);
  });

  test('contradictions are told', () => {
    expect(readPrompt('a thin bold seven').problems).toEqual(['No digit is thin and bold at once.']);
    expect(readPrompt('a bold seven not bold').problems).toEqual(['No digit is bold and not bold at once.']);
    expect(readPrompt('a seven and a three').problems).toEqual([
      'One picture holds one digit: 3 is what is looked for in it.',
    ]);
  });

  test('any text is read, with a place to look at and tokens that exist', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const { tokens, mask } = readPrompt(typed);
        expect(mask[0]).toBe(1);
        expect(tokens.every((token) => token >= 0 && token < vocabulary.length)).toBe(true);
      }),
    );
  });
});
