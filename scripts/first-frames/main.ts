/** The figures of the chapters, and what computes what each of them shows before a touch. */
import { readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx';

/** One figure of a chapter: its kind and what the chapter asks of it. */
export interface Job {
  readonly figure: string;
  readonly asked: Readonly<Record<string, unknown>>;
}

const builds = import.meta.glob<{ readonly firstFrame: (asked: Job['asked']) => unknown }>(
  '../../components/figure/*/build.ts',
);
const moduleOf = (figure: string): string => `../../components/figure/${figure}/build.ts`;

/** Those that have something to compute, in the order in which the pages are made. */
export function jobs(folder = 'content/chapters'): readonly Job[] {
  const found: Job[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.mdx'))
    .sort()) {
    const tree = unified()
      .use(remarkParse)
      .use(remarkMdx)
      .use(remarkMath)
      .parse(readFileSync(`${folder}/${file}`, 'utf8'));
    visit(tree, 'mdxJsxFlowElement', ({ name, attributes }: MdxJsxFlowElement) => {
      if (name === null || builds[moduleOf(name)] === undefined) return;
      const asked = Object.fromEntries(
        attributes.flatMap((attribute) =>
          attribute.type === 'mdxJsxAttribute' && !['id', 'title', 'number'].includes(attribute.name)
            ? [[attribute.name, valueOf(attribute.value)]]
            : [],
        ),
      );
      found.push({ figure: name, asked });
    });
  }
  return found;
}

/** An attribute's value: text, or an expression of literals. */
function valueOf(value: MdxJsxFlowElement['attributes'][number]['value']): unknown {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value;
  return structuredClone(runInNewContext(`(${value.value})`) as unknown);
}

/** Computes a first frame and keeps it, unless it is kept or another process is at it: then this one waits for it. */
export async function compute({ figure, asked }: Job): Promise<void> {
  const { firstFrame } = await builds[moduleOf(figure)]();
  await firstFrame(asked);
}
