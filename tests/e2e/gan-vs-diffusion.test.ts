import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, type OpenOptions } from './browser';
import { hydrated, tensorflowFiles } from './training';

const id = 'fig-duel';
const chapter = 'gans/';
const patience = 400_000;

async function opened(values: string, query = '', options: OpenOptions = {}) {
  const open = await openPage(`${chapter}?${query}&${id}=1;${values}#${id}`, options);
  const figure = await hydrated(open.page, id);
  const button = (name: string) => figure.getByRole('button', { name, exact: true });
  const row = async (name: string) =>
    (
      await figure
        .locator('.gd-results tbody tr', { has: open.page.locator('th', { hasText: new RegExp(`^${name}$`) }) })
        .locator('td')
        .allInnerTexts()
    ).map((text) => text.trim());
  return {
    ...open,
    figure,
    button,
    row,
    said: async () => (await figure.locator('[role="alert"] p').allInnerTexts()).join(' '),
    dots: (title: string) =>
      figure
        .locator('.f-panel', { has: open.page.locator('.f-title', { hasText: new RegExp(`^${title}`) }) })
        .locator('path.f-dots')
        .getAttribute('d'),
    async runToTheEnd() {
      const seed = await open.page.locator(`#${id} .c-fact`, { hasText: 'seed' }).innerText();
      const built = (await figure.innerText()).includes('Trained when the page was built.');
      await button('Train both').click();
      // The seeds that stand in the page would come out the same: the next are taken, and said.
      if (built) await expect.poll(() => figure.locator('.c-fact', { hasText: 'seed' }).innerText()).not.toBe(seed);
      await figureStatus(open.page, id, ['done'], patience);
    },
  };
}

describe('with scripts off', () => {
  it('shows both as they were trained when the page was built, with numbers', async () => {
    const {
      page,
      figure: _figure,
      close,
    } = await openPage(chapter, { javaScriptEnabled: false }).then((open) => ({
      ...open,
      figure: open.page.locator(`#${id}`),
    }));
    const figure = page.locator(`#${id}`);
    expect(
      await figure
        .locator('path.f-dots')
        .evaluateAll((all) => all.map((d) => (d.getAttribute('d') ?? '').length > 3000)),
    ).toEqual([true, true, true]);
    const text = await figure.innerText();
    expect(text).toMatch(/At 16\.0 GFLOP each, over 3 seeds, the energy distance to the data is 0\.\d{4}/);
    expect(text).toContain('Trained when the page was built.');
    await close();
  });
});

describe.each([
  { query: '', name: 'SIMD', values: 'gigaflops:1;seeds:2', spent: 'Training, GFLOP', budget: 1, within: 0.05 },
  // Few steps: each mark is a look of twenty evaluations, which are slow without a GPU.
  {
    query: 'backend=webgl',
    name: 'WebGL',
    values: 'by:examples;examples:2000;seeds:1;width:16',
    spent: 'Examples seen',
    budget: 2000,
    within: 256,
  },
  {
    query: 'backend=wasm',
    name: 'WASM',
    values: 'gigaflops:0.3;seeds:1',
    spent: 'Training, GFLOP',
    budget: 0.3,
    within: 0.05,
  },
])('on $name', ({ query, name, values, spent, budget, within }) => {
  it('one button trains both at equal cost, seed after seed, and measures how they sample', async () => {
    const f = await opened(values, query);
    await f.runToTheEnd();
    const both = (await f.row(spent)).slice(0, 2).map((text) => Number(text.replace(/\s/g, '')));
    expect(both).toHaveLength(2);
    for (const one of both) {
      expect(one).toBeLessThanOrEqual(budget);
      expect(one).toBeGreaterThan(budget - within);
    }
    expect((await f.row('Points a second')).slice(0, 2).every((text) => /\d/.test(text))).toBe(true);
    expect(await f.row('Evaluations a point')).toEqual(['20', '1', '']);
    expect(await f.dots('Diffusion, step')).toMatch(/^M/);
    expect(await f.dots('GAN, step')).toMatch(/^M/);
    expect(await f.figure.locator('.c-fact').first().innerText()).toContain(name);
    expect(await f.figure.locator('.gd-verdict').innerText()).toMatch(/Fewer than three seeds/);
    expect(await f.figure.locator('svg[aria-label^="Energy distance of the trained"] .f-marker').count()).toBe(16);
    expect(await f.said()).toBe('');
    expect(f.errors).toEqual([]);
    expect(tensorflowFiles(f.requests).length > 0).toBe(name !== 'SIMD');
    await f.close();
  });
});

describe('a reader', () => {
  it('draws a shape, pauses, goes on, changes the unit, resets, and shares it', async () => {
    const f = await opened('target:drawn;gigaflops:3;seeds:1');
    const asked = () => f.figure.locator('.f-panel:has([role=application]) .f-readout').innerText();
    await expect.poll(asked).toContain('Nothing is drawn yet');
    const pad = f.figure.getByRole('application');
    const box = (await pad.boundingBox())!;
    await f.page.mouse.move(box.x + 0.2 * box.width, box.y + 0.5 * box.height);
    await f.page.mouse.down();
    for (let i = 0; i <= 20; i += 1)
      await f.page.mouse.move(box.x + (0.2 + 0.03 * i) * box.width, box.y + (0.5 + 0.3 * Math.sin(i / 3)) * box.height);
    await f.page.mouse.up();
    await expect.poll(asked).toMatch(/^\d+ points$/);
    await f.button('Train both').click();
    await figureStatus(f.page, id, ['running'], patience);
    await f.button('Pause').click();
    await figureStatus(f.page, id, ['paused'], patience);
    await f.button('Go on').click();
    await figureStatus(f.page, id, ['done'], patience);
    // No modes are counted in a drawing.
    expect(await f.row('Modes covered')).toEqual([]);
    expect(await f.row('Recall')).not.toEqual([]);
    await f.button('Start over').click();
    await figureStatus(f.page, id, ['ready'], patience);
    await f.figure.locator('.c-segment', { hasText: /^examples$/ }).click();
    await expect
      .poll(() => f.figure.getByRole('slider', { name: 'Budget of each' }).getAttribute('aria-valuetext'))
      .toContain('examples');
    await f.figure.getByRole('slider', { name: 'Seeds' }).focus();
    await f.page.keyboard.press('ArrowRight');
    await f.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await f.button('copy link').click();
    const link = await f.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain('target:drawn');
    expect(link).toContain('by:examples');
    expect(link).toContain('seeds:2');
    expect(f.errors).toEqual([]);
    await f.close();
  });
});
