/** What holds of every file of the built book, without opening any. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postcss from 'postcss';
import { describe, expect, it } from 'vitest';
import { dist } from '../../scripts/serve.mjs';
import { layers } from '../../src/site/css/layers';
import { mathmlFaults } from '../site/mathml-faults';
import { filesUnder } from '../../src/site/files';

const files = filesUnder(dist);
const read = (name: string) => readFileSync(join(dist, name), 'utf8');
const ending = (end: string) => files.filter((name) => name.endsWith(end));

describe('the built book', () => {
  it('has no formula whose MathML a browser would have to guess at, in any notation', () => {
    let formulas = 0;
    const faults = [...ending('.html'), ...files.filter((name) => /^formulas\/.*\.json$/.test(name))].flatMap(
      (name) => {
        const text = name.endsWith('.json') ? strings(JSON.parse(read(name))).join('\n') : read(name);
        formulas += text.match(/<math[\s>]/g)?.length ?? 0;
        return mathmlFaults(text).map((fault) => `${name}: ${fault}`);
      },
    );
    expect(faults).toEqual([]);
    expect(formulas).toBeGreaterThan(1000);
  });

  it('starts its worker with a file that no other imports: WebKit would run it a second time, as another module', () => {
    const scripts = ending('.js').map((name) => ({ name, text: read(name) }));
    const entries = scripts.flatMap(({ text }) =>
      [...text.matchAll(/new Worker\(new URL\([`'"][^`'"]*?([\w.-]+\.js)[`'"]/g)].map(([, entry]) => entry),
    );
    expect(new Set(entries).size).toBe(1);
    const imported = scripts.flatMap(({ name, text }) =>
      [...text.matchAll(/(?:from|import\(?)\s*[`'"]\.\/([\w.-]+\.js)[`'"]/g)].map(([, file]) => ({ name, file })),
    );
    expect(imported.length).toBeGreaterThan(100);
    expect(imported.filter(({ file }) => entries.includes(file))).toEqual([]);
  });

  it('has every style in a layer, and the order of layers in every style sheet', () => {
    const sheets = [
      ...ending('.css').map((name) => [name, read(name)] as const),
      ...ending('.html').flatMap((name) =>
        [...read(name).matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css = '']) => [name, css] as const),
      ),
    ];
    expect(sheets.length).toBeGreaterThan(3);
    for (const [name, css] of sheets) {
      const root = postcss.parse(css);
      const rest = root.nodes.filter(
        // Astro's own, of the elements that it puts around islands, is not ours to place.
        (node) =>
          !(node.type === 'atrule' && ['layer', 'font-face', 'page', 'charset'].includes(node.name)) &&
          !(node.type === 'rule' && node.selectors.every((selector) => selector.startsWith('astro-'))),
      );
      expect(
        rest.map((node) => node.toString().slice(0, 80)),
        name,
      ).toEqual([]);
      if (name.endsWith('.html')) continue;
      // Whichever sheet comes first decides the order of layers, so each names them in it.
      const named = [...css.matchAll(/@layer\s+([a-z, ]+)\s*[;{]/g)].flatMap(([, list = '']) => list.split(/,\s*/));
      expect([...new Set(named.map((layer) => layer.trim()))], name).toEqual([...layers]);
    }
  });
});

/** Every string in a JSON value. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
