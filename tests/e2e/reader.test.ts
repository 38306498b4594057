/** What readers' own browsers do to a page: larger letters, translation, contrast themes, files let go in the wrong place. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { chromeFlags, findChrome } from '../../scripts/chrome.mjs';
import { figureStatus, openPage, wakeFigure } from './browser';
import { readBook } from '../../src/mdx/book';
import { pages } from './pages';
import { handles, hydrated } from './training';

/** Addresses of the chapters themselves. */
const written = readBook().map(({ number, slug }) => (number === 1 ? '' : `${slug}/`));

/** Every page in a browser whose own letters are `size` px, as its settings offer. */
async function withLetters(size: number, visit: (page: Page) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'letters-'));
  mkdirSync(join(folder, 'Default'));
  writeFileSync(
    join(folder, 'Default', 'Preferences'),
    JSON.stringify({ webkit: { webprefs: { default_font_size: size } } }),
  );
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await findChrome(),
    args: chromeFlags,
    serviceWorkers: 'block',
  });
  try {
    await visit(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each([20, 24, 32])('letters of %i px', (size) => {
  it('leave no page that scrolls sideways, on a phone or a desk', async () => {
    const beyond: string[] = [];
    await withLetters(size, async (page) => {
      for (const path of pages) {
        await page.goto(new URL(path, inject('siteUrl')).href, { waitUntil: 'load' });
        expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(`${size}px`);
        for (const width of [390, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          await page.waitForTimeout(150);
          const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (excess > 0) beyond.push(`/${path} at ${width}: ${excess} px`);
        }
      }
    });
    expect(beyond).toEqual([]);
  }, 900_000);
});

describe('a page that the browser translates', () => {
  it('goes on showing right numbers: a translator leaves alone what follows a figure', async () => {
    const { page, errors, close } = await openPage('learning-to-denoise/?fig-train=1;steps:100000#fig-train');
    const f = handles(page, await hydrated(page, 'fig-train'), 'fig-train');
    // As Chrome's and Edge's do: each text that may be translated is put into an element of its own.
    const translated = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      let count = 0;
      for (const text of texts) {
        const { parentElement: parent } = text;
        if (!parent?.isContentEditable && parent?.closest('[translate=no], script, style, noscript, .katex')) continue;
        if (!parent || (text.textContent ?? '').trim() === '') continue;
        const font = document.createElement('font');
        font.textContent = `‹${text.textContent}›`;
        parent.replaceChild(font, text);
        count += 1;
      }
      return count;
    });
    expect(translated).toBeGreaterThan(50);
    await f.button('Train').click();
    await f.passes(20);
    const step = await f.step();
    await f.passes(step + 20);
    expect(await f.button('Pause').count()).toBe(1);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('forced colours', () => {
  it('leave sliders a track, and the chosen one of a few a colour of its own', async () => {
    const { page, close } = await openPage('schedules/', { forcedColors: 'active' });
    await wakeFigure(page, 'fig-schedule');
    const seen = await page.locator('#fig-schedule').evaluate((figure) => {
      const colour = (element: Element | null, part?: string) => getComputedStyle(element!, part).backgroundColor;
      const paper = document.createElement('i');
      paper.style.backgroundColor = 'Canvas';
      document.body.append(paper);
      return {
        paper: colour(paper),
        track: colour(figure.querySelector('.c-slider input'), '::-webkit-slider-runnable-track'),
        chosen: colour(figure.querySelector('.c-segment input:checked + span')),
        other: colour(figure.querySelector('.c-segment input:not(:checked) + span')),
      };
    });
    expect(seen.track).not.toBe(seen.paper);
    expect(seen.chosen).not.toBe(seen.other);
    expect(seen.chosen).not.toBe(seen.paper);
    await close();
  });
});

describe('what is let go beside its place', () => {
  it.each(['Files', 'text/uri-list'])('(%s) leaves the page as it is, with a sentence', async (type) => {
    const { page, close } = await openPage('forward/');
    const kept = await page.evaluate((kind) => {
      const data = new DataTransfer();
      if (kind === 'Files') data.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
      else data.setData(kind, 'https://example.org/');
      const send = (name: string) =>
        document
          .querySelector('main p')!
          .dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data }));
      // A drop that nobody prevents is the browser's: it opens what was dropped.
      return [send('dragover'), send('drop')];
    }, type);
    expect(kept).toEqual([false, false]);
    expect(await page.locator('.page-said').textContent()).toMatch(/^Nothing was taken/);
    await close();
  });

  it('is left to the browser where it is only text', async () => {
    const { page, close } = await openPage('forward/');
    const left = await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'words');
      return document
        .querySelector('main p')!
        .dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    });
    expect(left).toBe(true);
    await close();
  });
});

