import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'asking-for-something/';
const figure = (page: Page, id: string) => page.locator(`#${id}`);
const panel = (page: Page, id: string, title: RegExp) =>
  figure(page, id)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) });
const textOf = async (at: Locator) => (await at.textContent()) ?? '';
const readout = (page: Page, id: string, title: RegExp) => textOf(panel(page, id, title).locator('.f-readout'));
const found = (text: string, pattern: RegExp): number => {
  const value = Number(pattern.exec(text)?.[1]);
  if (!Number.isFinite(value)) throw new Error(`no number in "${text}"`);
  return value;
};

describe('guidance in the plane', () => {
  const id = 'fig-guidance';
  const coverage = async (page: Page) => found(await readout(page, id, /^Samples of/), /coverage ([\d.]+)/);
  const variation = async (page: Page) =>
    found(await readout(page, id, /^What the samples/), /total variation from the tempered one ([\d.]+)/);

  it('shows real numbers without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await coverage(page)).toBeGreaterThan(0.1);
    expect(await variation(page)).toBeGreaterThan(0.2);
    expect(await readout(page, id, /^Agreement/)).toMatch(/^12 weights from −1 to 8/);
    expect(
      (
        await panel(page, id, /^Samples of/)
          .locator('.f-dots')
          .last()
          .getAttribute('d')
      )?.match(/M/g)?.length,
    ).toBeGreaterThan(300);
    await close();
  });

  it('follows the weight by keyboard: less of the class, further from the promise', async () => {
    const { page, errors, close } = await openPage(`${path}?${id}=1;w:0#${id}`);
    await wakeFigure(page, id);
    await expect.poll(() => textOf(panel(page, id, /^Samples of/).locator('.f-title'))).toBe('Samples of A at w = 0');
    await expect.poll(() => textOf(panel(page, id, /^What the samples/).locator('.f-title'))).toMatch(/w = 0$/);
    const [before, near] = [await coverage(page), await variation(page)];
    expect(near).toBeLessThan(0.02);
    const weight = figure(page, id).getByRole('slider', { name: 'guidance weight w' });
    await weight.focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
    expect(await weight.getAttribute('aria-valuetext')).toBe('2, or 3 as libraries count');
    await expect.poll(() => textOf(panel(page, id, /^What the samples/).locator('.f-title'))).toMatch(/w = 2$/);
    expect(await coverage(page)).toBeLessThan(0.7 * before);
    expect(await variation(page)).toBeGreaterThan(0.3);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('shows an exact classifier to be the same, and one of clean data not, and shares its link', async () => {
    const { page, errors, close } = await openPage(`${path}?${id}=1;steps:20;method:magic;w:1#${id}`);
    await wakeFigure(page, id);
    await expect
      .poll(() => figure(page, id).locator('.c-error').allTextContents())
      .toEqual(
        expect.arrayContaining([expect.stringMatching(/method is "magic" \(expected free, classifier, clean\)/)]),
      );
    await figure(page, id).getByRole('radio', { name: 'a classifier', exact: true }).check();
    await expect.poll(() => figure(page, id).locator('.gs-more').textContent()).toMatch(/the two are one\.$/);
    await figure(page, id).getByRole('radio', { name: 'a classifier of clean data', exact: true }).check();
    await expect.poll(() => figure(page, id).locator('.gs-more').textContent()).toMatch(/^The farthest point ends/);
    await figureStatus(page, id, ['done']);
    expect(await readout(page, id, /^Agreement/)).toMatch(/guided by a classifier of clean data$/);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('two models at once', () => {
  const id = 'fig-compose';
  const distance = async (page: Page) =>
    found(await readout(page, id, /^(Score|Average|Scores)/), /energy distance ([\d.]+)/);

  it('shows real numbers without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    const floor = found(await readout(page, id, /^The exact answer/), /are at ([\d.]+) on average/);
    expect(await distance(page)).toBeGreaterThan(2 * floor);
    await close();
  });

  it('mends a product with Langevin moves, set by hand', async () => {
    const { page, errors, close } = await openPage(
      `${path}?${id}=1;operation:product;shapes:blobs;corrections:0#${id}`,
    );
    await wakeFigure(page, id);
    await expect.poll(() => readout(page, id, /^Score of A \+ score of B$/)).toMatch(/^no corrections/);
    const before = await distance(page);
    const moves = figure(page, id).getByRole('slider', { name: 'Langevin moves a level' });
    await moves.focus();
    await page.keyboard.press('End');
    await expect.poll(() => readout(page, id, /^Score of A \+/)).toMatch(/^30 Langevin moves a level/);
    expect(await distance(page)).toBeLessThan(0.6 * before);
    expect(await textOf(figure(page, id).locator('.co-ideal'))).toMatch(
      /With the composed score and no corrections: energy distance 0\.\d+\.$/,
    );
    expect(errors).toEqual([]);
    await close();
  });

  it('changes the question, and compares the fields where the reader says', async () => {
    const { page, errors, close } = await openPage(
      `${path}?${id}=1;operation:product;shapes:rings;steps:30;corrections:0#${id}`,
    );
    await wakeFigure(page, id);
    await figure(page, id).getByRole('radio', { name: 'A or B', exact: true }).check();
    await expect.poll(() => panel(page, id, /^Average of the two scores/).count()).toBe(1);
    const averaged = await distance(page);
    await figure(page, id).getByRole('switch', { name: 'weigh by the densities' }).check();
    await expect.poll(() => panel(page, id, /^Scores weighed/).count()).toBe(1);
    expect(await distance(page)).toBeLessThan(averaged);
    await figure(page, id).getByRole('radio', { name: 'A and B: conditions', exact: true }).check();
    const error = async () => found(await readout(page, id, /^Their difference/), /noised answer is: ([\d.]+)/);
    const time = figure(page, id).getByRole('slider', { name: 'noise level, time t' });
    await time.focus();
    await page.keyboard.press('End');
    await expect.poll(() => textOf(panel(page, id, /^Both scores/).locator('.f-title'))).toBe('Both scores, t = 1.00');
    const late = await error();
    await page.keyboard.press('Home');
    for (let i = 0; i < 14; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => textOf(panel(page, id, /^Both scores/).locator('.f-title'))).toBe('Both scores, t = 0.16');
    expect(await error()).toBeGreaterThan(3 * late);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('digits asked of the shipped network', () => {
  const id = 'fig-digits';

  it('shows what was computed at build without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await readout(page, id, /^3, guided with w = 1$/)).toMatch(/^the judge calls (1[5-9]|20) of 20 a 3/);
    expect(await readout(page, id, /^Agreement/)).toBe('100 pictures at each of 7 weights, the same noise');
    expect(
      await panel(page, id, /^3, guided/)
        .locator('image')
        .getAttribute('href'),
    ).toMatch(/^data:image/);
    expect(await readout(page, 'fig-digits-two', /^What the judge/)).toMatch(
      /^100 pictures; \d+ of them neither 3 nor 8$/,
    );
    await close();
  });

  it('draws another digit in the worker, measures as it goes, and stops when told', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    const picture = panel(page, id, /guided with/).locator('image');
    const before = await picture.getAttribute('href');
    await figure(page, id).getByRole('combobox', { name: 'Digit' }).selectOption('7');
    await expect
      .poll(() => readout(page, id, /^7, guided with w = 1$/).catch(() => ''))
      .toMatch(/^the judge calls (1[5-9]|20) of 20 a 7/);
    expect(await picture.getAttribute('href')).not.toBe(before);
    await expect.poll(() => readout(page, id, /^Agreement/)).toMatch(/^measured at [1-6] of 7/);
    await figure(page, id).getByRole('button', { name: 'Stop' }).click();
    await figureStatus(page, id, ['done']);
    const stopped = await readout(page, id, /^Agreement/);
    await page.waitForTimeout(600);
    expect(await readout(page, id, /^Agreement/)).toBe(stopped);
    expect(errors).toEqual([]);
    await close();
  });
});
