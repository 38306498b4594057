import type { Root } from 'hast';
import { visit } from 'unist-util-visit';

/** Gives each section heading a link to itself. The sign is drawn by CSS, so that the heading's text stays its own. */
export function rehypeAnchors() {
  return (tree: Root): void => {
    visit(tree, 'element', (node) => {
      if (!/^h[23]$/.test(node.tagName) || typeof node.properties['id'] !== 'string') return;
      node.children.push({
        type: 'element',
        tagName: 'a',
        properties: { className: ['anchor'], href: `#${node.properties['id']}`, ariaLabel: 'Link to this section' },
        children: [],
      });
    });
  };
}
