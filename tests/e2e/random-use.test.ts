import { afterAll, describe, expect, it } from 'vitest';
import { openPage, wakeFigure } from './browser';
import { chapters } from './pages';
import { actionsOfEach, seedOfUse, useAtRandom } from './random-use';

/** Milliseconds that one action may take, and one figure before its first. */
const [each, first] = [5_000, 60_000];

/** How many figures were used, and how many of what was done did something. */
const used = { figures: 0, actions: 0 };

describe(`random use, ${actionsOfEach} actions a figure, seed ${seedOfUse}`, () => {
  it.each(chapters)(
    '/%s: no error, and no number that is none',
    async (path) => {
      const { page, errors, close } = await openPage(path);
      const ids = await page
        .locator('figure.figure[id]:has(astro-island)')
        .evaluateAll((figures) => figures.map(({ id }) => id));
      const faults: string[] = [];
      for (const id of ids) {
        await wakeFigure(page, id);
        const use = await useAtRandom(page, id, errors);
        faults.push(...use.faults);
        used.figures += 1;
        used.actions += use.done.filter((what) => !/^(left alone|out of sight|nothing|gone)/.test(what)).length;
      }
      expect(faults).toEqual([]);
      await close();
    },
    20 * (first + each * actionsOfEach),
  );

  afterAll(() => {
    // A selector that no longer finds anything would make all of the above pass.
    expect(used.figures).toBeGreaterThan(20);
    expect(used.actions).toBeGreaterThan(0.4 * used.figures * actionsOfEach);
  });
});
