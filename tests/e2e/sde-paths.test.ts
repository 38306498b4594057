import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const id = 'fig-paths';
const chapter = 'noise-as-an-sde/';
const figure = (page: Page) => page.locator(`#${id}`);
const title = async (page: Page) => (await figure(page).locator('.f-title').first().textContent()) ?? '';
const numbers = async (page: Page) => (await figure(page).locator('.sp-numbers').textContent()) ?? '';
const slider = (page: Page, name: RegExp) => figure(page).getByRole('slider', { name });
const paths = (page: Page) => figure(page).locator('svg svg path.f-line').first().getAttribute('d');

/** The largest gap of cumulative shares that the figure says, in per cent. */
async function gap(page: Page): Promise<number> {
  const found = /cumulative shares([\d.]+)/.exec(await numbers(page));
  if (!found) throw new Error(`no gap in "${await numbers(page)}"`);
  return Number(found[1]);
}

async function open(query = '', options = {}) {
  const opened = await openPage(query === '' ? chapter : `${chapter}?${id}=1;${query}`, options);
  await wakeFigure(opened.page, id);
  await figureStatus(opened.page, id, ['ready']);
  return opened;
}

describe('the paths of the reverse SDE and of the ODE', () => {
  it('stand there computed without scripts, and the browser computes the same', async () => {
    const still = await openPage(chapter, { javaScriptEnabled: false });
    const built = await numbers(still.page);
    expect(await title(still.page)).toBe('Reverse SDE, η = 1');
    expect(built).toMatch(
      /cumulative shares\d\.\d\s%2000 true samples\d\.\d\s%; once in 20 over \d\.\d\s%Rank correlation with the start/,
    );
    expect((await paths(still.page))?.length).toBeGreaterThan(20_000);
    await still.close();
    const { page, errors, close } = await open();
    expect(await numbers(page)).toBe(built);
    expect(errors).toEqual([]);
    await close();
  });

  it('move while lambda is dragged, from the same noise', async () => {
    const { page, errors, close } = await open();
    const before = await paths(page);
    await slider(page, /^noise η/).scrollIntoViewIfNeeded();
    const track = await slider(page, /^noise η/).boundingBox();
    if (!track) throw new Error('no slider of lambda');
    const y = track.y + track.height / 2;
    await page.mouse.move(track.x + track.width / 2, y);
    await page.mouse.down();
    for (let i = 1; i <= 12; i++) await page.mouse.move(track.x + (track.width / 2) * (1 - i / 12), y);
    await page.mouse.up();
    await expect.poll(() => title(page)).toBe('Probability-flow ODE, η = 0');
    await expect.poll(() => numbers(page)).toMatch(/Rank correlation with the start1\.00/);
    const after = await paths(page);
    expect(after).not.toBe(before);
    // Every path still begins where it did.
    const starts = (d: string | null) =>
      d
        ?.split('M')
        .slice(1)
        .map((path) => path.split('L')[0]);
    expect(starts(after)).toEqual(starts(before));
    expect(starts(after)).toHaveLength(48);
    expect(errors).toEqual([]);
    await close();
  });

  it('are computed in slices: the page has its turn many times before a new crowd has come', async () => {
    const { page, errors, close } = await open();
    const turns = await page.evaluate(async (name) => {
      const element = document.getElementById(name);
      const turn = () => new Promise((resolve) => setTimeout(resolve));
      element?.dispatchEvent(new CustomEvent('figure:set', { detail: { steps: 500, seed: 77 } }));
      while (element?.dataset.status !== 'running') await turn();
      let count = 0;
      for (; element.dataset.status === 'running'; count++) await turn();
      return count;
    }, id);
    expect(turns).toBeGreaterThan(6);
    expect(await gap(page)).toBeLessThan(5);
    expect(errors).toEqual([]);
    await close();
  });

  it('are scrubbed and played, and one is picked by pointing and by keys', async () => {
    const { page, errors, close } = await open('t:1');
    expect(await numbers(page)).toMatch(/start1\.00/);
    await figure(page).getByRole('button', { name: 'Play' }).click();
    await figureStatus(page, id, ['running']);
    await expect
      .poll(() =>
        slider(page, /^time t/)
          .inputValue()
          .then(Number),
      )
      .toBeGreaterThan(3);
    await figure(page).getByRole('button', { name: 'Pause' }).click();
    await figureStatus(page, id, ['ready']);
    const at = Number(await slider(page, /^time t/).inputValue());
    await slider(page, /^time t/).press('ArrowRight');
    await expect
      .poll(() =>
        slider(page, /^time t/)
          .inputValue()
          .then(Number),
      )
      .toBe(at + 1);

    await figure(page).locator('.f-panel').first().scrollIntoViewIfNeeded();
    const picture = await figure(page).locator('.f-point > .f-surface').boundingBox();
    if (!picture) throw new Error('no picture to point at');
    await page.mouse.click(picture.x + picture.width * 0.6, picture.y + picture.height * 0.3);
    const one = slider(page, /^Path picked out/);
    await expect.poll(() => one.getAttribute('aria-valuetext')).toMatch(/^path \d+: \d\.\d\d at t = 0\.40$/);
    const text = (await one.getAttribute('aria-valuetext')) ?? '';
    await one.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => one.getAttribute('aria-valuetext')).not.toBe(text);
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => one.getAttribute('aria-valuetext')).toMatch(/at t = 0\.45$/);
    expect(errors).toEqual([]);
    await close();
  });

  it('go by a link and come out with the same numbers; in few steps with much noise they miss', async () => {
    const first = await open('lambda:1.8;steps:20;t:0.7');
    expect(await gap(first.page)).toBeGreaterThan(8);
    await slider(first.page, /^time t/).press('ArrowLeft');
    await expect.poll(() => slider(first.page, /^time t/).getAttribute('aria-valuetext')).toBe('0.75');
    const said = await numbers(first.page);
    await first.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await figure(first.page).getByRole('button', { name: 'copy link' }).click();
    await expect.poll(() => first.page.evaluate(() => navigator.clipboard.readText())).toContain(`${id}=1;`);
    const link = new URL(await first.page.evaluate(() => navigator.clipboard.readText()));
    await first.close();
    const second = await openPage(`${chapter}${link.search}${link.hash}`);
    await wakeFigure(second.page, id);
    await expect.poll(() => numbers(second.page)).toBe(said);
    await figure(second.page).getByRole('radio', { name: '100', exact: true }).check();
    await expect.poll(() => gap(second.page).catch(() => NaN)).toBeLessThan(6);
    expect([...first.errors, ...second.errors]).toEqual([]);
    await second.close();
  });

  it('go through the plane, forward, and over bridges', async () => {
    const { page, errors, close } = await open();
    await figure(page).getByRole('radio', { name: 'in the plane', exact: true }).check();
    await expect.poll(() => numbers(page)).toMatch(/1000 true samples\d/);
    await figure(page).getByRole('radio', { name: 'data to noise', exact: true }).check();
    await expect.poll(() => title(page)).toBe('Forward SDE, t = 1.00');
    await figure(page).getByRole('radio', { name: 'bridges', exact: true }).check();
    await expect.poll(() => numbers(page)).toMatch(/Exact mean and deviation−0\.34 ± 0\.96/);
    await slider(page, /^from x/).press('ArrowRight');
    await expect.poll(() => numbers(page)).not.toMatch(/−0\.34 ±/);
    await figureStatus(page, id, ['ready']);
    expect(await gap(page)).toBeLessThan(4.5);
    expect(errors).toEqual([]);
    await close();
  });

  it('say what is wrong with a link, and stand as they were', async () => {
    const { page, errors, close } = await open('lambda:9;steps:30;mode:cube;path:[[');
    const said = (await figure(page).getByRole('alert').allTextContents()).join(' ');
    expect(said).toMatch(/lambda is 9 \(expected 0 to 2\); using 1/);
    expect(said).toMatch(/steps: 30 \(expected 20, 100 or 500\); left as it was/);
    expect(said).toMatch(/mode is "cube" \(expected line, plane, bridge\); using line/);
    expect(await title(page)).toBe('Reverse SDE, η = 1');
    expect(errors).toEqual([]);
    await close();
  });
});
