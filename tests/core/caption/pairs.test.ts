import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attributeNames,
  inOrder,
  pairCaptionOf,
  pairLength,
  pairVocabulary,
  readPairPrompt,
  vocabulary,
  type Facts,
  type HalfAsked,
  type HalfFound,
} from '../../../src/core/caption';
import { random } from '../../../src/core/random';

const left: Facts = { digit: 3, thickness: 'thin', slant: 'left', width: 'narrow' };
const right: Facts = { digit: 8, thickness: 'bold', slant: 'right', width: 'wide' };
const found = ({ digit, ...values }: Facts): HalfFound => ({ digit, values });

describe('captions of two digits', () => {
  test('are read back as what is true of each half, with no word unknown and none too many', () => {
    const relations = new Set<string>();
    for (let seed = 0; seed < 600; seed++) {
      const caption = pairCaptionOf(left, right, random(seed));
      const prompt = readPairPrompt(caption);
      expect(prompt.problems, caption).toEqual([]);
      expect(prompt.relation, caption).not.toBeNull();
      relations.add(prompt.relation!);
      const [first, second] = inOrder(prompt, [found(left), found(right)]);
      for (const [asked, is] of [
        [prompt.first, first],
        [prompt.second, second],
      ] as const) {
        if (asked.digit !== null) expect(asked.digit, caption).toBe(is.digit);
        for (const name of attributeNames)
          for (const wish of asked.wishes[name] ?? []) {
            expect(wish.not, caption).toBe(false);
            expect(wish.value, caption).toBe(is.values[name]);
          }
      }
    }
    expect([...relations].sort()).toEqual(['beside', 'left', 'right']);
  });

  test('the longest one fits, and is as long as the network reads', () => {
    const longest = Math.max(
      ...Array.from(
        { length: 4000 },
        (_, seed) => pairCaptionOf(left, right, random(seed), { digit: 1, said: 1, placed: 1 }).split(' ').length,
      ),
    );
    expect(longest).toBe(pairLength);
  });

  test('words of one digit keep their tokens', () => {
    expect(pairVocabulary.slice(0, vocabulary.length)).toEqual(vocabulary);
    expect(new Set(pairVocabulary).size).toBe(pairVocabulary.length);
  });

  test('a class out of range is refused', () => {
    expect(() => pairCaptionOf({ ...left, digit: 11 }, right, random(1))).toThrow(/digit is 11 \(expected an integer/);
  });
});

const half = (digit: number | null, wishes: HalfAsked['wishes'] = {}): HalfAsked => ({ digit, wishes });

describe('prompts for two digits', () => {
  test.each([
    ['a thin 3 left of a bold 8', 'left', 3, 8],
    ['a bold 8 to the right of a thin 3', 'right', 8, 3],
    ['3 next to 8', 'beside', 3, 8],
    ['3 and 8', 'beside', 3, 8],
    ['3 beside', 'beside', 3, null],
    ['a thin and wide 3 left of an 8', 'left', 3, 8],
  ] as const)('%s', (typed, relation, first, second) => {
    const prompt = readPairPrompt(typed);
    expect([prompt.relation, prompt.first.digit, prompt.second.digit]).toEqual([relation, first, second]);
  });

  test('a direction of slant is none of place', () => {
    const prompt = readPairPrompt('a leaning left 3 left of a slanted right 8');
    expect(prompt.relation).toBe('left');
    expect(prompt.first).toEqual(half(3, { slant: [{ value: 'left', not: false }] }));
    expect(prompt.second).toEqual(half(8, { slant: [{ value: 'right', not: false }] }));
  });

  test('one digit alone, unknown words and contradictions are sentences', () => {
    expect(readPairPrompt('a thin 3').problems.join()).toMatch(/One digit is spoken of/);
    expect(readPairPrompt('a purple 3 beside a 4').problems.join()).toMatch(/“purple” is not among the words/);
    expect(readPairPrompt('').problems).toEqual(['Nothing is asked for: any two digits may come.']);
    expect(readPairPrompt('a thin bold 3 beside a 4').problems.join()).toMatch(/No digit is thin and bold at once/);
    expect(readPairPrompt('3 left of 4 '.repeat(20)).problems.join()).toMatch(/Only the first 16 words/);
  });

  test('anything at all is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const { tokens, mask } = readPairPrompt(typed);
        expect([tokens.length, mask.length]).toEqual([pairLength, pairLength]);
        expect(mask[0]).toBe(1);
      }),
    );
  });
});

describe('which of two digits is which', () => {
  const three = found(left),
    eight = found(right);
  test('as the prompt places them, whatever came', () => {
    expect(inOrder({ first: half(3), second: half(8), relation: 'left' }, [eight, three])).toEqual([eight, three]);
    expect(inOrder({ first: half(3), second: half(8), relation: 'right' }, [eight, three])).toEqual([three, eight]);
  });

  test('by their classes where it does not', () => {
    expect(inOrder({ first: half(3), second: half(8), relation: 'beside' }, [eight, three])).toEqual([three, eight]);
    expect(inOrder({ first: half(3), second: half(8), relation: 'beside' }, [three, eight])).toEqual([three, eight]);
  });
});
