import { readFileSync, readdirSync } from 'node:fs';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { macrosOf, symbols } from '../../content/symbols';
import { conventions } from '../../src/core/notation';
import { differs, inConvention } from '../../src/mdx/convention';
import { innerHtml, type Formula } from '../../src/mdx/formula';
import { rehypeFormulas, rehypeNotation } from '../../src/mdx/rehype-notation';
import { dictionary } from '../../src/site/dictionary';

const folder = new URL('../../content/chapters/', import.meta.url);
const parser = unified().use(remarkParse).use(remarkMdx).use(remarkMath);
const others = ['ddpm', 'sde', 'edm', 'flow'] as const;

/** The formulas of every chapter that is written in several notations. */
const chapters = readdirSync(folder)
  .filter((name) => name.endsWith('.mdx'))
  .flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const [whole = '', head = ''] = /^---\n([\s\S]*?)\n---/.exec(text) ?? [];
    if (!/^notation:/m.test(head)) return [];
    const formulas: Formula[] = [];
    visit(parser.parse(text.slice(whole.length)), (node) => {
      if (node.type === 'math' || node.type === 'inlineMath')
        formulas.push({ tex: node.value.trim(), display: node.type === 'math' });
    });
    const notes = [...head.matchAll(/^ {2}(ddpm|sde|edm|flow): '(.*)'$/gm)].map(([, of, says]) => ({
      convention: of as (typeof others)[number],
      parts: says?.split('$').filter((_, i) => i % 2 === 1) ?? [],
    }));
    return [{ name, formulas, notes }];
  });

describe('a formula in another notation', () => {
  it('takes the alternative for what stands before it in the same braces', () => {
    const tex = String.raw`\frac{\xt\as{edm,flow}{x}}{2} + b\as{sde}{c\as{sde}{d}}`;
    expect(inConvention(tex, 'book')).toBe(String.raw`\frac{\xt}{2} + b`);
    expect(inConvention(tex, 'edm')).toBe(String.raw`\frac{x}{2} + b`);
    expect(inConvention(tex, 'sde')).toBe('d');
    expect(inConvention(String.raw`\{a\}\as{flow}{}`, 'flow')).toBe('');
    expect(inConvention(String.raw`\asymp\{a\}`, 'flow')).toBe(String.raw`\asymp\{a\}`);
  });

  it('stays as it is where told to, or where nothing in it changes', () => {
    expect(differs(String.raw`\xt\keep{edm, flow}`, 'edm')).toBe(false);
    expect(differs(String.raw`\xt\keep{flow}`, 'edm')).toBe(true);
    expect(differs(String.raw`\xtt + \nabla p`, 'edm')).toBe(false);
    expect(differs(String.raw`a\as{ddpm}{b}`, 'ddpm')).toBe(true);
    expect(differs(String.raw`\xt`, 'book')).toBe(false);
  });

  it.each([
    String.raw`a\as{greek}{b}`,
    String.raw`a\as{book}{b}`,
    String.raw`a\as{edm}b`,
    'a}',
    '{a',
    String.raw`\as{edm}{a`,
    String.raw`\xt\keep{greek}`,
  ])('is refused as %s', (tex) => {
    expect(() => differs(tex, 'edm')).toThrow();
  });
});

describe('the symbols', () => {
  it('keep their term in every notation, so that they light what they lit', () => {
    for (const convention of conventions) {
      const macros = macrosOf(convention);
      expect(Object.keys(macros)).toHaveLength(symbols.length);
      for (const { macro, term } of symbols) expect(macros[`\\${macro}`]).toContain(`term=${term}}`);
    }
  });
});

describe('the pass over a chapter', () => {
  const run = (frontmatter: Record<string, unknown>) => {
    const math = (value: string) => ({
      type: 'element' as const,
      tagName: 'code',
      properties: { className: ['language-math', 'math-inline'] },
      children: [{ type: 'text' as const, value }],
    });
    const tree = {
      type: 'root' as const,
      children: [math(String.raw`\xt\as{edm}{x}`), math('a'), math(String.raw`\xt\as{edm}{x}`), math(String.raw`\eps`)],
    };
    const file = new VFile({ path: 'trial.mdx' });
    file.data.astro = { frontmatter };
    rehypeFormulas()(tree, file);
    const left = tree.children.map((node) => node.children[0]?.value);
    for (const node of tree.children) node.properties.className = ['katex'];
    rehypeNotation()(tree, file);
    return {
      left,
      numbers: tree.children.map((node) => (node.properties as Record<string, unknown>)['dataFormula']),
      formulas: frontmatter['formulas'],
    };
  };

  it("leaves the book's form in the text, numbers what changes, and gives like formulas one number", () => {
    expect(run({ notation: { edm: '' } })).toEqual({
      left: [String.raw`\xt`, 'a', String.raw`\xt`, String.raw`\eps`],
      numbers: ['0', undefined, '0', '1'],
      formulas: [
        { tex: String.raw`\xt\as{edm}{x}`, display: false },
        { tex: String.raw`\eps`, display: false },
      ],
    });
  });

  it('does nothing in a chapter that has one notation', () => {
    expect(run({}).formulas).toBeUndefined();
  });
});

