import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';
import { describe, expect, it } from 'vitest';
import { filesUnder } from '../../src/site/files';
import { cssLayers, layerOf, layers } from '../../src/site/css/layers';
import { cssSteps } from '../../src/site/css/steps';
import { cssWidths, widths } from '../../src/site/css/widths';

const root = fileURLToPath(new URL('../..', import.meta.url));
const layered = (css: string, file: string) => postcss([cssLayers()]).process(css, { from: join(root, file) }).css;
const named = (css: string) => postcss([cssWidths()]).process(css, { from: undefined }).css;
const flat = (css: string) => css.replace(/\s+/g, ' ').trim();

/** Style sheets, and components with styles of their own, as the bundler hands them over. */
const sources = ['src', 'components'].flatMap((folder) =>
  filesUnder(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((name) => name.endsWith('.css') || (name.endsWith('.astro') && readText(name).includes('<style'))),
);

function readText(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

describe('layers', () => {
  it.each([
    ['node_modules/katex/dist/katex.min.css', 'vendor'],
    ['src/styles/prose.css', 'base'],
    ['src/pages/notation.astro?astro&type=style&index=0&lang.css', 'base'],
    ['components/prose/Code.astro?astro&type=style&index=0&lang.css', 'base'],
    ['components/control/control.css', 'kit'],
    ['components/figure/kit.css', 'kit'],
    ['components/figure/kit/digits.css', 'kit'],
    ['components/figure/Hero/hero.css', 'figure'],
    ['components/figure/SampleSheet/SampleSheet.astro?astro&type=style&index=0&lang.css', 'figure'],
  ])('%s is in %s', (file, layer) => {
    expect(layerOf(`/anywhere/${file}`)).toBe(layer);
    expect(layers).toContain(layer);
  });

  it('hold every rule, and leave out what has none', () => {
    const css =
      '@charset "utf-8";@font-face { font-family: F }@page { margin: 1cm }.a { color: red }@media print { .a { color: black } }';
    expect(flat(layered(css, 'src/styles/a.css'))).toBe(
      `@charset "utf-8";@layer ${layers.join(', ')};@font-face { font-family: F }@page { margin: 1cm }` +
        '@layer base{.a { color: red }@media print { .a { color: black } } }',
    );
  });

  it('are given once, however often a style sheet is handed over', () => {
    const once = layered('.a { color: red }', 'components/figure/Hero/hero.css');
    expect(layered(once, 'components/figure/Hero/hero.css')).toBe(once);
    expect(once.match(/@layer figure/g)).toHaveLength(1);
  });

  it('are known for every style sheet of the book, and none is without a place', () => {
    expect(sources.length).toBeGreaterThan(20);
    for (const name of sources) expect(layers).toContain(layerOf(join(root, name)));
    expect(() => layerOf('/anywhere/src/mdx/own.css')).toThrow(/no layer \(expected a file under components/);
  });
});

describe('widths', () => {
  it('are written out by name', () => {
    expect(named('@container figure (--narrow) { .a { color: red } }')).toContain(
      `@container figure (${widths.narrow})`,
    );
    expect(named('@media print and (--phone) { .a { color: red } }')).toContain(`@media print and (${widths.phone})`);
  });

  it('refuse a name that is not there, saying which are', () => {
    expect(() => named('@media (--wide) { .a { color: red } }')).toThrow(/--wide \(expected one of narrow, /);
    expect(() => named('@media (--constructor) { .a { color: red } }')).toThrow(/expected one of/);
  });

  it('stand in one place: no style sheet writes a width in numbers', () => {
    const written = sources.flatMap((name) =>
      [...readText(name).matchAll(/@(?:media|container)[^{]*(?:min|max)-width[^{]*/g)].map(
        ([rule]) => `${name}: ${rule}`,
      ),
    );
    expect(written).toEqual([]);
  });
});

describe('steps', () => {
  const stepped = (params: string) =>
    postcss([cssSteps()]).process(`.a > svg { color: red; @steps ${params}; }`, { from: undefined }).css;

  it('set a number at each width, the greatest that the container has, and leave the rule its own', () => {
    const css = postcss.parse(stepped('--across of picture from 100 to 150 by 10%'));
    expect(flat(css.first?.toString() ?? '')).toBe('.a > svg { color: red; }');
    const steps = css.nodes.slice(1).map((node) => flat(node.toString()).replaceAll(' ', '').replaceAll(';}', '}'));
    expect(steps).toEqual(
      [100, 110, 121, 133.1, 146.4].map((w) => `@containerpicture(min-width:${w}px){.a>svg{--across:${w}}}`),
    );
  });

  it.each(['--across of picture', 'across of picture from 1 to 2 by 3%', '--across of picture from 9 to 3 by 5%'])(
    'refuse %s, saying what was expected',
    (params) => expect(() => stepped(params)).toThrow(/expected/),
  );

  it('are all that a picture’s text is measured by: no length is divided by another', () => {
    const tricks = sources.filter((name) => /atan2|@supports/.test(readText(name)));
    expect(tricks).toEqual([]);
  });
});
