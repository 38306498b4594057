import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'what-gans-are-still-good-at/';
const id = 'fig-walk';
const figure = (page: Page) => page.locator(`#${id}`);
const panel = (page: Page, title: RegExp) =>
  figure(page)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) });
const picture = (page: Page, title: RegExp) => panel(page, title).locator('image').first().getAttribute('href');

describe('a walk among codes', () => {
  it('shows plane, places and both ways without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await figure(page).locator('image').count()).toBe(9);
    expect(
      await panel(page, /^GAN: spherical/)
        .locator('.f-readout')
        .textContent(),
    ).toMatch(/^ends miss by 0\.\d{3}; longest step \d/);
    await close();
  });

  it.each([
    ['the fastest backend', ''],
    ['WebGL', '?without=simd,wasm,cpu'],
    ['WASM', '?without=simd,webgl'],
  ])('follows a drag and the arrow keys with both models, on %s', async (_name, query) => {
    const { page, errors, close } = await openPage(`${path}${query}`);
    await wakeFigure(page, id);
    const plane = figure(page).getByRole('slider', { name: 'Place in the plane of codes' });
    await plane.scrollIntoViewIfNeeded();
    const [gan, diffusion] = [await picture(page, /^The GAN there/), await picture(page, /^Diffusion there/)];
    const box = (await plane.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.9 * box.width, box.y + 0.2 * box.height, { steps: 6 });
    await page.mouse.up();
    await expect
      .poll(() =>
        panel(page, /^Diffusion there/)
          .locator('.f-readout')
          .textContent(),
      )
      .toMatch(/there after [\d.]+ ms$/);
    await figureStatus(page, id, ['done']);
    expect(await picture(page, /^The GAN there/)).not.toBe(gan);
    expect(await picture(page, /^Diffusion there/)).not.toBe(diffusion);
    const place = await plane.getAttribute('aria-valuetext');
    await plane.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    expect(await plane.getAttribute('aria-valuetext')).not.toBe(place);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('goes between two draws, straight, as a link says', async () => {
    const { page, errors, close } = await openPage(`${path}?${id}=1;between:draws;way:linear;digit:7#${id}`);
    await wakeFigure(page, id);
    await expect
      .poll(() =>
        panel(page, /^Diffusion: linear$/)
          .locator('.f-readout')
          .textContent()
          .catch(() => ''),
      )
      .toMatch(/^longest step/);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });
});