describe('on paper', () => {
  it('a figure breaks between its panels, and leaves no page empty because it is higher than what is left', async () => {
    const { page, close } = await openPage('claims-tested/');
    await page.emulateMedia({ media: 'print' });
    const broken = await page.locator('.figure').evaluateAll((figures) =>
      figures.map((figure) => ({
        whole: getComputedStyle(figure).breakInside,
        panels: [...figure.querySelectorAll('.f-panel, .figure-caption')].map(
          (part) => getComputedStyle(part).breakInside,
        ),
      })),
    );
    expect(broken.length).toBeGreaterThan(3);
    for (const { whole, panels } of broken) {
      expect(whole).toBe('auto');
      expect(new Set(panels)).toEqual(new Set(['avoid']));
    }
    const frames = await page
      .locator('.f-picture[data-border]')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).outlineStyle));
    for (const frame of frames) expect(frame).toBe('solid');
    await close();
  });
});

describe('names', () => {
  it.each(written)('/%s: a heading is called by its words, the link in it by what it leads to', async (path) => {
    const { page, close } = await openPage(path);
    const named = await page.locator('.prose :is(h2, h3):has(.anchor)').evaluateAll((headings) =>
      headings.map((heading) => ({
        id: heading.id,
        words: document.getElementById(heading.getAttribute('aria-labelledby') ?? '')?.textContent ?? '',
        whole: heading.textContent ?? '',
        link: heading.querySelector('.anchor')?.getAttribute('aria-label') ?? '',
      })),
    );
    expect(named.length).toBeGreaterThan(2);
    for (const { words, whole, link } of named) {
      expect(words).toBe(whole);
      expect(link).toMatch(/^Link to “.+”$/);
    }
    expect(new Set(named.map(({ link }) => link)).size).toBe(named.length);
    await close();
  });
});

describe('focus', () => {
  const focused = (page: Page) =>
    page.evaluate(() => ({
      tag: document.activeElement?.tagName ?? '',
      figure: document.activeElement?.closest('figure')?.id ?? document.activeElement?.closest('section')?.id ?? '',
    }));

  it('stays after “Run it” of an exercise', async () => {
    const { page, close } = await openPage('forward/');
    const exercise = page.locator('.exercise').first();
    await exercise.locator('input').first().check();
    await exercise.getByRole('button', { name: 'Run it' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(200);
    const id = await exercise.getAttribute('id');
    expect(await focused(page)).toEqual({ tag: 'BUTTON', figure: id });
    await expect.poll(() => exercise.locator('.exercise-finding').textContent()).toMatch(/^Your prediction/);
    expect(await focused(page)).toEqual({ tag: 'BUTTON', figure: id });
    await close();
  });

  it('stays after “Train”, and after “Run it now”, which gives way to other buttons', async () => {
    const first = await openPage('learning-to-denoise/?fig-train=1;steps:100000#fig-train');
    await hydrated(first.page, 'fig-train');
    await first.page.locator('#fig-train').getByRole('button', { name: 'Train', exact: true }).focus();
    await first.page.keyboard.press('Enter');
    await figureStatus(first.page, 'fig-train', ['running']);
    expect(await focused(first.page)).toEqual({ tag: 'BUTTON', figure: 'fig-train' });
    await first.close();

    const { page, close } = await openPage('claims-tested/');
    const id = (await page.locator('figure[data-figure=claim-bench]').first().getAttribute('id')) ?? '';
    await wakeFigure(page, id);
    await page
      .locator(`#${id}`)
      .getByRole('button', { name: /^Run it now/ })
      .focus();
    await page.keyboard.press('Enter');
    await figureStatus(page, id, ['running']);
    await page.waitForTimeout(200);
    expect(await focused(page)).toEqual({ tag: 'BUTTON', figure: id });
    await close();
  });
});
