import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'what-gans-are-still-good-at/';
const id = 'fig-inversion';
const figure = (page: Page) => page.locator(`#${id}`);
const readout = (page: Page, title: RegExp) =>
  figure(page)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) })
    .locator('.f-readout')
    .textContent();
const error = async (page: Page, title: RegExp) =>
  Number(/error ([\d.]+)/.exec((await readout(page, title)) ?? '')?.[1] ?? NaN);

describe('two codes for one picture', () => {
  it('shows both, and what the generator misses, without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await error(page, /^The GAN/)).toBeGreaterThan(2 * (await error(page, /^Diffusion, back/)));
    expect(await figure(page).locator('.iv-range').textContent()).toMatch(/has 64 numbers, a picture 784/);
    await close();
  });

  it('finds codes for another digit and stops when told', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByRole('radio', { name: 'A 7' }).check();
    await expect.poll(() => readout(page, /^The GAN/)).toMatch(/after [1-9]\d* of 300/);
    await expect.poll(() => readout(page, /^A held-out 7/).catch(() => '')).toBe('told as 7');
    await expect.poll(() => readout(page, /^Diffusion, back/)).toMatch(/^error 0\.0\d\d with 100 steps/);
    await figureStatus(page, id, ['done']);
    await figure(page).getByRole('button', { name: 'Find its codes' }).click();
    // Another start: from the same one the same would be found.
    expect(await figure(page).locator('.c-fact').allInnerTexts()).toContain('seed 2');
    await figure(page).getByRole('button', { name: 'Stop' }).click();
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it.each([
    ['WebGL', 'simd,wasm,cpu'],
    ['WASM', 'simd,webgl'],
  ])('searches on %s too, until it is stopped', async (_name, without) => {
    const { page, errors, close } = await openPage(`${path}?without=${without}`);
    await wakeFigure(page, id);
    await figure(page).getByRole('radio', { name: 'A 7' }).check();
    await expect.poll(() => readout(page, /^The GAN/)).toMatch(/after [1-9]\d* of 300/);
    await figure(page).getByRole('button', { name: 'Stop' }).click();
    expect(errors).toEqual([]);
    await close();
  });

  it('takes a drawing', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).getByRole('button', { name: 'Draw' }).click();
    const sheet = figure(page).getByRole('application');
    await sheet.scrollIntoViewIfNeeded();
    const box = (await sheet.boundingBox())!;
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.7 * box.height, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => readout(page, /^The GAN/)).toMatch(/after [1-9]\d* of 300/);
    expect(await readout(page, /^Draw here/)).toMatch(/^told as \d$/);
    expect(errors).toEqual([]);
    await close();
  });
});
