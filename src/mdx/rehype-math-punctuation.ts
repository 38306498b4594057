import type { Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';

function isMath(node: ElementContent | Root['children'][number] | undefined): node is Element {
  return (
    node?.type === 'element' &&
    node.tagName === 'span' &&
    Array.isArray(node.properties['className']) &&
    node.properties['className'].includes('katex')
  );
}

/** Keeps a full stop or comma on the line of the inline formula before it: browsers may break between the two. */
export function rehypeMathPunctuation() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if (node.type !== 'element' || node.properties['className']?.includes('nobr')) return;
      for (let i = 0; i < node.children.length - 1; i += 1) {
        const math = node.children[i];
        const text = node.children[i + 1];
        if (!isMath(math) || text?.type !== 'text') continue;
        const mark = /^[.,;:!?)\]’”]+/.exec(text.value)?.[0];
        if (mark === undefined) continue;
        node.children[i] = {
          type: 'element',
          tagName: 'span',
          properties: { className: ['nobr'] },
          children: [math, { type: 'text', value: mark }],
        };
        text.value = text.value.slice(mark.length);
      }
    });
  };
}
