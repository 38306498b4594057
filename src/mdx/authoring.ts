/**
 * What an author can get wrong in a chapter without breaking its syntax: a property that no component has, settings that no figure has, a
 * formula that KaTeX does not know. Each is a sentence with file, line and what was expected; `npm run dev` and the build stop at them.
 */
import type { Expression } from 'estree';
import type { Nodes, Root } from 'mdast';
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import 'mdast-util-math';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { innerHtml } from './formula';

/** A component as a chapter may write it. */
export interface Word {
  /** Its properties, by name: whether each has to be given. */
  readonly properties: ReadonlyMap<string, boolean>;
  /** Of a figure: its settings with their defaults, and how they are read. */
  readonly settings?: {
    readonly defaults: object;
    parse(value: unknown): { readonly problems: readonly string[] };
  };
}

/** Components by name. */
export type Vocabulary = ReadonlyMap<string, Word>;

const parser = unified().use(remarkParse).use(remarkMdx).use(remarkMath);
/** What any component may be given, and what the chapter's own pass puts in. */
const always = new Set(['slot', 'class', 'number', 'inline', 'label', 'chapter', 'landing', 'anchor']);

/**
 * A sentence for each mistake in a chapter, in order: `03-schedules.mdx:12: <Hero> has no property titel (expected one of id, title, …)`.
 *
 * @param text all of the file, its head too, so that lines are counted from its top
 */
export function chapterFaults(text: string, name: string, words: Vocabulary): readonly string[] {
  // The head is no Markdown: its lines stay, empty.
  const source = text.replace(/^---\n[\s\S]*?\n---\n/, (head) => head.replace(/[^\n]/g, ''));
  const tree: Root = parser.parse(source);
  const faults: string[] = [];
  const say = (node: Nodes, what: string) => faults.push(`${name}:${node.position?.start.line ?? 1}: ${what}`);
  const figures = new Map<string, Word | undefined>();
  visit(tree, (node) => {
    if (!isComponent(node)) return;
    const id = attributes(node).get('id')?.value;
    if (typeof id === 'string') figures.set(id, words.get(node.name ?? ''));
  });
  visit(tree, (node) => {
    if (node.type === 'math' || node.type === 'inlineMath') {
      try {
        innerHtml({ tex: node.value, display: node.type === 'math' }, 'book');
      } catch (error) {
        say(node, `the formula ${node.value.trim().slice(0, 60)} cannot be set: ${String((error as Error).message)}`);
      }
      return;
    }
    if (!isComponent(node)) return;
    const word = words.get(node.name ?? '');
    if (!word) {
      say(node, `<${node.name}> is no component (expected one of components/index.ts)`);
      return;
    }
    const given = attributes(node);
    for (const key of given.keys())
      if (!word.properties.has(key) && !always.has(key))
        say(node, `<${node.name}> has no property ${key} (expected ${listed(word.properties.keys())})`);
    for (const [key, needed] of word.properties)
      if (needed && !given.has(key)) say(node, `<${node.name}> is given no ${key} (expected it)`);
    const settings = given.get('initial') ?? given.get('state');
    if (node.name === 'Set') {
      const to = given.get('figure')?.value;
      if (typeof to !== 'string') return;
      if (!figures.has(to))
        say(node, `<Set> sets ${to} (expected the id of a figure of this chapter: ${listed(figures.keys())})`);
      else if (settings)
        settingFaults(settings, figures.get(to)).forEach((fault) => say(node, `<Set figure="${to}"> ${fault}`));
    } else if (settings && word.settings) {
      settingFaults(settings, word).forEach((fault) => say(node, `<${node.name}> ${fault}`));
    }
  });
  return faults;
}

/** What a figure cannot take of the settings that stand in an attribute; nothing where they are not plain values. */
function settingFaults(attribute: MdxJsxAttribute, word: Word | undefined): readonly string[] {
  const { value } = attribute;
  if (!word?.settings || typeof value !== 'object' || value === null) return [];
  const body = value.data?.estree?.body[0];
  const settings = body?.type === 'ExpressionStatement' ? plain(body.expression) : undefined;
  if (settings === undefined) return [];
  if (typeof settings !== 'object' || settings === null)
    return [`has ${attribute.name} that is no object (expected named settings)`];
  const known = Object.keys(word.settings.defaults);
  const unknown = Object.keys(settings).filter((key) => !known.includes(key));
  return [
    ...unknown.map((key) => `has no setting ${key} (expected one of ${known.join(', ')})`),
    ...word.settings.parse(settings).problems,
  ];
}

/** The value of an expression of literals; undefined for any other. */
function plain(node: Expression): unknown {
  switch (node.type) {
    case 'Literal':
      return node.value;
    case 'UnaryExpression': {
      const value = plain(node.argument);
      return node.operator === '-' && typeof value === 'number' ? -value : undefined;
    }
    case 'ArrayExpression': {
      const values = node.elements.map((element) =>
        element && element.type !== 'SpreadElement' ? plain(element) : undefined,
      );
      return values.includes(undefined) ? undefined : values;
    }
    case 'ObjectExpression': {
      const entries = node.properties.map((property): [string, unknown] | undefined => {
        if (property.type !== 'Property' || property.computed) return undefined;
        const key =
          property.key.type === 'Identifier' ? property.key.name : String((property.key as { value?: unknown }).value);
        const value = plain(property.value as Expression);
        return value === undefined ? undefined : [key, value];
      });
      return entries.includes(undefined) ? undefined : Object.fromEntries(entries as [string, unknown][]);
    }
    default:
      return undefined;
  }
}

function isComponent(node: Nodes): node is MdxJsxFlowElement | MdxJsxTextElement {
  return (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && /^[A-Z]/.test(node.name ?? '');
}

function attributes(node: MdxJsxFlowElement | MdxJsxTextElement): ReadonlyMap<string, MdxJsxAttribute> {
  return new Map(
    node.attributes.flatMap((entry) => (entry.type === 'mdxJsxAttribute' ? [[entry.name, entry] as const] : [])),
  );
}

function listed(names: Iterable<string>): string {
  const all = [...names];
  return all.length === 0 ? 'none' : all.length === 1 ? (all[0] ?? '') : `one of ${all.join(', ')}`;
}

/** The properties of a component, from the `Props` that its file declares. */
export function propertiesOf(file: string): ReadonlyMap<string, boolean> {
  const body = /interface Props \{([\s\S]*?)\n\}/.exec(file)?.[1] ?? '';
  return new Map(
    [...body.matchAll(/^ {2}readonly (\w+)(\??):/gm)].map(([, name = '', optional]) => [name, optional === '']),
  );
}
