import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const id = 'fig-schedule';
const figure = (page: Page) => page.locator(`#${id}`);
const panel = (page: Page, title: RegExp) =>
  figure(page)
    .locator('.f-panel')
    .filter({ has: page.locator('.f-title', { hasText: title }) });

async function distance(page: Page, title: RegExp): Promise<number> {
  const text = (await panel(page, title).locator('.f-readout').textContent()) ?? '';
  const found = /energy distance ([−\d.]+)/.exec(text);
  if (!found) throw new Error(`no energy distance in "${text}"`);
  return Number(found[1].replace('−', '-'));
}

const exact = (page: Page) => distance(page, /^Exact score/);
const learned = (page: Page) => distance(page, /^Learned/);
const knotTexts = (page: Page) =>
  figure(page)
    .locator('.c-knot')
    .evaluateAll((knots) => knots.map((knot) => knot.getAttribute('aria-valuetext')));
const digits = (page: Page) =>
  figure(page)
    .locator('.se-curve image')
    .evaluateAll((images) => images.map((image) => image.getAttribute('href')));

async function open(path = 'schedules/', options = {}) {
  const opened = await openPage(path, options);
  await wakeFigure(opened.page, id);
  return opened;
}

/** Waits until the network has rested under the curve in force, and both numbers have come to rest. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(600);
  await figureStatus(page, id, ['done']);
  await page.waitForTimeout(300);
}

async function view(page: Page, name: string): Promise<void> {
  await figure(page).getByRole('radio', { name, exact: true }).check({ force: true });
}

/** Drags a knot by so many pixels, in steps, as a hand does. */
async function drag(page: Page, index: number, dx: number, dy: number): Promise<void> {
  const box = await figure(page).locator('.c-knot').nth(index).locator('.c-knot-dot').boundingBox();
  if (!box) throw new Error(`knot ${index} is not on the page`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 12; i += 1) await page.mouse.move(x + (dx * i) / 12, y + (dy * i) / 12);
  await page.mouse.up();
}

