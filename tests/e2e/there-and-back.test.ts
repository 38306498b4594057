import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'editing-and-inverse-problems/';
const id = 'fig-there-and-back';
const figure = (page: Page) => page.locator(`#${id}`);
const readout = async (page: Page, title: RegExp) =>
  (await figure(page)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) })
    .locator('.f-readout')
    .textContent()) ?? '';
const error = async (page: Page) => {
  const said = await readout(page, /^Back again/);
  return said.includes('below 0.001') ? 0 : Number(/error ([\d.]+)/.exec(said)?.[1] ?? NaN);
};
const mode = (page: Page, name: string) => figure(page).getByRole('radio', { name, exact: true }).check();

describe('to noise and back', () => {
  it('shows a digit, its code and what comes back without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await error(page)).toBeGreaterThan(0.03);
    expect(await readout(page, /^Its code/)).toMatch(
      /^root mean square [\d.]+ \(noise: 1\), neighbours correlate at −?[\d.]+$/,
    );
    await close();
  });

  it('is mended, by the keyboard too', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    const before = await error(page);
    await figure(page).getByRole('combobox', { name: 'Mend' }).selectOption({ label: 'direct inversion' });
    await expect.poll(() => error(page)).toBe(0);
    await figure(page).getByRole('combobox', { name: 'Mend' }).selectOption({ label: 'none' });
    await expect.poll(() => error(page)).toBe(before);
    const steps = figure(page).getByRole('slider', { name: /steps each way/ });
    await steps.focus();
    await page.keyboard.press('End');
    await expect.poll(() => error(page)).toBeLessThan(before);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('edits, goes between draws, and along a direction', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await mode(page, 'Edit');
    await expect
      .poll(() => readout(page, /^exact inversion/).catch(() => ''))
      .toMatch(/^read as an? \d; moved by 0\.\d\d$/);
    await mode(page, 'Between');
    await expect.poll(() => readout(page, /^Straight/).catch(() => '')).toMatch(/^code in the middle 0\.[67]\d long/);
    await expect
      .poll(() => readout(page, /^Along the sphere/).catch(() => ''))
      .toMatch(/^code in the middle (0\.9|1\.0)\d long/);
    await mode(page, 'Direction');
    await expect.poll(() => readout(page, /^The direction found/).catch(() => '')).toMatch(/^thickness .* px; \d of 7/);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });
});
