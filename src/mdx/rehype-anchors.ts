import type { Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';

/**
 * Gives each section heading a link to itself. The heading is named by its words alone, the link by what it leads to; its sign is drawn
 * by CSS.
 */
export function rehypeAnchors() {
  return (tree: Root): void => {
    visit(tree, 'element', (node) => {
      const { id } = node.properties;
      if (!/^h[23]$/.test(node.tagName) || typeof id !== 'string') return;
      const words: Element = {
        type: 'element',
        tagName: 'span',
        properties: { id: `${id}-words` },
        children: node.children,
      };
      node.properties['ariaLabelledBy'] = [`${id}-words`];
      node.children = [
        words,
        {
          type: 'element',
          tagName: 'a',
          properties: { className: ['anchor'], href: `#${id}`, ariaLabel: `Link to “${textOf(node.children).trim()}”` },
          children: [],
        },
      ];
    });
  };
}

/** The words of some elements, each formula once: as its source has it. */
function textOf(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node): string => {
      if (node.type === 'text') return node.value;
      if (node.type !== 'element') return '';
      const classes = node.properties['className'];
      return Array.isArray(classes) && classes.includes('katex-html') ? '' : textOf(node.children);
    })
    .join('');
}
