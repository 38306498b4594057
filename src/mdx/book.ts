import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseFrontmatter } from '@astrojs/markdown-remark';
import GithubSlugger from 'github-slugger';
import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import 'mdast-util-mdx-jsx';
import { slugOf } from '../site/slug';

/** What kind of thing an id names; it decides how a reference to it reads. */
export type TargetKind = 'equation' | 'figure' | 'exercise' | 'plate' | 'section' | 'chapter';

/** Something a `<Ref>` can point at. */
export interface Target {
  readonly id: string;
  readonly kind: TargetKind;
  /** `2.1` for numbered things, the heading's words for a section, its title for a plate. */
  readonly number: string;
  /** Slug of the chapter that holds it. */
  readonly chapter: string;
}

/** What one chapter defines, read from its source. */
export interface ChapterIndex {
  readonly number: number;
  readonly slug: string;
  readonly targets: readonly Target[];
}

export const chapterFolder = join(process.cwd(), 'content', 'chapters');

const parser = unified().use(remarkParse).use(remarkMdx).use(remarkMath);

/** The kind of an element by its id's prefix; undefined for elements that cannot be referred to. */
export function kindOfId(id: string): TargetKind | undefined {
  if (id.startsWith('eq-')) return 'equation';
  if (id.startsWith('fig-')) return 'figure';
  if (id.startsWith('ex-')) return 'exercise';
  if (id.startsWith('pic-')) return 'plate';
  return undefined;
}

/** The string value of an attribute of an MDX element; undefined when absent or computed. */
export function attribute(node: Nodes, name: string): string | undefined {
  if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return undefined;
  for (const entry of node.attributes) {
    if (entry.type === 'mdxJsxAttribute' && entry.name === name && typeof entry.value === 'string') return entry.value;
  }
  return undefined;
}

/**
 * Numbers what a chapter defines, in the order of its source: equations, figures and exercises each count from 1.
 * Throws when an id is used twice or an equation or exercise has none.
 */
export function indexChapter(tree: Root, number: number, slug: string): ChapterIndex {
  const counts = { equation: 0, figure: 0, exercise: 0 };
  const targets: Target[] = [];
  const seen = new Set<string>();
  const slugger = new GithubSlugger();
  const add = (target: Target): void => {
    if (seen.has(target.id))
      throw new Error(`chapter ${slug}: id used twice: ${target.id} (expected ids to be unique)`);
    seen.add(target.id);
    targets.push(target);
  };
  visit(tree, (node) => {
    if (node.type === 'heading') {
      const words = textOf(node);
      add({ id: slugger.slug(words), kind: 'section', number: words, chapter: slug });
      return;
    }
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return;
    if (node.name === 'Ref' || node.name === 'Set' || !/^[A-Z]/.test(node.name ?? '')) return;
    const id = attribute(node, 'id');
    const kind = id === undefined ? undefined : kindOfId(id);
    if ((node.name === 'Equation' && kind !== 'equation') || (node.name === 'Exercise' && kind !== 'exercise')) {
      const prefix = node.name === 'Equation' ? 'eq-' : 'ex-';
      throw new Error(
        `chapter ${slug}: <${node.name}> has id ${id ?? '(none)'} (expected an id that begins with ${prefix})`,
      );
    }
    if (id === undefined || kind === undefined || kind === 'section' || kind === 'chapter') return;
    if (kind === 'plate') {
      add({ id, kind, number: attribute(node, 'title') ?? '', chapter: slug });
      return;
    }
    counts[kind] += 1;
    add({ id, kind, number: `${number}.${counts[kind]}`, chapter: slug });
  });
  return { number, slug, targets };
}

/** Reads and numbers every chapter of the book. */
export function readBook(folder: string = chapterFolder): readonly ChapterIndex[] {
  const taken = new Map<number, string>();
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mdx'))
    .sort()
    .map((name) => {
      const { frontmatter, content } = parseFrontmatter(readFileSync(join(folder, name), 'utf8'));
      const number = Number(frontmatter['number']);
      if (!Number.isInteger(number)) {
        throw new Error(
          `chapter ${name}: number is ${String(frontmatter['number'])} (expected a whole number in the frontmatter)`,
        );
      }
      const other = taken.get(number);
      if (other !== undefined)
        throw new Error(`chapter ${name}: number is ${number}, which ${other} has (expected each number once)`);
      taken.set(number, name);
      return indexChapter(parser.parse(content), number, slugOf(basename(name)));
    });
}

/** Looks `id` up, in the reader's own chapter first; a chapter answers to `forward`, `02-forward`, `ch-2` and `chapter-2`. */
export function findTarget(book: readonly ChapterIndex[], chapter: string, id: string): Target | undefined {
  const own = book.find((entry) => entry.slug === chapter)?.targets.find((target) => target.id === id);
  if (own !== undefined) return own;
  for (const entry of book) {
    const target = entry.targets.find((candidate) => candidate.id === id);
    if (target !== undefined) return target;
  }
  const named = book.find(({ number, slug }) =>
    [slug, `ch-${number}`, `chapter-${number}`, fileStem(number, slug)].includes(id),
  );
  return named === undefined ? undefined : { id, kind: 'chapter', number: String(named.number), chapter: named.slug };
}

/** `02-forward`: a chapter as its file is called. */
function fileStem(number: number, slug: string): string {
  return `${String(number).padStart(2, '0')}-${slug}`;
}

/** How a reference to `target` reads; `elsewhere` is the number of its chapter, where that is not the reader's own. */
export function referenceText(target: Target, elsewhere?: number): string {
  switch (target.kind) {
    case 'equation':
      return `(${target.number})`;
    case 'figure':
      return `Figure ${target.number}`;
    case 'exercise':
      return `Exercise ${target.number}`;
    case 'chapter':
      return `Chapter ${target.number}`;
    case 'plate':
    case 'section':
      return elsewhere === undefined ? `“${target.number}”` : `“${target.number}” in Chapter ${elsewhere}`;
  }
}
