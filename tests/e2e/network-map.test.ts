import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPage, type OpenPage } from './browser';
import { hydrated } from './training';

const id = 'fig-network';
const chapter = 'a-network-for-images/';
const patience = { timeout: 240_000 };

describe('the network map', () => {
  let open: OpenPage;
  let page: Page;
  let figure: Locator;

  beforeEach(async () => {
    open = await openPage(`${chapter}?${id}=1;off:nothing;digit:4#${id}`);
    page = open.page;
    figure = await hydrated(page, id);
  });
  afterEach(async () => {
    expect(open.errors).toEqual([]);
    await open.close();
  });

  const panel = (title: string | RegExp) =>
    figure.locator('.f-panel').filter({ has: page.locator('.f-title', { hasText: title }) });
  const picture = (title: string | RegExp) => panel(title).locator('image').getAttribute('href');

  it('opens a block by click and by key, with the shipped network’s own feature maps', async () => {
    await figure.locator('.nm-block').nth(4).click();
    await expect.poll(() => panel(/^Block 5: residual block/).count(), patience).toBe(1);
    await expect.poll(() => panel(/^Its 48 feature maps/).count(), patience).toBe(1);
    const maps = await picture(/feature maps/);
    await figure.locator('.nm-block').nth(3).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => picture(/feature maps/), patience).not.toBe(maps);
    expect(await figure.locator('.nm-block').nth(3).getAttribute('aria-pressed')).toBe('true');
    const before = await picture('The guess');
    const slider = figure.getByRole('slider', { name: 'noise' });
    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(() => picture('The guess'), patience).not.toBe(before);
  });

  it('draws without the dense blocks, and the judge no longer reads what was asked', async () => {
    const agreed = async (title: RegExp) =>
      Number(/^(\d+) of 100/.exec(await panel(title).locator('.f-readout').innerText())?.[1] ?? NaN);
    await figure.getByRole('radio', { name: 'dense blocks' }).check({ force: true });
    await expect.poll(() => panel(/^Without the dense blocks/).count(), patience).toBe(2);
    await expect
      .poll(
        async () =>
          Number(
            /^(\d+) of 100/.exec(
              await panel(/^Without the dense blocks/)
                .last()
                .locator('.f-readout')
                .innerText(),
            )?.[1] ?? NaN,
          ),
        patience,
      )
      .toBeLessThan(40);
    expect(await agreed(/^Samples, everything on/)).toBeGreaterThan(95);
    await expect.poll(() => figure.locator('.c-summary').textContent(), patience).toContain('without the dense blocks');
  });
});
