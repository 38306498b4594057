/** A bad drawing under noise: drawn with the pointer and with keys, at strengths, with a class and with words. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'editing-and-inverse-problems/';
const id = 'fig-sdedit';
const figure = (page: Page) => page.locator(`#${id}`);
const line = (page: Page) => figure(page).locator('.sd-line').innerText();
const answers = (page: Page) =>
  figure(page)
    .locator('.sd-answers img')
    .evaluateAll((all) => all.map((one) => one.getAttribute('src')));
const drawing = (page: Page) => figure(page).locator('.sd-given img').first().getAttribute('src');
const readings = (page: Page) => figure(page).locator('.sd-answers .f-readout').allInnerTexts();
const strength = (page: Page) => figure(page).getByRole('slider', { name: 'strength s' });

async function setStrength(page: Page, key: 'Home' | 'End'): Promise<void> {
  await strength(page).focus();
  await page.keyboard.press(key);
}

describe('bad drawings made good', () => {
  it('shows a drawing, its noise, answers and the small multiples without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(new Set(await answers(page)).size).toBe(6);
    expect(await line(page)).toMatch(/strength 0\.50 × 10 steps = 5 steps, from t = 0\.\d+ \(σ\/α = [\d.]+\)/);
    for (const reading of await readings(page)) expect(reading).toMatch(/^\d, \d+\s%$/);
    expect(await figure(page).locator('.sd-strip img').count()).toBe(6);
    await close();
  });

  it('gives the drawing back at strength 0, exactly, and forgets it at 1', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await setStrength(page, 'Home');
    await expect.poll(() => line(page)).toContain('= 0 steps: the drawing as it is. Read 6 as');
    await figureStatus(page, id, ['done']);
    // Not only alike: the same pixels, in all six.
    await expect.poll(() => answers(page).then((all) => new Set(all).size)).toBe(1);
    const pixels = (of: string) =>
      page.evaluate(async (selector) => {
        const image = document.querySelector<HTMLImageElement>(selector)!;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 28;
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        return Array.from(context.getImageData(0, 0, 28, 28).data);
      }, `#${id} ${of} img`);
    expect(await pixels('.sd-answers li:first-child')).toEqual(await pixels('.sd-given .f-panel:first-child'));
    await setStrength(page, 'End');
    await expect.poll(() => line(page)).toMatch(/= 10 steps, from t = 1 \(σ\/α = 30\)\. Read \d as/);
    await expect.poll(() => answers(page).then((all) => new Set(all).size)).toBe(6);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('takes a drawing by pointer and by keys', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    const before = await drawing(page);
    await figure(page).getByRole('button', { name: 'Draw', exact: true }).click();
    const sheet = figure(page).getByRole('application');
    await sheet.scrollIntoViewIfNeeded();
    const box = (await sheet.boundingBox())!;
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.7 * box.height, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => drawing(page)).not.toBe(before);
    const drawn = await drawing(page);
    await figureStatus(page, id, ['done']);
    await figure(page).getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => drawing(page)).not.toBe(drawn);
    const cleared = await drawing(page);
    await sheet.focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => drawing(page)).not.toBe(cleared);
    await expect.poll(() => line(page)).toMatch(/Read \d as \d/);
    // Another of the drawings puts the reader's own aside.
    await figure(page).getByRole('radio', { name: 'A 8' }).check();
    await expect.poll(() => figure(page).locator('.sd-given').innerText()).toContain('An 8 that does not close');
    expect(errors).toEqual([]);
    await close();
  });

  it('is told a class on WebGL', async () => {
    const { page, errors, close } = await openPage(`${path}?${id}=1;steps:2&without=simd,wasm,cpu`);
    await wakeFigure(page, id);
    await figureStatus(page, id, ['done']);
    const before = await answers(page);
    await figure(page).getByRole('radio', { name: 'a class', exact: true }).check({ force: true });
    await expect.poll(() => answers(page)).not.toEqual(before);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('is told a class, and words', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await setStrength(page, 'End');
    await figure(page).getByRole('radio', { name: 'a class', exact: true }).check({ force: true });
    await figureStatus(page, id, ['done']);
    await expect.poll(() => line(page)).toMatch(/Read 6 as 3|Read 5 as 3/);
    await figure(page).getByRole('radio', { name: 'words', exact: true }).check({ force: true });
    await figure(page).getByRole('button', { name: 'thin', exact: true }).click();
    await expect.poll(() => readings(page).then((all) => all.join('; '))).toMatch(/\d, \d+\s%, (thin|medium|bold)/);
    await figureStatus(page, id, ['done']);
    const field = figure(page).getByLabel('What it should be');
    await field.fill('purple');
    await expect.poll(() => figure(page).locator('.sd-words .f-readout').innerText()).toContain('“purple”');
    expect(errors).toEqual([]);
    await close();
  });

  it('comes back from its link, with small multiples that set the strength', async () => {
    const link = `${path}?${id}=1;drawing:2;strength:0.2;steps:4;rule:"kept"#${id}`;
    const { page, errors, close } = await openPage(link);
    await wakeFigure(page, id);
    await expect
      .poll(() => line(page))
      .toMatch(/0\.8, taken as 0 steps: the drawing as it is.*Read as a time, it would take 1/s);
    await figure(page).locator('.sd-strip button').nth(3).click();
    await expect.poll(() => strength(page).inputValue()).toBe('0.6');
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });
});
