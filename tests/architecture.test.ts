import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** The rooms of the house and the doors between them: every arrow points one way. A longer prefix wins. */
const rooms: readonly { readonly room: string; readonly may: readonly string[] }[] = [
  { room: 'src/core', may: ['src/core'] },
  { room: 'src/kernel', may: ['src/kernel'] },
  { room: 'src/net', may: ['src/net', 'src/core', 'src/kernel'] },
  { room: 'src/engine', may: ['src/engine', 'src/core'] },
  { room: 'src/engine/worker', may: ['src/engine', 'src/net', 'src/core'] },
  { room: 'src/picture', may: ['src/picture', 'src/core'] },
  { room: 'src/mdx', may: ['src/mdx', 'src/site', 'content', 'src/core/notation'] },
  { room: 'src/site', may: ['src/site', 'src/mdx', 'content', 'src/core/notation'] },
  { room: 'components/control', may: ['components/control', 'src/picture', 'src/core'] },
  {
    room: 'components/figure',
    may: [
      'components/figure',
      'components/control',
      'src/core',
      'src/engine',
      'src/picture',
      'src/site/claims',
      'src/site/small-data',
      'content/symbols',
    ],
  },
  {
    room: 'components/prose',
    may: ['components/prose', 'components/figure/link', 'src/site', 'src/mdx', 'content/symbols'],
  },
  {
    room: 'components/prose/experiments',
    may: [
      'components/prose/experiments',
      'components/prose/exercise',
      'src/core',
      'src/engine/digits',
      'src/engine/digit-client',
      'src/engine/digit-samples',
      'src/engine/experiment',
      'src/engine/experiment-client',
    ],
  },
  { room: 'components/index', may: ['components'] },
  { room: 'content', may: ['content', 'components', 'src/core/notation'] },
  { room: 'src/layouts', may: ['src', 'components', 'content', 'node'] },
  { room: 'src/pages', may: ['src', 'components', 'content'] },
];

/** Packages that a room may use; rooms not listed are free. */
const packages: Readonly<Record<string, RegExp>> = {
  'src/core': /^(?!)/,
  'src/kernel': /^(?!)/,
  'src/picture': /^(d3(-[a-z]+)?|@observablehq\/plot)$/,
  'src/net': /^@tensorflow\//,
  'components/prose/experiments': /^(?!)/,
};

/** What of the engine a figure may touch: its client, the protocol's types, the digits and what reads a reader's own files. */
const closedToFigures = /^src\/engine\/worker/;

const root = fileURLToPath(new URL('..', import.meta.url));

interface Edge {
  readonly from: string;
  /** Path from the root, or the name of a package. */
  readonly to: string;
  readonly outside: boolean;
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter(
      (name) =>
        /\.(ts|tsx|astro|mdx|js)$/.test(name) &&
        !name.startsWith('src/kernel/assembly') &&
        !name.startsWith('src/kernel/build'),
    );
}

/** The import lines of a text: static, dynamic, re-exports and `new URL('…', import.meta.url)`. */
export function importsOf(text: string): readonly string[] {
  const found = [
    ...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]/gm),
    ...text.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm),
    ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
    ...text.matchAll(/new URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g),
  ];
  return found.map((match) => match[1]);
}

function edgesOf(file: string): readonly Edge[] {
  return importsOf(readFileSync(join(root, file), 'utf8')).map((specifier) => {
    const outside = !specifier.startsWith('.');
    const to = outside
      ? specifier
      : relative(root, join(root, dirname(file), specifier.replace(/\?.*$/, ''))).replace(/\.(ts|tsx|js)$/, '');
    return { from: file, to, outside };
  });
}

function roomOf(path: string): (typeof rooms)[number] | undefined {
  return rooms
    .filter(({ room }) => path === room || path.startsWith(`${room}/`) || path.startsWith(`${room}.`))
    .sort((a, b) => b.room.length - a.room.length)[0];
}

function within(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`) || path.startsWith(`${place}.`);
}

/** One sentence for each edge that no door allows. */
function trespasses(edges: readonly Edge[]): readonly string[] {
  return edges
    .filter(({ from, to, outside }) => {
      const home = roomOf(from);
      if (home === undefined) return false;
      if (outside) return packages[home.room] !== undefined && !packages[home.room].test(to);
      if (home.room.startsWith('components/figure') && closedToFigures.test(to)) return true;
      return !home.may.some((place) => within(to, place));
    })
    .map(({ from, to }) => `${from} imports ${to}`);
}

const files = ['src', 'components', 'content'].flatMap(sources);
const edges = files.flatMap(edgesOf);

describe('architecture', () => {
  it('reads import lines in all their forms', () => {
    expect(
      importsOf(`import { a } from './a';\nimport './b';\nexport * from '../c';\nconst d = import('./d');
new Worker(new URL('./e.ts', import.meta.url));\nimport type {\n  F,\n} from 'f';`),
    ).toEqual(['./a', '../c', 'f', './b', './d', './e.ts']);
  });

  it('would notice a forbidden edge', () => {
    expect(trespasses([{ from: 'src/core/random.ts', to: 'src/net/trainer', outside: false }])).toHaveLength(1);
    expect(trespasses([{ from: 'src/core/random.ts', to: 'd3', outside: true }])).toHaveLength(1);
    expect(
      trespasses([{ from: 'components/figure/Hero/HeroView.tsx', to: 'src/engine/worker/worker', outside: false }]),
    ).toHaveLength(1);
    expect(
      trespasses([{ from: 'components/figure/Hero/HeroView.tsx', to: 'src/engine/client', outside: false }]),
    ).toHaveLength(0);
  });

  it('finds sources to check', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(edges.length).toBeGreaterThan(100);
  });

  it('has arrows in the allowed directions only', () => {
    expect(trespasses(edges)).toEqual([]);
  });

  it('lets nothing but the worker reach the networks', () => {
    const importers = edges
      .filter(({ from, to, outside }) => !outside && within(to, 'src/net') && !within(from, 'src/net'))
      .map(({ from }) => from);
    expect(importers.filter((from) => !from.startsWith('src/engine/worker'))).toEqual([]);
  });

  it('loads tfjs in the worker only', () => {
    const users = edges.filter(({ to }) => to.startsWith('@tensorflow/')).map(({ from }) => from);
    expect(users.filter((from) => !within(from, 'src/net') && !within(from, 'src/engine/worker'))).toEqual([]);
  });

  it('draws no number from an unseeded generator', () => {
    const offenders = files.filter((file) => /Math\s*\.\s*random\b/.test(readFileSync(join(root, file), 'utf8')));
    expect(offenders).toEqual([]);
  });

  it('keeps files to one concept: no source beyond 300 lines', () => {
    const long = files.filter(
      (file) => !file.endsWith('.mdx') && readFileSync(join(root, file), 'utf8').split('\n').length > 301,
    );
    expect(long).toEqual([]);
  });
});
