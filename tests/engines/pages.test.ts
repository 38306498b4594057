/** Every page in Firefox and in WebKit: it opens silent, its figures come alive, it can be read, on a phone too. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { dist } from '../../scripts/serve.mjs';
import { pages } from '../e2e/pages';
import { engineNames } from './engine';
import { awake, illegible, isMissing, opener, overhang, reading } from './reader';

/** Figures of a page, as it was built, that can be worked: they have an island. */
function figuresOf(path: string): readonly string[] {
  const { document } = parseHTML(readFileSync(join(dist, path, 'index.html'), 'utf8'));
  return [...document.querySelectorAll('figure[data-figure]:has(astro-island)')].map(({ id }) => id);
}

describe.each(engineNames)('in %s', (name) => {
  describe.skipIf(isMissing(name))('the book', () => {
    const open = opener(name);

    it('is heard: an error, an exception, a refused script and a missing file are told', async () => {
      await reading(open, 'contents/', async (tab) => {
        expect(await tab.errors()).toEqual([]);
        await tab.evaluate(() => {
          console.error('said');
          setTimeout(() => {
            throw new Error('thrown');
          });
          const script = document.createElement('script');
          script.textContent = 'document.title = "ran"';
          const picture = document.createElement('img');
          picture.src = 'nowhere.png';
          document.body.append(script, picture);
        });
        await expect
          .poll(async () => (await tab.errors()).join('\n'))
          .toMatch(/(?=.*said)(?=.*thrown)(?=.*script-src)(?=.*nowhere\.png)/s);
        expect(await tab.evaluate(() => document.title)).not.toBe('ran');
      });
    });

    it.each(pages)('opens /%s silent, alive and legible, and fits a phone', async (path) => {
      const figures = figuresOf(path);
      await reading(open, path, async (tab) => {
        for (const id of figures) await awake(tab, id);
        expect(await illegible(tab)).toEqual([]);
        expect(await overhang(tab)).toBeLessThanOrEqual(0);
        await tab.resize(390, 844);
        expect(await overhang(tab)).toBeLessThanOrEqual(0);
        expect(await illegible(tab)).toEqual([]);
        expect(await tab.errors()).toEqual([]);
      });
    });
  });
});
