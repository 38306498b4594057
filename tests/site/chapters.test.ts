import { readdirSync, readFileSync } from 'node:fs';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { innerHtml } from '../../src/mdx/formula';
import { remarkBook } from '../../src/mdx/remark-book';

/** What would stop the build, or leave a table with a hole, found without building. */
describe('each chapter', () => {
  it.each(readdirSync('content/chapters'))(
    '%s parses, refers to what there is, and its formulas and tables are whole',
    (name) => {
      const body = readFileSync(`content/chapters/${name}`, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
      const tree = unified().use(remarkParse).use(remarkMdx).use(remarkMath).parse(body);
      visit(tree, (node) => {
        if (node.type === 'math' || node.type === 'inlineMath')
          expect(innerHtml({ tex: node.value, display: node.type === 'math' }, 'book')).not.toBe('');
      });
      // A table's rows follow one another, and have as many cells as its head.
      let cells = 0;
      for (const line of body.split('\n')) {
        const own = line.startsWith('|') ? line.split('|').length : 0;
        if (own > 0 && cells > 0) expect(own, line).toBe(cells);
        cells = own;
      }
      const data = { astro: { frontmatter: { number: parseInt(name, 10) } } };
      expect(() => {
        remarkBook()(tree, new VFile({ path: name, value: body, data }));
      }).not.toThrow();
    },
  );
});
