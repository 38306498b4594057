/** A strip wider than the model: made anew by keys, looked at rule by rule and step by step. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'editing-and-inverse-problems/';
const id = 'fig-panorama';
const figure = (page: Page) => page.locator(`#${id}`);
const strips = (page: Page) =>
  figure(page)
    .locator('.pa-strip image')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
const readouts = (page: Page) => figure(page).locator('.pa-strips .f-readout').allInnerTexts();
const problems = (page: Page) => figure(page).locator('.pa-problems').innerText();
const field = (page: Page) => figure(page).getByLabel('Digits, left to right', { exact: true });
const told = /^\d+ of \d+ read as told; ink [\d.]+, seams [\d.]+$/;

describe('strips wider than the model', () => {
  it('shows four strips, their windows and what is read in them without scripts', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(new Set(await strips(page)).size).toBe(4);
    for (const text of await readouts(page)) expect(text).toMatch(told);
    expect(await figure(page).locator('.pa-bracket').count()).toBe(4 * 5);
    await close();
  });

  it.each([
    ['the kernel', '', '381'],
    // In software each evaluation takes long: fewer windows, and no guidance.
    ['WebGL', `?${id}=1;width:56;stride:28;w:0&without=simd,wasm,cpu`, '38'],
  ])('draws what is typed on %s', async (_name, query, typed) => {
    const { page, errors, close } = await openPage(`${path}${query}`);
    await wakeFigure(page, id);
    const before = await strips(page);
    await field(page).fill(typed);
    await figureStatus(page, id, ['running']);
    await figureStatus(page, id, ['done']);
    await expect
      .poll(() => readouts(page))
      .toEqual(Array.from({ length: 4 }, (): unknown => expect.stringMatching(told)));
    const after = await strips(page);
    expect(after.every((href, i) => href !== before[i])).toBe(true);
    // The windows between regions are told nothing, and so not marked.
    expect(await figure(page).locator('.pa-bracket[data-met]').count()).toBe(4 * typed.length);
    // An earlier guess is another picture, and nothing is asked again.
    const step = figure(page).getByRole('slider', { name: /^step of 10/ });
    await step.focus();
    for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowLeft');
    await expect.poll(() => strips(page)).not.toEqual(after);
    expect(errors).toEqual([]);
    await close();
  });

  it('looks at another rule, and has no seams where windows only touch', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    const title = () => figure(page).locator('.f-panel .f-title').last().innerText();
    expect(await title()).toContain('weighed to each middle');
    await figure(page)
      .getByRole('button', { name: /^Each alone, then cut/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect.poll(title).toContain('each alone, then cut');
    const stride = figure(page).getByRole('slider', { name: 'columns between windows' });
    await stride.focus();
    await page.keyboard.press('End');
    await expect.poll(() => problems(page)).toContain('Windows only touch: every rule is the same.');
    await figureStatus(page, id, ['done']);
    await expect.poll(async () => new Set(await strips(page)).size).toBe(1);
    await field(page).fill('12x');
    await expect.poll(() => problems(page)).toContain('Only digits, and question marks for any digit, are read.');
    await figureStatus(page, id, ['done']);
    expect(errors).toEqual([]);
    await close();
  });

  it('comes back from its link, and says what of one it does not understand', async () => {
    const link = `${path}?${id}=1;wanted:"27";width:56;stride:28;seed:3;rule:best#${id}`;
    const { page, errors, close } = await openPage(link);
    await wakeFigure(page, id);
    await expect.poll(() => field(page).inputValue()).toBe('27');
    expect(await figure(page).locator('.c-error').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/rule is "?best"? \(expected/)]),
    );
    await figureStatus(page, id, ['done']);
    expect(await figure(page).locator('.pa-bracket').count()).toBe(4 * 2);
    expect(await figure(page).locator('.c-chip').innerText()).toContain('seed 3');
    expect(errors).toEqual([]);
    await close();
  });

  it('says so where its weights are missing', async () => {
    const { page, close } = await openPage(path);
    await page.route('**/weights/digits.json', (route) => route.fulfill({ status: 404, body: '' }));
    await wakeFigure(page, id);
    await field(page).fill('2');
    await figureStatus(page, id, ['error']);
    expect((await figure(page).locator('.c-error').allInnerTexts()).join(' ')).toMatch(/the site answered 404/);
    await close();
  });
});
