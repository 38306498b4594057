import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { conventions } from '../core/notation';
import { differs, inConvention } from './convention';
import type { Formula } from './formula';

declare module 'vfile' {
  interface DataMap {
    /** The formulas of the text, in order. */
    formulas: readonly Formula[];
  }
}

function classes(node: Element): readonly unknown[] {
  return Array.isArray(node.properties['className']) ? node.properties['className'] : [];
}

/** Before KaTeX: notes every formula and leaves the book's own form of it in the text. */
export function rehypeFormulas() {
  return (tree: Root, file: VFile): void => {
    const formulas: Formula[] = [];
    visit(tree, 'element', (node) => {
      const text = node.children[0];
      if (!classes(node).includes('language-math') || text?.type !== 'text') return;
      formulas.push({ tex: text.value.trim(), display: classes(node).includes('math-display') });
      text.value = inConvention(text.value, 'book');
    });
    file.data.formulas = formulas;
  };
}

/**
 * After KaTeX, in a chapter that lists other notations in its head (`notation`): numbers the formulas that read otherwise in one of them
 * (`data-formula`) and hands them on in the head as `formulas`. Formulas that are alike share a number.
 */
export function rehypeNotation() {
  return (tree: Root, file: VFile): void => {
    const frontmatter = file.data.astro?.frontmatter ?? {};
    if (frontmatter['notation'] === undefined) return;
    const formulas = file.data.formulas ?? [];
    const numbered: Formula[] = [];
    let at = 0;
    const mark = (node: Element): void => {
      const formula = formulas[at];
      at += 1;
      if (formula === undefined || !conventions.some((convention) => differs(formula.tex, convention))) return;
      let number = numbered.findIndex(({ tex, display }) => tex === formula.tex && display === formula.display);
      if (number < 0) number = numbered.push(formula) - 1;
      node.properties['dataFormula'] = String(number);
    };
    visit(tree, 'element', (node, _index, parent) => {
      if (classes(node).includes('katex-display')) mark(node);
      else if (
        classes(node).includes('katex') &&
        !(parent?.type === 'element' && classes(parent).includes('katex-display'))
      )
        mark(node);
    });
    if (at !== formulas.length)
      throw new Error(`${file.path ?? 'chapter'}: ${at} formulas typeset of ${formulas.length} written`);
    frontmatter['formulas'] = numbered;
  };
}
