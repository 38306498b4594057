import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'editing-and-inverse-problems/';
const id = 'fig-posterior-plane';
const figure = (page: Page) => page.locator(`#${id}`);
const panel = (page: Page, title: RegExp) =>
  figure(page)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) });
const readout = async (page: Page, title: RegExp) =>
  (await panel(page, title).locator('.f-readout').textContent()) ?? '';
/** Points of the cloud drawn last in a panel. */
const points = async (page: Page, title: RegExp) =>
  (await panel(page, title).locator('.f-dots').last().getAttribute('d'))?.match(/M/g)?.length ?? 0;
const place = (page: Page) => figure(page).getByRole('slider', { name: 'The place that gives the measured value' });
const row = async (page: Page, method: string) =>
  (await figure(page).locator(`tr[data-method="${method}"] td`).allTextContents()).map(Number);

describe('methods beside the true posterior', () => {
  it('shows truth, methods, their costs and their faults without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await readout(page, /^The true posterior/)).toMatch(/^y = 1\.16; true samples at 0\.0\d+ ± 0\.0\d+$/);
    expect(await points(page, /^The true posterior/)).toBeGreaterThan(200);
    expect(await readout(page, /^Replacement/)).toMatch(/^energy distance 0\.\d+; .*too close to the measurement$/);
    expect(await readout(page, /^Twisted SMC, 16 particles a sample/)).toMatch(/; as true samples$/);
    expect(
      await panel(page, /^Distance against cost/)
        .locator('.f-line')
        .count(),
    ).toBeGreaterThanOrEqual(4);
    const [[ddnm], [twisted]] = [await row(page, 'ddnm'), await row(page, 'twisted')];
    expect(twisted).toBe(16 * ddnm);
    await close();
  });

  it('measures another place after a drag and by the keyboard, and shares it', async () => {
    const { page, context, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figureStatus(page, id, ['done']);
    const before = [await readout(page, /^The true posterior/), await readout(page, /^DPS/)];
    await place(page).scrollIntoViewIfNeeded();
    const box = (await place(page).boundingBox())!;
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.4 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.7 * box.height, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => readout(page, /^The true posterior/)).toMatch(/^y = −/);
    await figureStatus(page, id, ['done']);
    expect(await readout(page, /^The true posterior/)).not.toBe(before[0]);
    expect(await readout(page, /^DPS/)).not.toBe(before[1]);
    const said = await place(page).getAttribute('aria-valuetext');
    await place(page).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    expect(await place(page).getAttribute('aria-valuetext')).not.toBe(said);
    await figureStatus(page, id, ['done']);
    const numbers = await figure(page).locator('.f-readout').allTextContents();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await figure(page).getByRole('button', { name: 'copy link' }).click();
    const { search } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    const other = await openPage(`${path}${search}`);
    await wakeFigure(other.page, id);
    await expect
      .poll(() => other.page.locator(`#${id} .f-readout`).allTextContents(), { timeout: 60_000 })
      .toEqual(numbers);
    expect([...errors, ...other.errors]).toEqual([]);
    await other.close();
    await close();
  });

  it('changes what is measured, and says which methods have no answer to a ring', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByRole('radio', { name: 'a ring', exact: true }).check();
    await expect.poll(() => readout(page, /^Replacement/)).toBe('Replacement needs a linear measurement');
    await figureStatus(page, id, ['done']);
    expect(await readout(page, /^DPS/)).toMatch(/^energy distance 0\.\d+/);
    await figure(page).getByRole('radio', { name: 'a blurred point', exact: true }).check();
    await expect.poll(() => readout(page, /^Replacement/)).toMatch(/too narrow/);
    await figureStatus(page, id, ['done']);
    // One single point, whatever is asked.
    expect((await row(page, 'replacement'))[2]).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('takes another method and other numbers of particles: more are nearer', async () => {
    const { page, errors, close } = await openPage(`${path}?${id}=1;measurement:coordinate;noise:0.1;steps:30#${id}`);
    await wakeFigure(page, id);
    await figure(page).getByText('Change the methods and their numbers').click();
    await figure(page).getByRole('combobox', { name: 'Panel 3' }).selectOption('pigdm');
    await expect.poll(() => panel(page, /^ΠGDM/).count()).toBe(1);
    await expect.poll(() => points(page, /^ΠGDM/)).toBeGreaterThan(200);
    await figureStatus(page, id, ['done']);
    const particles = figure(page).getByRole('slider', { name: 'particles' });
    await particles.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => panel(page, /^Twisted SMC, 1 particle a sample/).count()).toBe(1);
    // What the table shows may for a moment be the answer to what was asked before.
    const evaluations = () => row(page, 'twisted').then(([n]) => n);
    await expect.poll(evaluations).toBe(30);
    await figureStatus(page, id, ['done']);
    const [, , , off] = await row(page, 'twisted');
    for (let i = 0; i < 15; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => panel(page, /^Twisted SMC, 16 particles/).count()).toBe(1);
    await expect.poll(evaluations).toBe(480);
    await figureStatus(page, id, ['done']);
    const [, , , after] = await row(page, 'twisted');
    expect(Math.abs(after - 1)).toBeLessThan(Math.abs(off - 1) + 0.3);
    expect(errors).toEqual([]);
    await close();
  });

  it('is worked by a finger on a phone, without sideways scroll', async () => {
    const { page, errors, close } = await openPage(path, {
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await wakeFigure(page, id);
    await figureStatus(page, id, ['done']);
    const before = await readout(page, /^The true posterior/);
    await place(page).scrollIntoViewIfNeeded();
    const box = (await place(page).boundingBox())!;
    await page.touchscreen.tap(box.x + 0.25 * box.width, box.y + 0.5 * box.height);
    await expect.poll(() => readout(page, /^The true posterior/)).not.toBe(before);
    await figureStatus(page, id, ['done']);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(errors).toEqual([]);
    await close();
  });
});
