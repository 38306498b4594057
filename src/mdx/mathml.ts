import type { Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';

/** "Function application": what KaTeX puts after max, ln or exp, as an operator of its own that is not seen. */
const application = '\u2061';
const applied = new RegExp(`(<(mi|mo)(?: [^>]*)?>[^<]*</\\2>)<mo>${application}</mo>`, 'g');

/**
 * KaTeX writes the name of a function and its application side by side, also where only one child may stand: `\sigma_{\max}` becomes an
 * `msub` of three children (MathML 3, section 3.4: two). Here both stand in one `mrow`, which may stand anywhere.
 */
export function gatherApplications(html: string): string {
  return html.replace(applied, `<mrow>$1<mo>${application}</mo></mrow>`);
}

/** The same in a tree, for what rehype-katex has made. */
export function rehypeMathml() {
  return (tree: Root): void => {
    visit(tree, 'element', (node) => {
      for (let i = 1; i < node.children.length; i += 1) {
        const [name, sign] = [node.children[i - 1], node.children[i]];
        if (!isApplication(sign) || name?.type !== 'element' || (name.tagName !== 'mi' && name.tagName !== 'mo'))
          continue;
        if (node.tagName === 'mrow' && node.children.length === 2) continue;
        node.children.splice(i - 1, 2, { type: 'element', tagName: 'mrow', properties: {}, children: [name, sign] });
      }
    });
  };
}

function isApplication(node: ElementContent | undefined): node is Element {
  const text = node?.type === 'element' && node.tagName === 'mo' ? node.children[0] : undefined;
  return text?.type === 'text' && text.value === application;
}
