import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { dist } from '../../scripts/serve.mjs';
import { openPage } from './browser';
import { pages, visitAll } from './pages';

/** Moves every slider of every figure by a step, as a reader does who asks for no training. */
async function touchAll(page: Page): Promise<void> {
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
    expect(
      sizes.reduce((sum, { size }) => sum + size, 0),
      JSON.stringify(sizes),
    ).toBeLessThanOrEqual(150_000);
    await close();
  });
});

describe('policy', () => {
  it('lets WebAssembly start, and lets nothing evaluate a string', async () => {
    const { page, close } = await openPage('contents/');
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0];
    const made = await page.evaluate(
      async (binary) =>
        (await WebAssembly.instantiate(new Uint8Array(binary))).instance instanceof WebAssembly.Instance,
      bytes,
    );
    expect(made).toBe(true);
    // From a timer: what the test's own connection evaluates is exempt from the policy, what the page runs later is not.
    const evaluated = await page.evaluate(
      () =>
        new Promise<string>((resolve) =>
          setTimeout(() => {
            try {
              resolve(String((Reflect.construct(Function, ['return 1']) as () => number)()));
            } catch (error) {
              resolve((error as Error).name);
            }
          }),
        ),
    );
    expect(evaluated).toBe('EvalError');
    await close();
  });

  it('is isolated, so that WebAssembly may have threads', async () => {
    const { page, close } = await openPage('contents/');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await close();
  });
});
