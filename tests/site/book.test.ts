import type { Root } from 'mdast';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { macros, symbols, symbolOf } from '../../content/symbols';
import { attribute, findTarget, indexChapter, readBook, referenceText, type ChapterIndex } from '../../src/mdx/book';
import { slugOf } from '../../src/site/slug';

const parse = (text: string): Root => unified().use(remarkParse).use(remarkMdx).use(remarkMath).parse(text);

const two = indexChapter(
  parse(`
## One small step

<Equation id="eq-chain">

$$
x
$$

</Equation>

<Hero id="fig-a" title="A" />

<Note>Inside: <Posterior id="fig-b" title="B" /></Note>

<Equation id="eq-jump">$$y$$</Equation>

<Exercise id="ex-2-1" experiment="e" question="q" choices={['a']}>Because.</Exercise>

## One small step
`),
  2,
  'forward',
);
const one = indexChapter(parse('<Hero id="fig-hero" title="H" />\n\n## The reverse process\n'), 1, 'noise');
const book: readonly ChapterIndex[] = [one, two];

describe('numbering', () => {
  it('counts equations, figures and exercises apart, in the order of the source', () => {
    const numbers = two.targets.map(({ id, kind, number }) => [id, kind, number]);
    expect(numbers).toEqual([
      ['one-small-step', 'section', 'One small step'],
      ['eq-chain', 'equation', '2.1'],
      ['fig-a', 'figure', '2.1'],
      ['fig-b', 'figure', '2.2'],
      ['eq-jump', 'equation', '2.2'],
      ['ex-2-1', 'exercise', '2.1'],
      ['one-small-step-1', 'section', 'One small step'],
    ]);
  });

  it('refers to a plate by its title, and counts it with nothing', () => {
    const chapter = indexChapter(parse('<Plate id="pic-a" title="A strip" />\n\n<Hero id="fig-a" />'), 3, 'x');
    expect(chapter.targets.map(({ kind, number }) => [kind, number])).toEqual([
      ['plate', 'A strip'],
      ['figure', '3.1'],
    ]);
    expect(referenceText(chapter.targets[0])).toBe('“A strip”');
    expect(referenceText(chapter.targets[0], 2)).toBe('“A strip” in Chapter 2');
  });

  it('refuses an id used twice, naming it', () => {
    expect(() => indexChapter(parse('<Hero id="fig-a" />\n\n<Hero id="fig-a" />'), 1, 'noise')).toThrow(
      /noise: id used twice: fig-a/,
    );
  });

  it('refuses an equation without an id of its own kind', () => {
    expect(() => indexChapter(parse('<Equation id="jump">x</Equation>'), 1, 'noise')).toThrow(
      /has id jump \(expected an id that begins with eq-\)/,
    );
  });
});

describe('references', () => {
  it('reads as what it points at', () => {
    const text = (id: string): string => referenceText(findTarget(book, 'forward', id)!);
    expect([text('eq-jump'), text('fig-b'), text('ex-2-1'), text('one-small-step')]).toEqual([
      '(2.2)',
      'Figure 2.2',
      'Exercise 2.1',
      '“One small step”',
    ]);
  });

  it('reaches into other chapters, and to chapters themselves by any of their names', () => {
    expect(findTarget(book, 'forward', 'fig-hero')).toMatchObject({ chapter: 'noise', number: '1.1' });
    for (const name of ['noise', '01-noise', 'ch-1', 'chapter-1']) {
      expect(findTarget(book, 'forward', name)).toMatchObject({ kind: 'chapter', chapter: 'noise', number: '1' });
    }
  });

  it('finds nothing under an unknown id', () => {
    expect(findTarget(book, 'forward', 'eq-nowhere')).toBeUndefined();
  });
});

describe('the chapters themselves', () => {
  it('rise in number and use no id twice in one chapter', () => {
    const numbers = readBook().map(({ number }) => number);
    // A chapter that is not written yet leaves its number free: a chapter keeps its own for good.
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(numbers[0]).toBe(1);
  });
});

describe('slugs and attributes', () => {
  it('drops the number and the ending of a file', () => {
    expect(slugOf('02-forward.mdx')).toBe('forward');
  });

  it('reads plain string attributes only', () => {
    const [plain, computed] = parse('<Ref to="eq-a" />\n\n<Ref to={name} />').children;
    expect(attribute(plain, 'to')).toBe('eq-a');
    expect(attribute(computed, 'to')).toBeUndefined();
  });
});

describe('symbols', () => {
  it('have one macro and one meaning each, marked by their term', () => {
    expect(new Set(symbols.map(({ macro }) => macro)).size).toBe(symbols.length);
    expect(macros['\\xt']).toBe('{\\htmlData{term=xt}{x_t}}');
    expect(symbolOf('beta')?.tex).toBe('\\beta_t');
    expect(symbolOf('nonsense')).toBeUndefined();
  });
});
