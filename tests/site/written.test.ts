import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBook } from '../../src/mdx/book';
import { missing, plan, unwritten, wayOn } from '../../src/site/written';

const written = readBook().map(({ number }) => number);

describe('what is written and what is not', () => {
  it('names what is missing, in runs', () => {
    expect(missing([1, 2, 3, 4, 5, 6, 7, 10, 11, 14, 15, 16])).toBe(
      'Chapters 8, 9, 12 and 17 to 19 are not written yet.',
    );
    expect(missing([8, 9, 12, 13, 17, 18])).toBe('Chapter 19 is not written yet.');
    expect(missing([8, 9, 12, 13])).toBe('Chapters 17 to 19 are not written yet.');
    expect(missing(plan.map(({ number }) => number))).toBe('');
    expect(unwritten([8], 7, 10)).toEqual([{ number: 9, title: 'Flows and electrostatics' }]);
  });

  it('says what comes next by what exists', () => {
    const ten = { number: 10, question: 'How?' };
    expect(wayOn([7, 8, 9, 10], 7, 'Chapter 8 goes on.', { number: 8, question: 'Why?' })).toBe('Chapter 8 goes on.');
    expect(wayOn([7, 10], 7, 'Chapter 8 goes on.', ten)).toBe(
      'Chapters 8 and 9 are not written yet. Chapter 10 asks: How?',
    );
    expect(wayOn([7, 8, 9, 10, 12, 13, 16], 16, 'Chapter 17 goes on.')).toBe('Chapters 17 to 19 are not written yet.');
  });

  it('the plan and the chapters together leave no number out', () => {
    const numbers = [...new Set([...written, ...plan.map(({ number }) => number)])].sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  it('the README says what is missing now', () => {
    const said = missing(written);
    const text = readFileSync('README.md', 'utf8').replace(/\s+/g, ' ');
    if (said === '') expect(text).not.toContain('not written yet');
    else expect(text).toContain(said);
  });

  it.each(readdirSync('content/chapters'))('%s leaves saying so to the code', (name) => {
    const text = readFileSync(`content/chapters/${name}`, 'utf8');
    expect(text).not.toMatch(/(is|are) not written yet|written part of the book|part has begun/);
  });
});
