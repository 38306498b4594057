import { describe, expect, it } from 'vitest';
import { openPage } from './browser';
import { chapters, pages } from './pages';

describe.each(pages)('page /%s', (path) => {
  it('fits every screen from phone to projector: nothing makes the page scroll sideways', async () => {
    const { page, close } = await openPage(path);
    const beyond: Record<number, number> = {};
    for (const width of [360, 390, 768, 900, 1024, 1440, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (excess > 0) beyond[width] = excess;
    }
    expect(beyond).toEqual({});
    await close();
  });
});

describe.each(chapters)('chapter /%s', (path) => {
  it('still teaches without JavaScript: each figure shows a picture that was computed at build', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    const figures = page.locator('figure[data-figure]');
    for (let i = 0; i < (await figures.count()); i += 1) {
      const figure = figures.nth(i);
      expect(await figure.getAttribute('data-status')).toBe('static');
      const shapes = await figure.locator('svg path, svg circle, svg rect, svg image, img').count();
      expect(shapes, `figure ${await figure.getAttribute('id')}`).toBeGreaterThan(0);
    }
    await close();
  });
});
