import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const id = 'fig-score';
const figure = (page: Page, name = id) => page.locator(`#${name}`);
const panel = (page: Page, title: RegExp, name = id) =>
  figure(page, name)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) });
const readout = async (page: Page, title: RegExp, name = id) =>
  (await panel(page, title, name).locator('.f-readout').textContent()) ?? '';

/** The two mean errors that the curve says. */
async function means(page: Page): Promise<readonly [weighted: number, plain: number]> {
  const text = await readout(page, /^Error over t/);
  const found = /: ([\d.e−]+) where the data is, ([\d.e−]+) over the square/.exec(text);
  if (!found) throw new Error(`no errors in "${text}"`);
  return [Number(found[1].replace('−', '-')), Number(found[2].replace('−', '-'))];
}

async function open(path = 'scores/', options = {}) {
  const opened = await openPage(path, options);
  await wakeFigure(opened.page, id);
  return opened;
}

describe('the score field', () => {
  it('trains when it is seen, and is right where the data is', async () => {
    const { page, errors, close } = await open();
    await figureStatus(page, id, ['done']);
    expect(
      await panel(page, /^Learned score/)
        .locator('.f-title')
        .textContent(),
    ).toBe('Learned score, step 1500');
    const [weighted, plain] = await means(page);
    expect(weighted).toBeLessThan(0.05);
    expect(plain).toBeGreaterThan(2 * weighted);
    expect(errors).toEqual([]);
    await close();
  });

  it('answers for another noise level, and reads both vectors where the reader points', async () => {
    const { page, errors, close } = await open();
    await figureStatus(page, id, ['done']);
    await page.evaluate(
      (name) => document.getElementById(name)?.dispatchEvent(new CustomEvent('figure:set', { detail: { t: 0.5 } })),
      id,
    );
    await expect
      .poll(() =>
        panel(page, /^Exact score/)
          .locator('.f-title')
          .textContent(),
      )
      .toBe('Exact score, t = 0.50');
    await expect.poll(() => readout(page, /^Learned score/)).toMatch(/^there: \(/);
    const before = await readout(page, /^Exact score/);
    const box = await panel(page, /^Exact score/)
      .locator('svg')
      .boundingBox();
    if (!box) throw new Error('the panel is not on the page');
    await page.mouse.click(box.x + box.width * 0.25, box.y + box.height * 0.3);
    await expect.poll(() => readout(page, /^Exact score/)).not.toBe(before);
    expect(await readout(page, /^Exact score/)).toMatch(/^at \(−1\.\d\d, 1\.\d\d\): \(/);
    const point = figure(page).getByRole('slider', { name: 'Place to read both scores at' });
    const at = await point.getAttribute('aria-valuetext');
    await point.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => point.getAttribute('aria-valuetext')).not.toBe(at);
    expect(await point.getAttribute('aria-valuetext')).toMatch(/exact \(.*learned \(.*error/);
    expect(errors).toEqual([]);
    await close();
  });

  it('learned at one noise level, knows nothing of the others', async () => {
    const { page, errors, close } = await open(`scores/?${id}=1;trained:one;level:0.5;t:0.2`);
    await figureStatus(page, id, ['done']);
    const [elsewhere] = await means(page);
    await page.evaluate(
      (name) => document.getElementById(name)?.dispatchEvent(new CustomEvent('figure:set', { detail: { t: 0.5 } })),
      id,
    );
    await expect.poll(async () => (await means(page))[0]).toBeLessThan(elsewhere / 10);
    expect(errors).toEqual([]);
    await close();
  });

  it('opens with defaults and says why for a link that asks for what is not there', async () => {
    const { page, errors, close } = await open(`scores/?${id}=1;trained:some;t:7`);
    expect(await figure(page).getByRole('alert').allTextContents()).toContainEqual(
      expect.stringMatching(/t is 7.*trained is "some" \(expected all, one\)/),
    );
    expect(errors).toEqual([]);
    await close();
  });

  it('shows a computed picture without scripts', async () => {
    const { page, close } = await openPage('scores/', { javaScriptEnabled: false });
    const [weighted, plain] = await means(page);
    expect(weighted).toBeLessThan(plain);
    expect(
      (
        await panel(page, /^Learned score/)
          .locator('.f-line')
          .nth(1)
          .getAttribute('d')
      )?.length,
    ).toBeGreaterThan(4000);
    await close();
  });
});

describe('the Langevin figure', () => {
  const name = 'fig-langevin';

  it('begins at the end of both walks, and its own walks end where those of build time did', async () => {
    const still = await openPage('scores/', { javaScriptEnabled: false });
    const built = await Promise.all([/^Unadjusted/, /^Annealed/].map((title) => readout(still.page, title, name)));
    await still.close();
    const { page, errors, close } = await openPage('scores/');
    await wakeFigure(page, name);
    await page.waitForTimeout(2500);
    expect(await readout(page, /^Unadjusted/, name)).toBe(built[0]);
    expect(await readout(page, /^Annealed/, name)).toBe(built[1]);
    await figure(page, name).getByRole('button', { name: 'Play' }).click();
    await figureStatus(page, name, ['running']);
    await expect
      .poll(async () =>
        Number(
          /move (\d+)/.exec(
            (await panel(page, /^Annealed/, name)
              .locator('.f-title')
              .textContent()) ?? '',
          )?.[1],
        ),
      )
      .toBeGreaterThan(5);
    await figure(page, name).getByRole('button', { name: 'Pause' }).click();
    await figureStatus(page, name, ['ready']);
    expect(errors).toEqual([]);
    await close();
  });
});
