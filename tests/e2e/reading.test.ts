import { describe, expect, inject, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const key = 'diffusion-live:settings';

describe('settings', () => {
  it('change the theme at once and keep it for the next page, without a flash', async () => {
    const { page, close } = await openPage('contents/', { colorScheme: 'light' });
    const paper = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByText('Settings', { exact: true }).click();
    const heard = page.evaluate(
      () =>
        new Promise((resolve) =>
          document.addEventListener('settings:change', (event) => resolve((event as CustomEvent).detail), {
            once: true,
          }),
        ),
    );
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
    expect(await heard).toEqual({ theme: 'dark', motion: 'system', backend: 'auto', notation: 'book' });
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('body', { state: 'attached' });
    expect(await paper()).toBe(dark);
    await page.waitForLoadState();
    expect(await page.getByRole('radio', { name: 'Dark', includeHidden: true }).isChecked()).toBe(true);
    await close();
  });

  it('are closed by Escape, with the focus back on their button', async () => {
    const { page, close } = await openPage('contents/');
    await page.getByText('Settings', { exact: true }).click();
    await page.keyboard.press('Escape');
    expect(await page.locator('details[data-settings-panel]').getAttribute('open')).toBeNull();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await close();
  });

  it('fall back to defaults when what is stored makes no sense, and the address has the last word on the backend', async () => {
    const { page, errors, close } = await openPage('contents/?backend=webgl', {
      before: () => localStorage.setItem('diffusion-live:settings', '{"theme": 12, "backend": ["simd"]'),
    });
    expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
      theme: 'system',
      motion: 'system',
      backend: 'webgl',
    });
    expect(await page.evaluate((name) => localStorage.getItem(name), key)).toContain('12');
    expect(errors).toEqual([]);
    await close();
  });
});

