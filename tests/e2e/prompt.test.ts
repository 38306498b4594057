/** Words typed with keys, pictures that come, ticks and maps: on the kernel and on WebGL. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'asking-for-something/';
const id = 'fig-prompt';
const figure = (page: Page) => page.locator(`#${id}`);
const field = (page: Page, label = 'What to draw') => figure(page).getByLabel(label, { exact: true });
const shares = (page: Page) => figure(page).locator('.pr-shares').innerText();
const problems = (page: Page) => figure(page).locator('.pr-problems').innerText();
const words = (page: Page) => figure(page).locator('.pr-word');
const pictures = (page: Page) =>
  figure(page)
    .locator('.pr-picture image')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));

/** Types by key, in place of what stands there. */
async function type(page: Page, text: string, label?: string): Promise<void> {
  await field(page, label).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  if (text !== '') await page.keyboard.type(text);
}

describe('digits for what is typed', () => {
  it('shows pictures, ticks and attention without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(new Set(await pictures(page)).size).toBe(9);
    expect(await words(page).locator('.pr-said').allInnerTexts()).toEqual(['a', 'thin', 'slanted', '7']);
    expect(await shares(page)).toMatch(/^As asked: 7: \d of 9; thin: \d of 9; right: \d of 9; all of it: \d of 9$/);
    expect(await figure(page).locator('.pr-ticks [data-met]').count()).toBe(27);
    await close();
  });

  it.each([
    ['the kernel', ''],
    ['WebGL', '?without=simd,wasm,cpu'],
  ])('follows keys on %s: pictures in steps, ticks, and a map for each word', async (_name, query) => {
    const { page, errors, close } = await openPage(`${path}${query}`);
    await wakeFigure(page, id);
    const before = await pictures(page);
    await type(page, 'a wide 5');
    await figureStatus(page, id, ['running']);
    await figureStatus(page, id, ['done']);
    await expect.poll(() => shares(page)).toMatch(/^As asked: 5: \d of 9; wide: \d of 9; all of it: \d of 9$/);
    expect(await words(page).locator('.pr-said').allInnerTexts()).toEqual(['a', 'wide', '5']);
    const after = await pictures(page);
    expect(after).not.toEqual(before);
    await words(page).nth(1).focus();
    await expect.poll(() => figure(page).locator('.pr-picture .pr-places rect').count()).toBe(9 * 49);
    const shown = await words(page).locator('.pr-share').allInnerTexts();
    const sum = shown.reduce((total, one) => total + Number.parseFloat(one), 0);
    expect(Math.abs(sum - 100)).toBeLessThan(2);
    // An earlier step is another picture.
    const step = figure(page).getByRole('slider', { name: /^step of 10/ });
    await step.focus();
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowLeft');
    await expect.poll(() => step.getAttribute('aria-valuetext')).toBe('1');
    await expect.poll(() => pictures(page)).not.toEqual(after);
    expect(errors).toEqual([]);
    await close();
  });

  it('tells the numbers of a picture, takes words by tap, and marks what was never in training', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await figure(page).locator('.pr-picture').nth(4).focus();
    await expect
      .poll(() => figure(page).locator('.pr-detail').innerText())
      .toMatch(/^Picture 5: the judge calls it \d .*; thickness [\d.]+ pixels \(/);
    await figure(page).getByRole('button', { name: 'bold', exact: true }).click();
    await figure(page).getByRole('button', { name: '3', exact: true }).click();
    await expect.poll(() => field(page).inputValue()).toBe('a bold slanted 3');
    expect(await figure(page).getByRole('button', { name: 'thin', exact: true }).getAttribute('aria-pressed')).toBe(
      'false',
    );
    await expect.poll(() => problems(page)).toMatch(/^Never in training: bold 3\. .* \d+\s% of such pictures/);
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('says what it cannot use: emoji, nothing, ten thousand letters, a negative prompt without guidance', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    await type(page, 'a 💥 7');
    await expect.poll(() => problems(page)).toContain('“💥” is not among the words that the network has learned');
    await type(page, '');
    await expect.poll(() => problems(page)).toBe('Nothing is asked for: any digit may come.');
    await expect.poll(() => figure(page).locator('.pr-nothing').innerText()).toContain('told nothing');
    await field(page).fill('thin '.repeat(2000));
    await expect.poll(() => problems(page)).toMatch(/^Only the first 14 words .* of 2000\.$/);
    await type(page, 'bold', 'What not to draw');
    const weight = figure(page).getByRole('slider', { name: 'guidance weight w' });
    await weight.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => problems(page)).toContain('With the guidance at 0 the prompt alone is asked');
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('comes back from its link, and says what of one it does not understand', async () => {
    const link = `${path}?${id}=1;prompt:"a bold 4";w:1;word:1;seed:3;step:99#${id}`;
    const { page, errors, close } = await openPage(link);
    await wakeFigure(page, id);
    await expect.poll(() => field(page).inputValue()).toBe('a bold 4');
    expect(await figure(page).locator('.c-error').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/step is 99 \(expected/)]),
    );
    await figureStatus(page, id, ['done']);
    await expect.poll(() => shares(page)).toMatch(/^As asked: 4: \d of 9; bold: /);
    expect(await words(page).nth(1).getAttribute('aria-pressed')).toBe('true');
    expect(await figure(page).locator('.c-chip').innerText()).toContain('seed 3');
    expect(errors).toEqual([]);
    await close();
  });

  it('says so where its weights are missing', async () => {
    const { page, close } = await openPage(path);
    await page.route('**/weights/text.json', (route) => route.fulfill({ status: 404, body: '' }));
    await wakeFigure(page, id);
    await type(page, 'a 2');
    await figureStatus(page, id, ['error']);
    expect((await figure(page).locator('.c-error').allInnerTexts()).join(' ')).toMatch(
      /The weights for the .* could not be fetched: the site answered 404/,
    );
    await close();
  });
});
