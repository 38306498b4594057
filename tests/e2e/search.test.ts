import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'editing-and-inverse-problems/';
const id = 'fig-search';
const figure = (page: Page) => page.locator(`#${id}`);
const rows = (page: Page) => figure(page).locator('.se-row');
const readout = (page: Page, space: string) =>
  rows(page)
    .filter({ has: page.locator('strong', { hasText: space }) })
    .locator('.f-readout')
    .textContent();

describe('searching the training digits', () => {
  it('shows neighbours in four spaces without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await rows(page).count()).toBe(4);
    expect(await readout(page, 'Pixels')).toMatch(/of 10 are \ds.*; nearest at \d/);
    expect(await readout(page, 'Classifier')).toMatch(/^10 of 10 are/);
    await close();
  });

  it('finds the neighbours of another digit, of a sample and of words', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByRole('radio', { name: 'A 7' }).check({ force: true });
    await expect.poll(() => readout(page, 'Classifier')).toMatch(/are 7s/);
    await figureStatus(page, id, ['done']);

    await figure(page).getByRole('radio', { name: 'a sample', exact: true }).check({ force: true });
    await expect.poll(() => figure(page).locator('.se-query .f-title').textContent()).toBe('A sample, told 3');
    await expect.poll(() => readout(page, 'Classifier')).toMatch(/are 3s.*of held-out digits come nearer$/);
    const before = await readout(page, 'Pixels');
    await figure(page).getByRole('button', { name: 'Another sample' }).click();
    await expect.poll(() => readout(page, 'Pixels')).not.toBe(before);

    await figure(page).getByRole('radio', { name: 'words', exact: true }).check({ force: true });
    await expect.poll(() => rows(page).count()).toBe(1);
    await figure(page).getByRole('textbox', { name: 'Words' }).fill('a narrow 5');
    await expect.poll(() => readout(page, 'Pictures and words')).toMatch(/are 5s.*; nearest at [\d.]+$/);
    expect(errors).toEqual([]);
    await close();
  });

  it('takes a drawing', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByRole('radio', { name: 'a drawing', exact: true }).check({ force: true });
    const sheet = figure(page).getByRole('application');
    await sheet.scrollIntoViewIfNeeded();
    const box = (await sheet.boundingBox())!;
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.2 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.8 * box.height, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => readout(page, 'Classifier')).toMatch(/are 1s/);
    expect(errors).toEqual([]);
    await close();
  });
});