describe('a chapter', () => {
  it('lights a symbol everywhere when one of its places is hovered, and says its meaning to the arrow keys', async () => {
    const { page, close } = await openPage('forward/');
    const term = page.locator('.katex-html [data-term="xt"]').first();
    await term.scrollIntoViewIfNeeded();
    await term.hover();
    const all = await page.locator('[data-term="xt"]').count();
    expect(await page.locator('[data-term="xt"].lit').count()).toBe(all);
    expect(all).toBeGreaterThan(1);
    const equation = page.locator('.equation-body').first();
    await equation.focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.lit').count()).toBeGreaterThan(0);
    expect(await page.locator('#term-meaning').textContent()).not.toBe('');
    await close();
  });

  it('judges a prediction by a real run, says what was measured, and explains', async () => {
    const { page, errors, close } = await openPage('forward/');
    const exercise = page.locator('.exercise').first();
    await exercise.scrollIntoViewIfNeeded();
    const button = exercise.locator('.exercise-run');
    expect(await button.isDisabled()).toBe(true);
    await exercise.locator('input').first().check();
    await button.click();
    await exercise.locator('xpath=self::*[@data-judged]').waitFor({ timeout: 150_000 });
    expect(await exercise.locator('.exercise-finding').textContent()).toMatch(
      /^Your prediction (holds|does not hold)\. .*\d/,
    );
    expect(await exercise.locator('.explanation').getAttribute('open')).not.toBeNull();
    expect(await exercise.locator('.choice-measured').count()).toBe(1);
    expect(errors).toEqual([]);
    await close();
  });

  it('sets a figure from its prose', async () => {
    const { page, close } = await openPage('schedules/');
    const link = page.locator('a[data-set-figure]').first();
    const figure = await link.getAttribute('data-set-figure');
    const heard = page.evaluate(
      (id) =>
        new Promise((resolve) => {
          document
            .getElementById(id ?? '')
            ?.addEventListener('figure:set', (event) => resolve((event as CustomEvent).detail), { once: true });
        }),
      figure,
    );
    await link.scrollIntoViewIfNeeded();
    await link.click();
    expect(await heard).toEqual(JSON.parse((await link.getAttribute('data-set-state')) ?? ''));
    await close();
  });

  it('is come back to at the sentence that a figure was set from, step by step and from another page at once', async () => {
    const { page, errors, close } = await openPage('gans/');
    const links = page.locator('a[data-set-figure="fig-gan"]');
    const top = (n: number) => links.nth(n).evaluate((link) => Math.round(link.getBoundingClientRect().top));
    const away = () => page.evaluate(() => scrollY);
    /** The smooth way to the figure has come to its end. */
    const rest = async () => {
      let last = NaN;
      await expect
        .poll(
          async () => {
            const still = (await away()) === last;
            last = await away();
            return still;
          },
          { interval: 200 },
        )
        .toBe(true);
    };
    // Back is pressed while the second is still on its way.
    const follow = async (n: number) => {
      await rest();
      await links.nth(n).evaluate((link) => {
        scrollBy({ top: link.getBoundingClientRect().top - 300, behavior: 'instant' });
      });
      const from = await away();
      await links.nth(n).click();
      await expect.poll(async () => Math.abs((await away()) - from)).toBeGreaterThan(1000);
    };
    await follow(4);
    await follow(6);
    await page.goBack();
    await expect.poll(() => top(6)).toBe(300);
    await page.goBack();
    await expect.poll(() => top(4)).toBe(300);
    await page.evaluate(() => history.go(2));
    await expect
      .poll(() => page.evaluate(() => `${location.hash} ${JSON.stringify(history.state)}`))
      .toBe('#fig-gan null');
    await page.goto(new URL('contents/', inject('siteUrl')).href);
    await page.evaluate(() => history.go(-3));
    await page.waitForURL(/gans\/$/, { waitUntil: 'commit' });
    await expect.poll(() => top(4)).toBe(300);
    expect(errors).toEqual([]);
    await close();
  });

  it('has tables that scroll by the keyboard on a narrow screen, with the words above them in sight', async () => {
    const { page, errors, close } = await openPage('claims-tested/', { viewport: { width: 320, height: 700 } });
    const region = page.getByRole('region', { name: 'All claims at a glance' });
    await region.scrollIntoViewIfNeeded();
    const said = () =>
      region.locator('caption .said').evaluate((words) => {
        const { left, right } = words.getBoundingClientRect();
        return { left, right };
      });
    const before = await said();
    expect(before.right).toBeLessThanOrEqual(320);
    await region.focus();
    for (let times = 0; times < 6; times += 1) await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => region.evaluate((node) => node.scrollWidth - node.clientWidth - node.scrollLeft))
      .toBeLessThan(2);
    expect(await region.evaluate((node) => node.scrollLeft)).toBeGreaterThan(0);
    expect(Math.abs((await said()).left - before.left)).toBeLessThan(1);
    const verdict = await region.locator('tbody tr').first().locator('td').last().boundingBox();
    expect((verdict?.x ?? 0) + (verdict?.width ?? 999)).toBeLessThanOrEqual(320);
    expect(errors).toEqual([]);
    await close();
  });

  it('opens what is folded for paper, and hides what only a screen needs', async () => {
    const { page, close } = await openPage('forward/');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('main details:not([open])').count()).toBe(0);
    expect(await page.locator('.site-header').isVisible()).toBe(false);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('main .derivation[open]').count()).toBe(0);
    await close();
  });

  it('opens without a network after one visit, trains and finds digits there too', async () => {
    const { page, context, errors, close } = await openPage('contents/', { serviceWorkers: 'allow' });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await context.setOffline(true);
    const go = (path: string) => page.goto(new URL(path, inject('siteUrl')).href);
    await go('forward');
    expect(await page.locator('h1').textContent()).toContain('Forward');
    await go('forward/?fig-digit=1;t:0.6#fig-digit');
    await page.locator('#fig-digit').scrollIntoViewIfNeeded();
    await page.locator('#fig-digit').getByText('Best match among 9001').waitFor();
    await go('learning-to-denoise/?backend=wasm&fig-train=1;steps:20;width:16;depth:1#fig-train');
    await wakeFigure(page, 'fig-train');
    await page.locator('#fig-train').getByRole('button', { name: 'Train', exact: true }).click();
    await figureStatus(page, 'fig-train', ['done']);
    expect(await page.locator('#fig-train .c-chip').innerText()).toContain('WASM');
    expect(errors).toEqual([]);
    await close();
  });
});
