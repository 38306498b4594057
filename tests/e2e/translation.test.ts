import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'editing-and-inverse-problems/';
const id = 'fig-translation';
const figure = (page: Page) => page.locator(`#${id}`);
const readouts = (page: Page, title: RegExp) =>
  figure(page)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) })
    .locator('.f-readout')
    .allTextContents();

describe('a digit brought from one kind to another', () => {
  it('shows an answer and the way to it without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await readouts(page, /^The answer/)).toEqual([expect.stringMatching(/^read as \d.* · type \d+\s% · moved/)]);
    expect(await figure(page).locator('.tl-route img').count()).toBe(9);
    await close();
  });

  it('takes another digit over the bridge, edits it, and changes its stroke', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByRole('radio', { name: 'A 7' }).check();
    await expect.poll(async () => (await readouts(page, /^The picture/))[0]).toMatch(/^read as 7/);
    await figureStatus(page, id, ['done']);
    await figure(page).getByRole('radio', { name: 'SDEdit' }).check();
    await expect.poll(async () => (await readouts(page, /^Answer/)).length).toBe(4);
    await figureStatus(page, id, ['done']);
    await figure(page).getByRole('combobox', { name: 'Change' }).selectOption('bold');
    await expect.poll(async () => (await readouts(page, /^Answer 1/))[0]).toMatch(/stroke [\d.]+ px/);
    expect(await readouts(page, /^By construction/)).toEqual(['the true result']);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('takes a drawing', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByRole('button', { name: 'Draw', exact: true }).click();
    const sheet = figure(page).getByRole('application');
    await sheet.scrollIntoViewIfNeeded();
    const box = (await sheet.boundingBox())!;
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.2 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.8 * box.height, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await readouts(page, /^Draw here/))[0]).toMatch(/^read as \d/);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });
});
