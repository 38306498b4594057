import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, inject, it } from 'vitest';
import { dist } from '../../scripts/serve.mjs';
import { schemas as byComponent } from '../../components/schemas';
import type { Schema } from '../../src/core/schema';
import { filesUnder } from '../../src/site/files';
import { figureStatus, openPage } from './browser';
import { chapter, hydrated } from './training';

const figures = [
  {
    id: 'fig-hero',
    path: '',
    ready: ['ready'],
    outside: '1;p:7;target:letterbox;seed:-1',
    complaints: [
      'p is 7 (expected 0 to 2); using',
      'target is "letterbox" (expected eight-gaussians,',
      'seed is -1 (expected',
    ],
  },
  {
    id: 'fig-posterior',
    path: chapter,
    ready: ['ready'],
    outside: '1;x:99;step:0;schedule:sine',
    complaints: [
      'x is 99 (expected -2.5 to 2.5); using 0.3',
      'step is 0 (expected 0.002 to 0.98)',
      'schedule is "sine" (expected linear, cosine, sigmoid)',
    ],
  },
  {
    id: 'fig-train',
    path: chapter,
    ready: ['ready'],
    outside: '1;learningRate:1e9;points:1,2,3;depth:2.5;target:null',
    complaints: [
      'learningRate is 1000000000 (expected',
      'points is a list of 3 (expected',
      'depth is 2.5 (expected a whole number from 1 to 4)',
      'target is null (expected',
    ],
  },
];

describe.each(figures)('$id', ({ id, path, ready, outside, complaints }) => {
  /** The figure alive, what it complains of, and where its sliders stand. */
  async function opened(query: string) {
    // Nothing trains by itself where motion is reduced.
    const open = await openPage(`${path}?${query}`, { reducedMotion: 'reduce' });
    const figure = await hydrated(open.page, id);
    await figureStatus(open.page, id, ready);
    const said = async () => (await figure.locator('[role="alert"] p').allInnerTexts()).join(' ');
    const settings = await figure
      .locator('input[type="range"]')
      .evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value));
    return { ...open, figure, said, settings };
  }

  it('with a link that is malformed, empty, huge or of no version says so in a sentence, and shows the defaults', async () => {
    const plain = await opened('nothing=1');
    expect(await plain.said()).toBe('');
    await plain.close();
    const cases: readonly (readonly [string, string])[] = [
      ['rubbish%00%F0%9F%92%A5%3C%2Fscript%3E', 'The link’s settings could not be read; using the defaults.'],
      ['', 'The link’s settings could not be read; using the defaults.'],
      ['0;t:0.2;p:0.2', 'The link’s settings could not be read; using the defaults.'],
      [`1;points:${'0.25,'.repeat(10_000)}0`, 'characters (expected at most 24000); using the defaults.'],
      ['1;__proto__:{"p":1};constructor:1;p:[[[[[[;x:;seed', 'Part of the link could not be read and is left out'],
    ];
    // They are read by one parser: all of them on one figure, the two worst on the others.
    for (const [text, sentence] of id === 'fig-posterior' ? cases : [cases[0], cases[3]]) {
      const { said, settings, errors, figure, close } = await opened(
        `${id}=${encodeURIComponent(text).replace(/%25/g, '%')}`,
      );
      await expect.poll(said).toContain(sentence);
      expect(settings).toEqual(plain.settings);
      await figure.getByRole('button', { name: 'dismiss' }).first().click();
      await expect.poll(said).toBe('');
      expect(errors).toEqual([]);
      await close();
    }
  });

  it('with values out of range names each, what was expected, and what is used', async () => {
    const { said, errors, close } = await opened(`${id}=${encodeURIComponent(outside)}`);
    for (const complaint of complaints) await expect.poll(said).toContain(complaint);
    expect(errors).toEqual([]);
    await close();
  });

  it('with a link from a newer version uses what it knows, and says so', async () => {
    const { said, figure, close } = await opened(`${id}=9;p:0.5;x:0.5;t:0.25;brandNew:12`);
    await expect.poll(said).toBe('! The link comes from a newer version of this book; what is known of it is used.');
    const first = await figure
      .getByRole('slider')
      .evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value));
    expect(first).toContain(id === 'fig-hero' ? '0.5' : '0.25');
    await close();
  });

  it('is not moved by a message of the wrong kind', async () => {
    const { said, settings, figure, errors, close } = await opened('nothing=1');
    for (const detail of [null, 12, 'x', [], { p: 'left', x: {}, t: [] }]) {
      await figure.evaluate(
        (element, sent) => element.dispatchEvent(new CustomEvent('figure:set', { detail: sent })),
        detail,
      );
    }
    await expect.poll(said).toContain('(expected ');
    const after = await figure
      .locator('input[type="range"]')
      .evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value));
    expect(after).toEqual(settings);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the server of the book', () => {
  it('opens a page whose address carries a long drawing', async () => {
    const response = await fetch(new URL(`${chapter}?fig-train=${'1'.repeat(60_000)}`, inject('siteUrl')));
    expect(response.status).toBe(200);
  });
});

describe('links in the prose', () => {
  /** By the name that a figure has in its page: `d-slider` for `DSlider`. */
  const schemas: Readonly<Record<string, Pick<Schema<object>, 'parse' | 'defaults'>>> = Object.fromEntries(
    Object.entries(byComponent).map(([name, schema]) => [
      name.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase(),
      schema as Pick<Schema<object>, 'parse' | 'defaults'>,
    ]),
  );

  it('name settings that their figure knows, with values that it takes', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const name of filesUnder(dist).filter((file) => file.endsWith('.html'))) {
      const { document } = parseHTML(readFileSync(join(dist, name), 'utf8'));
      for (const link of document.querySelectorAll('a[data-set-figure]')) {
        const id = link.getAttribute('data-set-figure') ?? '';
        const state = JSON.parse(link.getAttribute('data-set-state') ?? '{}') as Record<string, unknown>;
        const kind = document.querySelector(`#${id}`)?.getAttribute('data-figure') ?? 'nothing';
        const schema = schemas[kind];
        count += 1;
        if (!schema) {
          wrong.push(`${name}: ${id} is ${kind} (expected one of ${Object.keys(schemas).join(', ')})`);
          continue;
        }
        const unknown = Object.keys(state).filter((key) => !Object.hasOwn(schema.defaults, key));
        wrong.push(
          ...unknown.map((key) => `${name}: ${id} has no ${key}`),
          ...schema.parse(state).problems.map((problem) => `${name}: ${id}: ${problem}`),
        );
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(20);
  });
});
