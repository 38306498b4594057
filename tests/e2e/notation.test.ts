/** The choice of a notation in a real browser: equations, axes, what is kept, and the way back. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage } from './browser';
import { hydrated } from './training';

const math = (page: Page, id: string): Promise<string> =>
  page
    .locator(`#${id} annotation`)
    .first()
    .textContent()
    .then((text) => text ?? '');
const formulas = (page: Page): Promise<readonly string[]> =>
  page.locator('[data-formula]').evaluateAll((nodes) => nodes.map((node) => node.innerHTML));
const choose = (page: Page, name: string): Promise<void> =>
  page.locator('.notation').getByRole('radio', { name, exact: true }).check({ force: true });

describe('the choice of a notation', () => {
  it("rewrites equations and axes, is kept for the next page, and gives the book's own back as they were", async () => {
    const { page, errors, close } = await openPage('samplers/');
    const own = await formulas(page);
    expect(await math(page, 'eq-ratio')).toContain('\\kappa');
    await choose(page, 'EDM');
    await expect.poll(() => math(page, 'eq-ratio')).toContain('\\frac{d\\xt}{d\\sigma}');
    expect(await page.locator('#eq-ratio .katex-html').textContent()).not.toContain('κ');
    await expect.poll(() => page.locator('[data-notation-status]').textContent()).toContain('EDM');
    expect(await page.locator('[data-notation-note="edm"]').isVisible()).toBe(true);

    // Symbols still light, and the arrow keys still walk through them.
    await page.locator('#eq-2m .equation-body').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#term-meaning').textContent()).not.toBe('');
    expect(await page.locator('#eq-2m .katex-html .lit').count()).toBeGreaterThan(0);

    const budget = await hydrated(page, 'fig-budget');
    await expect
      .poll(() =>
        budget
          .locator('.f-axis')
          .allTextContents()
          .then((all) => all.join()),
      )
      .toContain('noise level σ');

    await page.reload();
    await expect.poll(() => math(page, 'eq-ratio')).toContain('\\frac{d\\xt}{d\\sigma}');
    await page.goto(new URL('../scores/', page.url()).href);
    await expect.poll(() => math(page, 'eq-dsm')).toContain('\\Dtheta');
    const score = await hydrated(page, 'fig-score');
    await expect
      .poll(() =>
        score
          .locator('.f-axis')
          .allTextContents()
          .then((all) => all.join()),
      )
      .toContain('noise level σ');
    await expect.poll(() => score.textContent()).toContain('Exact score, σ = ');

    await page.goto(new URL('../samplers/', page.url()).href);
    await expect.poll(() => math(page, 'eq-ratio')).toContain('\\frac{d\\xt}{d\\sigma}');
    // Two choices in one breath: the last one counts, wholly.
    await choose(page, 'DDPM');
    await choose(page, 'Book');
    await expect.poll(() => formulas(page)).toEqual(own);
    expect(errors).toEqual([]);
    await close();
  });

  it('leaves what the arrow keys lit while the page scrolls under a resting pointer', async () => {
    const { page, errors, close } = await openPage('samplers/');
    const lit = page.locator('#eq-ratio .katex-html .lit');
    await page.locator('#eq-ratio').evaluate((equation) => {
      equation.scrollIntoView({ block: 'center', behavior: 'instant' });
      Object.assign(window, { passed: 0 });
      document.addEventListener('pointerover', () => {
        (window as unknown as { passed: number }).passed += 1;
      });
    });
    const passed = (): Promise<number> => page.evaluate(() => (window as unknown as { passed: number }).passed);
    // The hand lets go of the mouse where text is, and takes the keys.
    await page.mouse.move(400, 450);
    await expect.poll(passed).toBeGreaterThan(0);
    await page.locator('#eq-ratio .equation-body').focus();
    await page.keyboard.press('ArrowRight');
    const symbols = await lit.count();
    expect(symbols).toBeGreaterThan(0);
    // As the page scrolls, the browser tells it what comes to lie under the pointer, which nobody moved.
    for (let times = 0; times < 4; times += 1) {
      const before = await passed();
      await page.evaluate(
        ([x, y]) => {
          const rested = document.elementFromPoint(x, y);
          while (document.elementFromPoint(x, y) === rested) scrollBy({ top: -20, behavior: 'instant' });
        },
        [400, 450] as const,
      );
      await expect.poll(passed).toBeGreaterThan(before);
    }
    expect(await lit.count()).toBe(symbols);
    // A hand that does move the mouse is heard again.
    await page.mouse.move(4, 450);
    await page.mouse.move(640, 20);
    await expect.poll(() => lit.count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('can be asked for in the address, until the reader chooses', async () => {
    const { page, errors, close } = await openPage('scores/?notation=flow');
    await expect.poll(() => math(page, 'eq-dsm')).toContain('\\vtheta');
    await page.locator('.notation').getByRole('radio', { name: 'Flow' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => math(page, 'eq-dsm')).toContain('\\Dtheta');
    expect(page.url()).not.toContain('notation=');
    expect(
      await page
        .locator('form[data-settings] input[value="edm"]')
        .evaluateAll((inputs) => inputs.every((input) => (input as HTMLInputElement).checked)),
    ).toBe(true);
    expect(errors).toEqual([]);
    await close();
  });

  it("says so where the other notation cannot be fetched, and stays in the book's", async () => {
    const { page, close } = await openPage('samplers/');
    const own = await formulas(page);
    await page.route('**/formulas/*', (route) => route.abort());
    await choose(page, 'DDPM');
    const status = page.locator('[data-notation-status]');
    await expect.poll(() => status.textContent()).toContain('could not be fetched');
    expect(await status.evaluate((node) => node.classList.contains('visually-hidden'))).toBe(false);
    await expect.poll(() => formulas(page)).toEqual(own);
    await close();
  });

  it('works without a network', async () => {
    const { page, context, close } = await openPage('scores/', { serviceWorkers: 'allow' });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await context.setOffline(true);
    await choose(page, 'score-SDE');
    await expect.poll(() => page.locator('#eq-explicit .katex-html .mathbf').count()).toBeGreaterThan(0);
    await close();
  });

  it("is not there without a script, and the book's own notation is", async () => {
    const { page, close } = await openPage('samplers/?notation=edm', { javaScriptEnabled: false });
    expect(await page.locator('.notation').isVisible()).toBe(false);
    expect(await math(page, 'eq-ratio')).toContain('\\kappa');
    await close();
  });
});