describe('chapters in several notations', () => {
  it('are there', () => {
    expect(['book', ...others]).toEqual(conventions);
    expect(chapters.map(({ name }) => name.slice(0, 2))).toEqual(['05', '06', '07', '08', '09', '14', '15', '16']);
  });

  it('change what depends on the notation, each in all that it is offered in', () => {
    const changed = (name: string, convention: (typeof others)[number]) =>
      chapters
        .find((chapter) => chapter.name.startsWith(name))
        ?.formulas.flatMap(({ tex }) => (differs(tex, convention) ? [inConvention(tex, convention)] : []));
    for (const name of ['05', '06', '07'])
      for (const convention of others) expect(changed(name, convention)?.length).toBeGreaterThan(5);
    // The game has no noise level: what changes is the real point (its symbol), and the density of noised data in EDM.
    expect(changed('14', 'ddpm')).toEqual([]);
    expect(changed('14', 'sde')).toHaveLength(2);
    expect(changed('14', 'edm')).toEqual([
      expect.stringContaining('V('),
      expect.stringContaining('\\gamma'),
      String.raw`\nabla\log p(\cdot\,;\sigma)`,
    ]);
    expect(changed('14', 'flow')).toEqual([]);
    const held = (convention: (typeof others)[number]) => changed('15', convention)?.slice(-2);
    const ratio = (above: string) => String.raw`\htmlData{term=sigma}{${above}}/\sigmat`;
    expect(held('ddpm')).toEqual([String.raw`\xt - \alphat\,\xz = 0`, ratio(String.raw`\sqrt{1-\bar\alpha_{t'}}`)]);
    expect(held('edm')).toEqual([String.raw`\xt - \xz = 0`, ratio(String.raw`\sigma'`)]);
    expect(held('flow')).toEqual([String.raw`\xt - \alphat\,\xz = 0`, ratio(`t'`)]);
    // Song's sigma(t) is the book's; where the code is searched, EDM's letter for a clean picture stands.
    expect(changed('15', 'sde')?.at(-1)).toBe(String.raw`\xt - \alphat\,\xz = 0`);
    expect(changed('15', 'edm')?.filter((tex) => /\{\\xz\} ?-\s?\\gen/.test(tex))).toHaveLength(4);
    for (const convention of others) expect(changed('16', convention)).toEqual([]);
  });

  it.each(others)('are typeset whole in %s', (convention) => {
    for (const { name, formulas } of chapters) {
      for (const formula of formulas) {
        if (!differs(formula.tex, convention)) continue;
        const html = innerHtml(formula, convention);
        expect(html, `${name}: ${formula.tex}`).toContain('<math');
        expect(html, `${name}: ${formula.tex}`).not.toMatch(/katex-error|\\as|\\keep/);
        expect(html, `${name}: ${formula.tex}`).not.toBe(innerHtml(formula, 'book'));
      }
    }
  });

  it('say what stays, in the letters of the notation', () => {
    for (const { name, notes } of chapters) {
      expect(notes.map(({ convention }) => convention)).toEqual(others);
      for (const { convention, parts } of notes)
        for (const part of parts)
          expect(innerHtml({ tex: part, display: false }, convention), name).not.toContain('katex-error');
    }
  });

  it('use no letter that the notation does not have', () => {
    // alpha(t) is the book's alone; EDM has no factor on the signal, the flow no alpha and no sigma.
    const foreign = {
      ddpm: /\\alpha\(|\\sigma\(/,
      sde: /\\alpha/,
      edm: /\\alpha(?!=1)|\\bar\\alpha|_t\b|\(t\)/,
      flow: /\\alpha|\\sigma/,
    } as const;
    for (const convention of others) {
      for (const { name, formulas } of chapters) {
        for (const { tex } of formulas) {
          if (!differs(tex, convention)) continue;
          let plain = inConvention(tex, convention);
          for (const { macro, tex: own, as } of symbols)
            plain = plain.replace(new RegExp(`\\\\${macro}(?![A-Za-z])`, 'g'), () => `{${as?.[convention] ?? own}}`);
          expect(plain.replace(/\\lambda_t|p_t|y_t|\\kappa_t/g, ''), `${name}, ${convention}`).not.toMatch(
            foreign[convention],
          );
        }
      }
    }
  });
});

describe('the dictionary', () => {
  it('is typeset in every column', () => {
    for (const { tex } of dictionary) {
      for (const convention of conventions) {
        expect(tex[convention].length).toBeGreaterThan(0);
        for (const part of tex[convention])
          expect(innerHtml({ tex: part, display: false }, convention)).not.toContain('katex-error');
      }
    }
  });
});
