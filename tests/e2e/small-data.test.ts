import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'what-gans-are-still-good-at/';
const id = 'fig-small';

describe('little to learn from', () => {
  it('shows every case as a link without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    const links = page.locator(`#${id} a.sd-point`);
    expect(await links.count()).toBe(10);
    expect(await links.first().getAttribute('aria-label')).toMatch(
      /^diffusion, 100 digits: Fréchet distance [\d.]+, from [\d.]+ to [\d.]+\. Train this case here\.$/,
    );
    expect(await links.first().getAttribute('href')).toMatch(/^\?fig-rivals=1;.*mode:train.*#fig-rivals$/);
    await close();
  });

  it('changes the measure, and a point sets the figure that trains', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await page.locator(`#${id}`).getByRole('radio', { name: 'diversity' }).check();
    await expect
      .poll(() => page.locator(`#${id} a.sd-point`).first().getAttribute('aria-label'))
      .toMatch(/diversity 0?\.?\d/);
    const gan = page.locator(`#${id} a.sd-point[aria-label^="GAN, 300"]`);
    await gan.focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('#fig-rivals .f-title').first().textContent())
      .toBe('Diffusion, from 300 digits');
    // As the caption says: it trains that case.
    await figureStatus(page, 'fig-rivals', ['running', 'done']);
    expect(errors).toEqual([]);
    await close();
  });
});
