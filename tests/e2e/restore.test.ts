import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'editing-and-inverse-problems/';
const id = 'fig-restore';
const figure = (page: Page) => page.locator(`#${id}`);
const readout = (page: Page, title: RegExp) =>
  figure(page)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) })
    .locator('.f-readout')
    .textContent();
const answers = (page: Page) => figure(page).locator('.rs-answers img');
const made = (page: Page) => figure(page).locator('.rs-made').textContent();

describe('a damaged digit', () => {
  it('has its answers, and what they say together, without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await answers(page).count()).toBe(8);
    expect(await figure(page).locator('.rs-said').textContent()).toMatch(
      /are read as a 7, \d as a 9\. .*Of the \d+ missing pixels where answers or truth differ/,
    );
    expect(await readout(page, /^What was measured/)).toBe('392 of 784 pixels, noise 0.02');
    await close();
  });

  it.each([
    ['the fastest backend', '', 8, 40],
    // In software each evaluation takes long: fewer of them.
    ['WebGL', `?${id}=1;answers:4;steps:12&without=simd,wasm,cpu`, 4, 12],
  ])('is answered while it is painted over, and by more when one rests, on %s', async (_name, query, n, steps) => {
    const { page, errors, close } = await openPage(`${path}${query}`);
    await wakeFigure(page, id);
    const sheet = figure(page).getByRole('application', { name: /scratch parts out/ });
    await sheet.scrollIntoViewIfNeeded();
    const box = (await sheet.boundingBox())!;
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.7 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.9 * box.width, box.y + 0.7 * box.height, { steps: 6 });
    await expect.poll(() => made(page)).toMatch(/^a first look: 4 answers by DDNM\+, 10 evaluations/);
    await page.mouse.up();
    expect(await readout(page, /^What was measured/)).toMatch(/^3\d\d of 784 pixels/);
    await expect.poll(() => made(page)).toMatch(new RegExp(`^${n} answers by DDNM\\+, ${steps} evaluations`));
    await figureStatus(page, id, ['done']);
    const before = await readout(page, /^What was measured/);
    await sheet.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight');
    expect(await readout(page, /^What was measured/)).not.toBe(before);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('says plainly that nothing or everything is missing, and takes a part back', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    const sheet = figure(page).getByRole('application', { name: /scratch parts out/ });
    await sheet.focus();
    await page.keyboard.press('Backspace');
    await expect.poll(() => figure(page).locator('.rs-problem').textContent()).toMatch(/^Nothing is missing/);
    await page.keyboard.press('Space');
    await expect.poll(() => answers(page).count()).toBeGreaterThan(0);
    expect(await readout(page, /^What was measured/)).toBe('772 of 784 pixels, noise 0.02');
    const all = encodeURIComponent(`m${'f'.repeat(196)}`);
    await page.goto(`${page.url().split('?')[0]}?${id}=1;mask:${all}`);
    await wakeFigure(page, id);
    await expect.poll(() => figure(page).locator('.rs-problem').textContent()).toMatch(/^Everything is missing/);
    expect(errors).toEqual([]);
    await close();
  });

  it('takes another damage and another method, and says who cannot answer', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByLabel('The digit was').selectOption({ label: 'blurred' });
    await expect.poll(() => made(page)).toMatch(/^8 answers by DDNM\+/);
    await figure(page).getByLabel('Method').selectOption({ label: 'DDRM' });
    await expect.poll(() => made(page)).toMatch(/^8 answers by DDRM/);
    await figure(page).getByLabel('The digit was').selectOption({ label: 'Fourier magnitudes' });
    await expect.poll(() => figure(page).getByLabel('Method').inputValue()).toBe('dps');
    await figure(page).getByLabel('Method').selectOption('ddnm');
    await expect
      .poll(() => figure(page).locator('.rs-problem').textContent())
      .toMatch(/^DDNM\+ needs a linear measurement/);
    expect(errors).toEqual([]);
    await close();
  });

  it('is held against what is answered without a network', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByLabel('The digit was').selectOption({ label: 'made smaller' });
    await figure(page).getByText('Without a model of digits').click();
    await figure(page).getByRole('button', { name: 'Work out what others answer' }).click();
    await expect.poll(() => figure(page).locator('.rs-without li').count()).toBe(4);
    expect(await figure(page).locator('.rs-without li').first().innerText()).toMatch(/^bicubic\s+misses by 0\.\d{3}$/);
    expect(errors).toEqual([]);
    await close();
  });

  it('is brushed by a finger on a phone, which does not scroll sideways', async () => {
    const { page, errors, close } = await openPage(path, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await wakeFigure(page, id);
    const sheet = figure(page).getByRole('application', { name: /scratch parts out/ });
    await sheet.scrollIntoViewIfNeeded();
    const before = await readout(page, /^What was measured/);
    const box = (await sheet.boundingBox())!;
    await page.touchscreen.tap(box.x + 0.7 * box.width, box.y + 0.5 * box.height);
    await expect.poll(() => readout(page, /^What was measured/)).not.toBe(before);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(errors).toEqual([]);
    await close();
  });
});
