import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'what-gans-are-still-good-at/';
const id = 'fig-rivals';
const figure = (page: Page) => page.locator(`#${id}`);
const cell = async (page: Page, row: RegExp, column: number) =>
  (await figure(page)
    .locator('.dv-table tbody tr')
    .filter({ has: page.locator('th', { hasText: row }) })
    .locator('td')
    .nth(column)
    .textContent()) ?? '';

describe('two models of the same digits', () => {
  it('shows what was measured at build without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(Number(await cell(page, /^Fréchet/, 0))).toBeLessThan(40);
    expect(Number(await cell(page, /^Fréchet/, 1))).toBeLessThan(60);
    expect(Number(await cell(page, /^Fréchet/, 2))).toBeGreaterThan(2);
    expect(await cell(page, /^agreement/, 1)).toMatch(/^(9\d|100)/);
    expect(await cell(page, /^one picture/, 0)).toBe('not yet');
    expect(await figure(page).locator('.f-panel image').count()).toBe(2);
    await close();
  });

  it.each([
    ['the fastest backend', ''],
    ['WebGL', '&without=simd,wasm,cpu'],
  ])('draws both here and times them, on %s', async (_name, without) => {
    const { page, errors, close } = await openPage(
      `${path}?${id}=1;evaluations:${without ? 1 : 2};seed:5${without}#${id}`,
    );
    await wakeFigure(page, id);
    const before = await figure(page).locator('.f-panel image').nth(1).getAttribute('href');
    await figure(page).getByRole('button', { name: 'Draw them here' }).click();
    await expect.poll(() => cell(page, /^one picture/, 1)).toMatch(/ ms$/);
    await expect.poll(() => cell(page, /^one picture/, 0)).toMatch(/ ms$/);
    // Of the next seed: other pictures than those that were drawn when the page was built.
    expect(before).toMatch(/^data:image/);
    await expect.poll(() => figure(page).locator('.f-panel image').nth(1).getAttribute('href')).not.toBe(before);
    expect(await figure(page).locator('.c-fact').allInnerTexts()).toContain('seed 6');
    await expect
      .poll(() => figure(page).locator('.dv-note').textContent())
      .toMatch(/^200 samples of each.*the GAN is [\d.]+ times as fast\.$/);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it.each([
    ['the fastest backend', ''],
    ['WASM', '&without=simd,webgl'],
  ])('is led by a link to training, which begins by itself and stops for one button, on %s', async (_name, without) => {
    const { page, errors, close } = await openPage(
      `${path}?${id}=1;mode:train;count:100;by:examples;size:short${without}#${id}`,
    );
    // Who follows such a link wants to see it: nothing need be pressed.
    await wakeFigure(page, id);
    const spent = async (panel: number) =>
      Number(
        /^([\d\u2009]+) examples/
          .exec((await figure(page).locator('.f-panel .f-readout').nth(panel).textContent()) ?? '')?.[1]
          .replace(/\u2009/g, '') ?? 0,
      );
    await expect.poll(async () => Math.min(await spent(0), await spent(1))).toBeGreaterThan(0);
    await figure(page).getByRole('button', { name: 'Pause' }).click();
    await figureStatus(page, id, ['paused']);
    expect(errors).toEqual([]);
    await close();
  });
});
