import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { dist } from '../../scripts/serve.mjs';
import { filesUnder } from '../../src/site/files';
import { openPage } from './browser';

const pages = filesUnder(dist).filter((name) => name.endsWith('index.html')).map((name) => name.replace(/index\.html$/, ''));
const chapters = pages.filter((name) => name !== 'contents/');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Scrolls through the page, so that every island comes alive, and gives them a moment. */
async function visitAll(page: Awaited<ReturnType<typeof openPage>>['page']): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });
  await page.waitForTimeout(500);
}

/** Moves every slider of every figure by a step, as a reader does who asks for no training. */
async function touchAll(page: Awaited<ReturnType<typeof openPage>>['page']): Promise<void> {
  await page.evaluate(() => {
    for (const slider of document.querySelectorAll<HTMLInputElement>('figure[data-figure] input[type="range"]')) {
      slider.stepUp();
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
  await page.waitForTimeout(500);
}

describe.each(pages)('page /%s', (path) => {
  it('runs under its policy, asks nobody else for anything, and loads at most 150 kB of gzipped JavaScript, none of it tfjs', async () => {
    const { page, errors, requests, close } = await openPage(path);
    await visitAll(page);
    await touchAll(page);
    expect(await page.locator('meta[http-equiv="content-security-policy"]').count()).toBe(1);
    expect(errors).toEqual([]);
    const origin = new URL(inject('siteUrl')).origin;
    expect(requests.filter((url) => /^(https?|wss?):/.test(url) && new URL(url).origin !== origin)).toEqual([]);
    const { pathname } = new URL(inject('siteUrl'));
    const scripts = [...new Set(requests.map((url) => new URL(url).pathname))].filter((name) => name.endsWith('.js'));
    const sizes = scripts.map((name) => {
      const text = readFileSync(join(dist, name.slice(pathname.length)));
      return { name, size: gzipSync(text).length, tfjs: text.includes('tfjs') };
    });
    expect(sizes.filter(({ tfjs }) => tfjs).map(({ name }) => name)).toEqual([]);
    expect(sizes.reduce((sum, { size }) => sum + size, 0), JSON.stringify(sizes)).toBeLessThanOrEqual(150_000);
    await close();
  });

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

  it('has nothing serious for axe to find in either theme', async () => {
    const { page, close } = await openPage(path, { reducedMotion: 'reduce', bypassCSP: true });
    await visitAll(page);
    await page.evaluate(axe);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate(async () => {
        const run = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }).axe.run;
        const { violations } = await run();
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
      });
      expect(found, colorScheme).toEqual([]);
    }
    await close();
  });
});

describe.each(chapters)('chapter /%s', (path) => {
  it('still teaches without JavaScript: each figure shows a picture that was computed at build', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    const figures = page.locator('figure[data-figure]');
    for (let i = 0; i < await figures.count(); i += 1) {
      const figure = figures.nth(i);
      expect(await figure.getAttribute('data-status')).toBe('static');
      const shapes = await figure.locator('svg path, svg circle, svg rect, svg image, img').count();
      expect(shapes, `figure ${await figure.getAttribute('id')}`).toBeGreaterThan(0);
    }
    await close();
  });
});

describe('policy', () => {
  it('lets WebAssembly start, and lets nothing evaluate a string', async () => {
    const { page, close } = await openPage('contents/');
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0];
    const made = await page.evaluate(async (binary) => (await WebAssembly.instantiate(new Uint8Array(binary))).instance instanceof WebAssembly.Instance, bytes);
    expect(made).toBe(true);
    // From a timer: what the test's own connection evaluates is exempt from the policy, what the page runs later is not.
    const evaluated = await page.evaluate(() => new Promise<string>((resolve) => setTimeout(() => {
      try {
        resolve(String(new Function('return 1')()));
      } catch (error) {
        resolve((error as Error).name);
      }
    })));
    expect(evaluated).toBe('EvalError');
    await close();
  });

  it('is isolated, so that WebAssembly may have threads', async () => {
    const { page, close } = await openPage('contents/');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await close();
  });
});
