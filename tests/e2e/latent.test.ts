import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

/** The chapter's own page, whatever its name is. */
const chapter = readdirSync('content/chapters').find((name) => name.startsWith('12-'));
const path = `${chapter?.replace(/^12-|\.mdx$/g, '')}/`;
const backends = [
  ['the fastest backend', ''],
  ['WebGL', '&without=simd,wasm,cpu'],
] as const;

const picture = (page: Page, id: string, panel: number) =>
  page.locator(`#${id} .f-panel`).nth(panel).locator('image').first().getAttribute('href');

describe.skipIf(chapter === undefined)('a map of codes', () => {
  const id = 'fig-latent-map';

  it('shows the plane, the cloud and what points decode to without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await page.locator(`#${id} .f-panel image`).count()).toBe(3);
    expect(await page.locator(`#${id} .lm-codes text`).count()).toBeGreaterThan(300);
    expect(await picture(page, id, 2)).toMatch(/^data:image/);
    await close();
  });

  it.each(backends)('decodes where a finger points, and the moving points as time goes, on %s', async (_, without) => {
    const { page, errors, close } = await openPage(`${path}?${id}=1;t:0.5${without}#${id}`);
    await wakeFigure(page, id);
    const [place, moving] = [await picture(page, id, 2), await picture(page, id, 3)];
    const surface = page.locator(`#${id} .f-panel`).first().getByRole('slider');
    await surface.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => picture(page, id, 2)).not.toBe(place);
    expect(await surface.getAttribute('aria-valuetext')).toMatch(/^\(−1\.\d\d, /);
    const time = page.locator(`#${id}`).getByRole('slider', { name: 'time t' });
    await time.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('PageDown');
    await expect.poll(() => picture(page, id, 3)).not.toBe(moving);
    expect(errors).toEqual([]);
    await close();
  });

  it('answers a change of one channel, and leaves the digit as it came back', async () => {
    const { page, errors, close } = await openPage(`${path}?${id}=1;mode:code;channel:1;change:0#${id}`);
    await wakeFigure(page, id);
    const answer = () => picture(page, id, 3);
    await expect.poll(async () => (await answer()) === (await picture(page, id, 1))).toBe(true);
    const back = await picture(page, id, 1);
    const moved = page.locator(`#${id}`).getByRole('slider', { name: 'moved by' });
    await moved.focus();
    await page.keyboard.press('End');
    await expect.poll(answer).not.toBe(back);
    expect(await picture(page, id, 1)).toBe(back);
    expect(errors).toEqual([]);
    await close();
  });
});

describe.skipIf(chapter === undefined)('pixels against codes', () => {
  const id = 'fig-latent-cost';

  it('says before a press what it costs, and shows both without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await page.locator(`#${id} .f-panel image`).count()).toBe(3);
    expect(await page.locator(`#${id} .lc-note`).first().textContent()).toMatch(/^Two trainings of .* operations each/);
    expect(await page.locator(`#${id} .f-table tbody tr`).count()).toBe(3);
    await close();
  });

  // On software WebGL two such trainings take many minutes, so this is the kernel alone.
  it('trains both at equal operations to the end of a short budget', async () => {
    const { page, errors, close } = await openPage(
      `${path}?${id}=1;budget:0.04;autoencoder:0.2;tuning:0.05&without=webgl,wasm,cpu#${id}`,
    );
    await wakeFigure(page, id);
    await page.locator(`#${id}`).getByRole('button', { name: 'Train both' }).click();
    await figureStatus(page, id, ['done']);
    const readouts = await page.locator(`#${id} .f-readout`).allInnerTexts();
    const spent = readouts.slice(0, 2).map((text) => Number(/([\d.]+) × 10¹²/.exec(text)?.[1]));
    spent.forEach((flops) => expect(Math.abs(flops - 0.04)).toBeLessThan(0.005));
    const times = page.locator(`#${id} .f-table tbody tr`).last().locator('td');
    expect((await times.allInnerTexts()).slice(0, 2).every((text) => text.endsWith(' ms'))).toBe(true);
    expect(errors).toEqual([]);
    await close();
  });

  it('stops when asked to', async () => {
    const { page, errors, close } = await openPage(`${path}?${id}=1;budget:2&without=webgl,wasm,cpu#${id}`);
    await wakeFigure(page, id);
    await page.locator(`#${id}`).getByRole('button', { name: 'Train both' }).click();
    await figureStatus(page, id, ['running']);
    await page.locator(`#${id}`).getByRole('button', { name: 'Stop' }).click();
    await figureStatus(page, id, ['ready']);
    expect(errors).toEqual([]);
    await close();
  });
});
