import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPage, type OpenPage } from './browser';
import { chapter, hydrated } from './training';

const id = 'fig-posterior';

describe('one step back', () => {
  let open: OpenPage;
  let page: Page;
  let figure: Locator;

  beforeEach(async () => {
    open = await openPage(chapter);
    page = open.page;
    figure = await hydrated(page, id);
  });
  afterEach(async () => {
    expect(open.errors).toEqual([]);
    // All of it is in closed form: no worker, no network.
    expect(page.workers()).toEqual([]);
    await open.close();
  });

  /** How far from a Gaussian the step is, in nats, as the figure says it. */
  async function nats(): Promise<number> {
    const text = await figure.getByText(/nats from a Gaussian/).innerText();
    return Number(text.replace('\u2212', '-').split(' nats')[0]);
  }

  const reading = () => figure.locator('.f-readout').first().innerText();

  it.each(['step back', 'from time t', 'observed xₜ', 'told x'])(
    'the slider “%s” works by keyboard and changes what is seen',
    async (name) => {
      const slider = figure.getByRole('slider', { name });
      const [before, picture] = [await slider.getAttribute('aria-valuetext'), await curves(figure)];
      await slider.focus();
      for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowLeft');
      await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe(before);
      await expect.poll(() => curves(figure)).not.toEqual(picture);
    },
  );

  it('is far from a Gaussian for a long step and all but one for a short step', async () => {
    const slider = figure.getByRole('slider', { name: 'step back' });
    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(nats).toBeGreaterThan(0.1);
    const long = await nats();
    await page.keyboard.press('Home');
    await expect.poll(nats).toBeLessThan(1e-5);
    expect(await nats()).toBeLessThan(long / 1e4);
    await expect.poll(() => figure.locator('.c-summary').textContent()).toContain('is a Gaussian to the eye');
  });

  it('shows its fall along the curve: the marker moves with the step', async () => {
    const marker = figure.locator('circle.f-marker');
    const before = Number(await marker.getAttribute('cx'));
    await figure.getByRole('slider', { name: 'step back' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(async () => Number(await marker.getAttribute('cx'))).toBeLessThan(before);
  });

  it('follows the schedule and the words around it', async () => {
    const before = await reading();
    await figure.locator('.c-segment', { hasText: /^Linear$/ }).click();
    await expect.poll(reading).not.toBe(before);
    await page.evaluate(() =>
      document.querySelectorAll<HTMLDetailsElement>('main details').forEach((folded) => {
        folded.open = true;
      }),
    );
    for (const link of await page.locator(`a[data-set-figure="${id}"]`).all()) {
      const state = JSON.parse((await link.getAttribute('data-set-state')) ?? '{}') as {
        step?: number;
        t?: number;
        x?: number;
      };
      await link.click();
      if (state.t !== undefined)
        await expect.poll(() => figure.getByRole('slider', { name: 'from time t' }).inputValue()).toBe(String(state.t));
      if (state.x !== undefined)
        await expect.poll(() => figure.getByRole('slider', { name: 'observed xₜ' }).inputValue()).toBe(String(state.x));
      expect(await figure.locator('[role="alert"] p').allInnerTexts()).toEqual([]);
    }
  });
});

function curves(figure: Locator): Promise<readonly (string | null)[]> {
  return figure.locator('path.f-line').evaluateAll((all) => all.map((path) => path.getAttribute('d')));
}
