/** Who imports whom, read from the source files. For the architecture test and for the picture of the rooms. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** One import line. */
export interface Edge {
  /** Path from the root, with its ending. */
  readonly from: string;
  /** Path from the root without the ending of a source file, or the name of a package. */
  readonly to: string;
  /** Whether `to` is a package. */
  readonly outside: boolean;
  /** Whether it starts a worker, whose code is not the page's. */
  readonly spawns: boolean;
}

const ending = /\.(ts|tsx|js|mjs)$/;

/** The source files of a folder, as paths from `root`; the kernel's AssemblyScript and what is built are left out. */
export function sources(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)).split(sep).join('/'))
    .filter((name) => /\.(ts|tsx|astro|mdx|js)$/.test(name))
    .filter((name) => !name.startsWith('src/kernel/assembly/') && !name.startsWith('src/kernel/build/'));
}

/** What a text imports, of types too: static and dynamic imports, re-exports and `new URL('…', import.meta.url)`. */
export function importsOf(text: string): readonly { readonly specifier: string; readonly spawns: boolean }[] {
  const read = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  // The types of `import('…')` are not among them.
  const later = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => match[1]);
  const urls = [...text.matchAll(/new URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g)].map((match) => match[1]);
  return [
    ...[...new Set([...read, ...later])].map((specifier) => ({ specifier, spawns: false })),
    ...urls.map((specifier) => ({ specifier, spawns: true })),
  ];
}

/** A template's or chapter's import lines stand among text that is no TypeScript: those lines alone are read. */
function importLines(text: string): string {
  return [...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?(?:from\s*)?['"][^'"]+['"];?/gm)]
    .map(([line]) => line)
    .join('\n');
}

/** What is loaded by a name that a folder has: `import(`…/${name}/file.ts`)`, for each folder in which there is such a file. */
function loadedByName(root: string, file: string, text: string): readonly string[] {
  return [...text.matchAll(/\bimport\(\s*`(\.[^`$]*\/)\$\{[^}]+\}(\/[^`$]+)`\s*\)/g)].flatMap(
    ([, before = '', after = '']) => {
      const parent = join(root, dirname(file), before);
      return readdirSync(parent)
        .filter((name) => existsSync(join(parent, name, after)))
        .map((name) => `${before}${name}${after}`);
    },
  );
}

export function edgesOf(root: string, file: string): readonly Edge[] {
  const text = readFileSync(join(root, file), 'utf8');
  const named = loadedByName(root, file, text).map((specifier) => ({ specifier, spawns: false }));
  const written = importsOf(/\.(astro|mdx)$/.test(file) ? importLines(text) : text);
  return [...written, ...named].map(({ specifier, spawns }) => {
    const outside = !specifier.startsWith('.');
    const path = relative(root, join(root, dirname(file), specifier.replace(/\?.*$/, '')));
    return { from: file, to: outside ? specifier : path.split(sep).join('/').replace(ending, ''), outside, spawns };
  });
}

/** All import lines of the book's sources. */
export function allEdges(root: string): readonly Edge[] {
  return ['src', 'components', 'content']
    .flatMap((folder) => sources(root, folder))
    .flatMap((file) => edgesOf(root, file));
}

/** A file's neighbours, by path without ending; `folder` stands for `folder/index`. */
export function graphOf(edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
  const bare = (path: string) => path.replace(ending, '');
  const files = new Set(edges.map(({ from }) => bare(from)));
  const graph = new Map<string, string[]>();
  for (const { from, to, outside } of edges) {
    if (outside) continue;
    const target = files.has(`${to}/index`) ? `${to}/index` : to;
    graph.set(bare(from), [...(graph.get(bare(from)) ?? []), target]);
  }
  return graph;
}

/** Every file that `start` reaches, through however many others, with the way to it. */
export function reached(
  graph: ReadonlyMap<string, readonly string[]>,
  start: string,
): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const next of graph.get(file) ?? []) {
      if (ways.has(next)) continue;
      ways.set(next, [...ways.get(file)!, next]);
      open.push(next);
    }
  }
  return ways;
}

/** Groups of files that import each other in a circle (Tarjan 1972: strongly connected components of more than one file). */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];

  function visit(file: string): void {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    onStack.add(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(file, Math.min(low.get(file)!, low.get(next)!));
      } else if (onStack.has(next)) low.set(file, Math.min(low.get(file)!, index.get(next)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    for (const member of group) onStack.delete(member);
    if (group.length > 1 || (graph.get(file) ?? []).includes(file)) found.push(group.sort());
  }

  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return found;
}
