import { rehypeHeadingIds, unified } from '@astrojs/markdown-remark';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { macros } from '../../content/symbols';
import { rehypeAnchors } from './rehype-anchors';
import { rehypeMathPunctuation } from './rehype-math-punctuation';
import { remarkBook } from './remark-book';

/** The Markdown processor of the chapters: mathematics, numbering, references, anchors. */
export function markdownProcessor() {
  return unified({
    remarkPlugins: [remarkMath, remarkBook],
    rehypePlugins: [
      // `trust` lets \htmlData through, which is how a symbol is linked to its control and its curve.
      [rehypeKatex, { trust: true, strict: false, throwOnError: true, macros: { ...macros } }],
      rehypeMathPunctuation,
      rehypeHeadingIds,
      rehypeAnchors,
    ],
  });
}
