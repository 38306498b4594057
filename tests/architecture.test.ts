import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allEdges, cycles, type Edge, graphOf, importsOf, reached, sources } from '../src/site/architecture/imports';
import { type Arrow, arrowsOf, necessary } from '../src/site/architecture/arrows';
import { packages, roomOf, within } from '../src/site/architecture/rooms';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What runs in the worker or at build time: nothing on a page's side may touch it. */
const closedToPages = /^src\/(engine\/(worker|kinds\/[^/]+\/worker)|net|kernel)\b/;

/** One sentence for each edge that no door allows. */
function trespasses(edges: readonly Edge[]): readonly string[] {
  return edges
    .filter(({ from, to, outside }) => {
      const home = roomOf(from);
      if (home === undefined) return false;
      if (outside) return packages[home.room] !== undefined && !packages[home.room].test(to);
      if (within(from, 'components') && closedToPages.test(to)) return true;
      return !home.may.some((place) => within(to, place));
    })
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** The worker's part of the engine: its own, and each kind's half. */
const ofTheWorker = (path: string) => within(path, 'src/engine/worker') || within(path, 'src/engine/kinds/*/worker');

/** The folder of a figure that a path lies in. */
const figureOf = (path: string) => /^components\/figure\/([A-Z][A-Za-z]+)\//.exec(path)?.[1];

/** One sentence for each figure that imports from another's folder. */
function betweenFigures(edges: readonly Edge[]): readonly string[] {
  return edges
    .filter(({ from, to }) => figureOf(to) !== undefined && within(from, 'components/figure'))
    .filter(({ from, to }) => figureOf(from) !== figureOf(to))
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** One sentence for each file among `starts` that reaches one that `closed` names, by whatever way, other than by starting the worker. */
function indirectly(edges: readonly Edge[], starts: (file: string) => boolean, closed: RegExp): readonly string[] {
  const graph = graphOf(edges.filter(({ spawns }) => !spawns));
  return [...graph.keys()].filter(starts).flatMap((start) => {
    const way = [...reached(graph, start)].find(([file]) => closed.test(file));
    return way === undefined ? [] : [way[1].join(' > ')];
  });
}

const files = ['src', 'components', 'content'].flatMap((folder) => sources(root, folder));
const edges = allEdges(root);
const edge = (from: string, to: string, spawns = false): Edge => ({ from, to, outside: false, spawns });

describe('architecture', () => {
  it('reads import lines in all their forms', () => {
    const text = `import { a } from './a';\nimport './b';\nexport * from '../c';\nconst d = import('./d');
new Worker(new URL('./e.ts', import.meta.url));\nimport type {\n  F,\n} from 'f';\nlet g: import('./g').G;`;
    expect(
      importsOf(text)
        .map(({ specifier }) => specifier)
        .sort(),
    ).toEqual(['./a', './b', '../c', './d', './e.ts', 'f', './g'].sort());
    expect(importsOf(text).filter(({ spawns }) => spawns)).toEqual([{ specifier: './e.ts', spawns: true }]);
  });

  it('would notice a forbidden edge', () => {
    expect(trespasses([edge('src/core/random.ts', 'src/net/trainer')])).toHaveLength(1);
    expect(trespasses([{ ...edge('src/core/random.ts', 'd3'), outside: true }])).toHaveLength(1);
    expect(trespasses([edge('components/figure/Hero/HeroView.tsx', 'src/engine/worker/worker')])).toHaveLength(1);
    expect(trespasses([edge('components/figure/Hero/HeroView.tsx', 'src/engine/client')])).toHaveLength(0);
  });

  it('would notice a forbidden way, an import between figures and a circle', () => {
    const way = [edge('a.tsx', 'b'), edge('b.ts', 'c'), edge('c.ts', 'src/net/x')];
    expect(indirectly(way, (file) => file === 'a', closedToPages)).toEqual(['a > b > c > src/net/x']);
    expect(indirectly([edge('a.tsx', 'src/net/x', true)], () => true, closedToPages)).toEqual([]);
    expect(betweenFigures([edge('components/figure/One/a.ts', 'components/figure/Two/b')])).toHaveLength(1);
    expect(betweenFigures([edge('components/figure/kit.ts', 'components/figure/Two/b')])).toHaveLength(1);
    expect(betweenFigures([edge('components/figure/One/a.ts', 'components/figure/One/b')])).toHaveLength(0);
    expect(betweenFigures([edge('components/figure/One/a.ts', 'components/figure/Shell')])).toHaveLength(0);
    expect(cycles(graphOf([edge('a.ts', 'b'), edge('b.ts', 'c'), edge('c.ts', 'a'), edge('c.ts', 'd')]))).toEqual([
      ['a', 'b', 'c'],
    ]);
  });

  it('finds sources to check', () => {
    expect(files.length).toBeGreaterThan(300);
    expect(edges.length).toBeGreaterThan(2000);
    // What is loaded by the name of a folder counts too: the worker's half of each kind.
    const loaded = edges.filter(
      ({ from, to }) => from === 'src/engine/worker/load.ts' && /kinds\/[^/]+\/worker$/.test(to),
    );
    expect(loaded.length).toBeGreaterThanOrEqual(6);
  });

  it('has arrows in the allowed directions only', () => {
    expect(trespasses(edges)).toEqual([]);
  });

  it('has no file in a room that the table does not know', () => {
    const known = (file: string) => roomOf(file) !== undefined || /^src\/(content\.config|env\.d|styles\/)/.test(file);
    expect(files.filter((file) => !known(file))).toEqual([]);
  });

  it('has no circle of imports, of types or of code that is loaded later either', () => {
    expect(cycles(graphOf(edges))).toEqual([]);
  });

  it('has a picture without a circle, in which every way between boxes is left', () => {
    const arrows = arrowsOf(edges).filter(({ spawns }) => !spawns);
    const lead = (all: readonly Arrow[]) => {
      const next = new Map<string, string[]>();
      for (const { from, to } of all) next.set(from, [...(next.get(from) ?? []), to]);
      return next;
    };
    expect(cycles(lead(arrows))).toEqual([]);
    const left = lead(necessary(arrows));
    for (const { from, to } of arrows) expect([...reached(left, from).keys()], `${from} to ${to}`).toContain(to);
  });

  it('keeps figures apart', () => {
    expect(betweenFigures(edges)).toEqual([]);
  });

  it('lets no island reach the networks or what runs at build time, by whatever way', () => {
    const island = (file: string) => islands.has(file);
    const islands = new Set(
      files.filter((file) => /^components\/.*\.tsx$/.test(file)).map((file) => file.slice(0, -4)),
    );
    const ways = indirectly(edges, island, /^src\/(net|kernel|engine\/(worker|build|kinds\/[^/]+\/(worker|build)))\b/);
    expect(ways).toEqual([]);
  });

  it('lets no island load the ledger, which is for what is built', () => {
    const ways = indirectly(edges, (file) => /^components\/.*View$/.test(file), /^src\/record\/index$/);
    expect(ways).toEqual([]);
  });

  it('lets nothing but the worker reach the networks', () => {
    const importers = edges
      .filter(({ from, to, outside }) => !outside && within(to, 'src/net') && !within(from, 'src/net'))
      .map(({ from }) => from);
    expect(importers.filter((from) => !ofTheWorker(from))).toEqual([]);
  });

  it('lets nothing but templates, what is built for them and the kinds’ own build halves reach what runs at build time', () => {
    const places = ['src/engine/build', 'src/engine/kinds/*/build'];
    const importers = edges.filter(({ to }) => places.some((place) => within(to, place))).map(({ from }) => from);
    const may = (from: string) =>
      /\.astro$|\/(build|built|built-asks)\.ts$/.test(from) || places.some((place) => within(from, place));
    expect(importers.length).toBeGreaterThan(5);
    expect(importers.filter((from) => !may(from))).toEqual([]);
  });

  it('loads tfjs in the worker only', () => {
    const users = edges.filter(({ to }) => to.startsWith('@tensorflow/')).map(({ from }) => from);
    expect(users.filter((from) => !within(from, 'src/net') && !ofTheWorker(from))).toEqual([]);
  });

  it('draws no number from an unseeded generator', () => {
    const offenders = files.filter((file) => /Math\s*\.\s*random\b/.test(readFileSync(join(root, file), 'utf8')));
    expect(offenders).toEqual([]);
  });
});
