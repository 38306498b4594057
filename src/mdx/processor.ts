import { rehypeHeadingIds, unified } from '@astrojs/markdown-remark';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { katexOptions } from './formula';
import { rehypeAnchors } from './rehype-anchors';
import { rehypeMathml } from './mathml';
import { rehypeMathPunctuation } from './rehype-math-punctuation';
import { rehypeFormulas, rehypeNotation } from './rehype-notation';
import { remarkBook } from './remark-book';

/** The Markdown processor of the chapters: mathematics in every notation, numbering, references, anchors. */
export function markdownProcessor() {
  return unified({
    remarkPlugins: [remarkMath, remarkBook],
    rehypePlugins: [
      rehypeFormulas,
      [rehypeKatex, katexOptions('book')],
      rehypeMathml,
      rehypeNotation,
      rehypeMathPunctuation,
      rehypeHeadingIds,
      rehypeAnchors,
    ],
  });
}
