import { basename } from 'node:path';
import type { Nodes, Paragraph, Parent, Root, RootContent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import 'mdast-util-math';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { slugOf } from '../site/slug';
import { checkKey } from './bibliography';
import { attribute, findTarget, indexChapter, readBook, referenceText } from './book';

type Element = MdxJsxFlowElement | MdxJsxTextElement;

function isElement(node: Nodes): node is Element {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

function setAttribute(node: Element, name: string, value: string): void {
  node.attributes = node.attributes.filter((entry) => entry.type !== 'mdxJsxAttribute' || entry.name !== name);
  node.attributes.push({ type: 'mdxJsxAttribute', name, value });
}

/** A paragraph that holds nothing but one `$$…$$` is a display equation, however it was broken into lines. */
function promoteDisplayMath(tree: Root, source: string): void {
  visit(tree, 'paragraph', (node: Paragraph, index, parent: Parent | undefined) => {
    const only = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
    const math = only[0];
    if (only.length !== 1 || math?.type !== 'inlineMath' || index === undefined || parent === undefined) return;
    const start = math.position?.start.offset;
    const display = start !== undefined && source.slice(start, start + 2) === '$$';
    if (!display && !('name' in parent && parent.name === 'Equation')) return;
    parent.children[index] = {
      type: 'math',
      value: math.value,
      data: {
        hName: 'pre',
        hChildren: [
          {
            type: 'element',
            tagName: 'code',
            properties: { className: ['language-math', 'math-display'] },
            children: [{ type: 'text', value: math.value }],
          },
        ],
      },
    };
  });
}

/**
 * Puts a paragraph and the margin notes that follow it into one block, note first, so that a wide page can float the note
 * to the paragraph's right; a narrow page shows it after.
 */
function gatherNotes(tree: Root): void {
  const children: RootContent[] = [];
  for (let i = 0; i < tree.children.length; i += 1) {
    const node = tree.children[i];
    const notes: MdxJsxFlowElement[] = [];
    while (node.type === 'paragraph') {
      const next = tree.children[i + 1];
      if (next?.type !== 'mdxJsxFlowElement' || next.name !== 'Note') break;
      notes.push(next);
      i += 1;
    }
    if (notes.length === 0) {
      children.push(node);
      continue;
    }
    children.push({
      type: 'mdxJsxFlowElement',
      name: 'div',
      attributes: [{ type: 'mdxJsxAttribute', name: 'class', value: 'noted' }],
      children: [...notes, node as Paragraph],
    });
  }
  tree.children = children;
}

/**
 * The book's own pass over a chapter: numbers equations, figures and exercises, resolves references (also into other
 * chapters), checks citations and collects them for the reference list, and places margin notes.
 * An unknown reference or citation stops the build and is named.
 */
export function remarkBook() {
  return (tree: Root, file: VFile): void => {
    const name = basename(file.path ?? 'chapter.mdx');
    const slug = slugOf(name);
    const frontmatter = file.data.astro?.frontmatter ?? {};
    promoteDisplayMath(tree, String(file.value));
    const own = indexChapter(tree, Number(frontmatter['number']), slug);
    const book = [own, ...readBook().filter((chapter) => chapter.slug !== slug)];
    const citations: string[] = [];
    visit(tree, (node) => {
      if (!isElement(node)) return;
      const id = attribute(node, 'id');
      const target = id === undefined || node.name === 'Ref' ? undefined : own.targets.find((entry) => entry.id === id);
      if (target !== undefined && target.kind !== 'section' && target.kind !== 'plate')
        setAttribute(node, 'number', target.number);
      if (node.name === 'Note' && node.type === 'mdxJsxTextElement') setAttribute(node, 'inline', 'true');
      if (node.name === 'Ref') {
        const to = attribute(node, 'to') ?? '';
        const found = findTarget(book, slug, to);
        if (found === undefined) {
          throw new Error(
            `${name}: <Ref to="${to}" /> points at nothing (expected the id of an equation, figure, exercise, heading or chapter)`,
          );
        }
        const at = book.find((chapter) => chapter.slug === found.chapter)?.number;
        setAttribute(node, 'label', referenceText(found, found.chapter === slug ? undefined : at));
        setAttribute(node, 'chapter', found.chapter === slug ? '' : found.chapter);
        if (at === 1) setAttribute(node, 'landing', 'true');
        setAttribute(node, 'anchor', found.kind === 'chapter' ? '' : found.id);
      }
      if (node.name === 'Cite') {
        for (const key of (attribute(node, 'keys') ?? '').split(',').map((part) => part.trim())) {
          checkKey(key, name);
          if (!citations.includes(key)) citations.push(key);
        }
      }
    });
    gatherNotes(tree);
    frontmatter['citations'] = citations;
  };
}
