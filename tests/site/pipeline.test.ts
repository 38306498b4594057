import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import type { Root } from 'mdast';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import {
  authorList,
  bibliography,
  inListOrder,
  linkOf,
  reference,
  shortCitation,
  venue,
} from '../../src/mdx/bibliography';
import { attribute } from '../../src/mdx/book';
import { remarkBook } from '../../src/mdx/remark-book';

/** Runs a text through the book's pass, as chapter 9 of a file that does not exist. */
function chapter(text: string): { readonly tree: Root; readonly citations: unknown } {
  const file = new VFile({ path: '/book/09-trial.mdx', value: text });
  file.data.astro = { frontmatter: { number: 9 } };
  const processor = unified().use(remarkParse).use(remarkMdx).use(remarkMath);
  const tree = processor.parse(file);
  remarkBook()(tree, file);
  return { tree, citations: file.data.astro.frontmatter?.['citations'] };
}

describe('the pass over a chapter', () => {
  it('puts numbers on what has them', () => {
    const { tree } = chapter('<Hero id="fig-x" title="X" />\n\n<Hero id="fig-y" title="Y" />');
    expect(tree.children.map((node) => attribute(node, 'number'))).toEqual(['9.1', '9.2']);
  });

  it('resolves references and stops at one that leads nowhere', () => {
    const { tree } = chapter('<Equation id="eq-x">$$a$$</Equation>\n\n<Ref to="eq-x" />');
    const ref = tree.children[1];
    const node = ref.type === 'paragraph' ? ref.children[0] : ref;
    expect([attribute(node, 'label'), attribute(node, 'anchor'), attribute(node, 'chapter')]).toEqual([
      '(9.1)',
      'eq-x',
      '',
    ]);
    expect(() => chapter('See <Ref to="eq-lost" />.')).toThrow(
      /09-trial\.mdx: <Ref to="eq-lost" \/> points at nothing/,
    );
  });

  it('collects citations once each and stops at an unknown key', () => {
    expect(chapter('A <Cite keys="ho2020, song2021sde" />, B <Cite keys="ho2020" />.').citations).toEqual([
      'ho2020',
      'song2021sde',
    ]);
    expect(() => chapter('A <Cite keys="nobody1900" />.')).toThrow(/unknown citation: nobody1900/);
  });

  it('makes a lone $$…$$ on one line a display equation', () => {
    expect(chapter('$$a = b$$').tree.children[0]?.type).toBe('math');
    expect(chapter('so $a$ then').tree.children[0]?.type).toBe('paragraph');
  });

  it('gathers a paragraph with the notes after it, the notes first', () => {
    const { tree } = chapter('Words.\n\n<Note>\nAside.\n</Note>\n\nMore.');
    const block = tree.children[0];
    expect(block.type === 'mdxJsxFlowElement' && block.children.map((node) => node.type)).toEqual([
      'mdxJsxFlowElement',
      'paragraph',
    ]);
    expect(tree.children).toHaveLength(2);
  });
});

describe('the bibliography', () => {
  it('parses whole: every entry has an author, a year, a title, and a place or a link', () => {
    const poor = [...bibliography().values()].filter(
      (entry) =>
        authorList(entry) === '' ||
        /n\.d\./.test(shortCitation(entry)) ||
        entry.title === '' ||
        (venue(entry) === '' && linkOf(entry) === undefined),
    );
    expect(poor.map((entry) => entry.id)).toEqual([]);
  });

  it('cites one, two and more authors as readers expect', () => {
    expect(shortCitation(reference('vincent2011'))).toBe('Vincent, 2011');
    expect(shortCitation(reference('nichol2021'))).toBe('Nichol & Dhariwal, 2021');
    expect(shortCitation(reference('ho2020'))).toBe('Ho et al., 2020');
    expect(['lu2022', 'lu2022b'].map((key) => shortCitation(reference(key)))).toEqual([
      'Lu et al., 2022a',
      'Lu et al., 2022b',
    ]);
    const all = [...bibliography().values()].map(shortCitation);
    expect(all.length - new Set(all).size).toBe(0);
    expect(authorList(reference('ho2020'))).toBe('J. Ho, A. Jain, P. Abbeel');
    expect(authorList(reference('perez2018'))).toContain('H. de Vries');
    expect(
      ['song2019', 'ho2020', 'nichol2021']
        .map(reference)
        .sort(inListOrder)
        .map(({ id }) => id),
    ).toEqual(['ho2020', 'nichol2021', 'song2019']);
    expect(linkOf(reference('vincent2011'))).toBe('https://doi.org/10.1162/NECO_a_00142');
  });
});