describe('the schedule editor', () => {
  it('trains when it is seen, and learns the eight Gaussians', async () => {
    const { page, errors, close } = await open();
    await settled(page);
    expect(
      await panel(page, /^Learned/)
        .locator('.f-title')
        .textContent(),
    ).toBe('Learned, step 400');
    expect(await learned(page)).toBeLessThan(0.02);
    expect(await exact(page)).toBeLessThan(0.01);
    expect(await figure(page).locator('.c-chip').textContent()).toMatch(/SIMD, \d+ steps\/s.*seed 7/);
    expect(errors).toEqual([]);
    await close();
  });

  it('follows a drag: alpha-bar, the digits and both clouds change, the network learns again; a link brings it all back', async () => {
    const { page, context, errors, close } = await open();
    await settled(page);
    await view(page, 'signal ᾱ');
    const before = {
      exact: await exact(page),
      learned: await learned(page),
      digits: await digits(page),
      knots: await knotTexts(page),
    };
    await drag(page, 4, -55, 75);
    expect(await figure(page).getByRole('radio', { name: 'Yours' }).isChecked()).toBe(true);
    expect(await figure(page).getByText('cosine, for comparison').count()).toBe(1);
    await settled(page);
    const after = {
      exact: await exact(page),
      learned: await learned(page),
      digits: await digits(page),
      knots: await knotTexts(page),
    };
    expect(after.knots[4]).not.toBe(before.knots[4]);
    expect(after.knots.filter((text, i) => text !== before.knots[i])).toHaveLength(1);
    expect(after.digits).not.toEqual(before.digits);
    expect(after.exact).not.toBe(before.exact);
    expect(after.learned).not.toBe(before.learned);
    expect(await figure(page).locator('.se-reading').textContent()).toMatch(/^ᾱ = 0\.\d\d at t = 0\.\d\d$/);

    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await figure(page).getByRole('button', { name: 'copy link' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await openPage(
      new URL(link).pathname.slice(new URL(page.url()).pathname.indexOf('schedules/')) + new URL(link).search,
    );
    await wakeFigure(other.page, id);
    await settled(other.page);
    expect(await knotTexts(other.page)).toEqual(after.knots);
    expect(await digits(other.page)).toEqual(after.digits);
    expect(await exact(other.page)).toBe(after.exact);
    expect(await learned(other.page)).toBe(after.learned);
    expect([...errors, ...other.errors]).toEqual([]);
    await other.close();
    await close();
  });

  it('is worked by keyboard: a knot moves, another comes and goes, and the number at it is told', async () => {
    const { page, close } = await open();
    await view(page, 'log-SNR');
    const knot = figure(page).locator('.c-knot').nth(3);
    await knot.focus();
    const before = Number(await knot.getAttribute('aria-valuenow'));
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(async () => Number(await knot.getAttribute('aria-valuenow'))).toBeLessThan(before - 0.5);
    const count = await figure(page).locator('.c-knot').count();
    await page.keyboard.press('Enter');
    await expect.poll(() => figure(page).locator('.c-knot').count()).toBe(count + 1);
    await page.keyboard.press('Delete');
    await expect.poll(() => figure(page).locator('.c-knot').count()).toBe(count);
    await close();
  });

  it('refuses a curve that leaves no noise with a sentence, and keeps the last good one', async () => {
    const { page, close } = await open();
    await view(page, 'signal ᾱ');
    const before = await exact(page);
    // A knot rises no higher than the one before it; lift them in order, the last above one half.
    for (const index of [5, 6, 7, 8]) {
      await figure(page).locator('.c-knot').nth(index).focus();
      await page.keyboard.press('End');
    }
    await expect
      .poll(() => figure(page).getByRole('alert').first().textContent())
      .toMatch(/more signal than noise.*The last good curve stays/s);
    await settled(page);
    const texts = await knotTexts(page);
    expect(texts[7]).toMatch(/^ᾱ 0\.5/);
    expect(texts[8]).toMatch(/^ᾱ 0\.00/);
    // What is shown was sampled under the curve before, noise left enough.
    expect(await exact(page)).not.toBe(before);
    expect(await figure(page).getAttribute('data-status')).toBe('done');
    await close();
  });

  it.each([
    ['no such preset', '1;preset:cosin', /preset is "cosin" \(expected linear, scaled-linear, cosine/],
    ['knots that rise', '1;preset:drawn;knots:0,0,0.5,3,1,-5', /rises.*last good curve stays/s],
    ['too many steps', '1;steps:100000', /steps is 100000 \(expected a whole number from 1 to 100\)/],
    ['no link at all', '%7B%7B', /could not be read/],
  ])('opens with defaults and says why for a link with %s', async (_, link, sentence) => {
    const { page, errors, close } = await open(`schedules/?${id}=${link}`);
    expect(await figure(page).getByRole('alert').allTextContents()).toContainEqual(expect.stringMatching(sentence));
    expect(await figure(page).getByRole('radio', { name: 'Cosine' }).isChecked()).toBe(true);
    await settled(page);
    expect(await learned(page)).toBeLessThan(0.02);
    expect(errors).toEqual([]);
    await close();
  });

  it('is set by the prose, and naming a preset brings its own constants back', async () => {
    const { page, close } = await open();
    await page.evaluate((name) => {
      const set = (detail: object) =>
        document.getElementById(name)?.dispatchEvent(new CustomEvent('figure:set', { detail }));
      set({ preset: 'linear', betaMax: 200, steps: 50 });
    }, id);
    await expect
      .poll(() => figure(page).getByRole('slider', { name: 'βmax' }).getAttribute('aria-valuetext'))
      .toBe('200');
    await page.evaluate(
      (name) =>
        document.getElementById(name)?.dispatchEvent(new CustomEvent('figure:set', { detail: { preset: 'linear' } })),
      id,
    );
    await expect
      .poll(() => figure(page).getByRole('slider', { name: 'βmax' }).getAttribute('aria-valuetext'))
      .toMatch(/^20/);
    await close();
  });

  it('does not start by itself where motion is to be kept down', async () => {
    const { page, close } = await open('schedules/', { reducedMotion: 'reduce' });
    await page.waitForTimeout(800);
    expect(await figure(page).getAttribute('data-status')).toBe('ready');
    await figure(page).getByRole('button', { name: 'Train', exact: true }).click();
    await settled(page);
    expect(await learned(page)).toBeLessThan(0.02);
    await close();
  });

  it('shows a computed picture without scripts', async () => {
    const { page, close } = await openPage('schedules/', { javaScriptEnabled: false });
    expect(await exact(page)).toBeLessThan(0.01);
    expect(await learned(page)).toBeLessThan(0.02);
    expect(new Set(await digits(page)).size).toBe(9);
    expect(
      (
        await panel(page, /^Exact score/)
          .locator('.f-dots')
          .getAttribute('d')
      )?.length,
    ).toBeGreaterThan(4000);
    expect(await figure(page).locator('.c-curve-line').getAttribute('d')).toMatch(/^M[\d.,L]+/);
    await close();
  });

  it('samples digits by the shipped network under another schedule, and fetches it only then', async () => {
    const { page, requests, errors, close } = await open();
    const readout = figure(page).locator('.se-digits .f-readout');
    const picture = () => figure(page).locator('.se-digits image').getAttribute('href');
    expect(await readout.innerText()).toMatch(/a classifier reads (1[5-9]|20) of 20 as asked/);
    expect(requests.filter((url) => url.includes('weights/'))).toEqual([]);
    const before = await picture();
    await figure(page)
      .getByRole('slider', { name: 'Sampling steps' })
      .evaluate((input: HTMLInputElement) => {
        input.value = '3';
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
    await figure(page).getByText('Digits in 3 steps').waitFor();
    await expect.poll(picture).not.toBe(before);
    expect(await readout.innerText()).toMatch(/a classifier reads \d+ of 20 as asked/);
    expect(errors).toEqual([]);
    await close();
  });
});
