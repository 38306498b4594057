import type { Page } from 'playwright-core';
import { dist } from '../../scripts/serve.mjs';
import { filesUnder } from '../../src/site/files';

/** Addresses of all pages of the built book, under its base. */
export const pages = filesUnder(dist)
  .filter((name) => name.endsWith('index.html'))
  .map((name) => name.replace(/index\.html$/, ''));
export const chapters = pages.filter((name) => name !== 'contents/');

/** Scrolls through the page, so that every island comes alive, and gives them a moment. */
export async function visitAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });
  await page.waitForTimeout(500);
}
