import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { dist } from '../../scripts/serve.mjs';
import { filesUnder } from '../../src/site/files';
import { openPage } from './browser';

const withFigures = filesUnder(dist)
  .filter((name) => name.endsWith('index.html'))
  .filter(
    (name) => parseHTML(readFileSync(join(dist, name), 'utf8')).document.querySelector('figure[data-figure]') !== null,
  )
  .map((name) => name.replace(/index\.html$/, ''));

/** What is wrong with the text in the pictures of a page: cut off by the screen or its picture, over other text, too small. */
function faults(): readonly string[] {
  const found: string[] = [];
  const name = (text: Element): string => `${text.closest('figure')?.id}: “${text.textContent}”`;
  for (const svg of document.querySelectorAll<SVGSVGElement>('figure[data-figure] svg:not(svg svg)')) {
    // Numerals that are points of a cloud are marks, not words: they may be small, and lie over each other as data do.
    const texts = [...svg.querySelectorAll('text')].filter(
      (text) =>
        text.textContent.trim() !== '' && text.getBoundingClientRect().width > 0 && !text.closest('[data-marks]'),
    );
    const cut =
      getComputedStyle(svg).overflow === 'visible' ? { left: 0, right: innerWidth } : svg.getBoundingClientRect();
    const boxes = texts.map((text) => text.getBoundingClientRect());
    boxes.forEach((box, i) => {
      if (box.left < cut.left - 1 || box.right > cut.right + 1) found.push(`${name(texts[i])} is cut off`);
      // The height of a line of text is about 1.2 times its size.
      if (box.height < 9) found.push(`${name(texts[i])} is ${box.height.toFixed(1)} px high`);
      boxes.slice(0, i).forEach((other, j) => {
        const [wide, high] = [
          Math.min(box.right, other.right) - Math.max(box.left, other.left),
          Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top),
        ];
        // Boxes have air above and below their letters.
        if (wide > 1 && high > 0.4 * Math.min(box.height, other.height))
          found.push(`${name(texts[i])} lies over “${texts[j].textContent}”`);
      });
    });
  }
  return found;
}

describe.each(withFigures)('the pictures of page /%s', (path) => {
  it.each([390, 1440])('can be read at %i px: no text is cut off, too small, or over other text', async (width) => {
    const { page, close } = await openPage(path, { viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    await page.evaluate(() => document.fonts.ready);
    expect(await page.locator('figure[data-figure] svg text').count()).toBeGreaterThan(path === '' ? -1 : 5);
    expect(await page.evaluate(faults)).toEqual([]);
    await close();
  });
});
