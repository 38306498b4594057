import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const path = 'flows-and-electrostatics/';
const id = 'fig-flow';
const panel = (page: Page, title: RegExp, name = id) =>
  page.locator(`#${name} .f-panel`).filter({ has: page.locator('.f-title', { hasText: title }) });
const readout = async (page: Page, title: RegExp, name = id) =>
  (await panel(page, title, name).locator('.f-readout').textContent()) ?? '';
const energy = async (page: Page, title: RegExp) =>
  Number(/energy distance ([\d.]+)/.exec(await readout(page, title))?.[1]);
const set = (page: Page, detail: object, name = id) =>
  page.evaluate(
    ([element, values]) =>
      document.getElementById(element)?.dispatchEvent(new CustomEvent('figure:set', { detail: values })),
    [name, detail] as const,
  );

describe('the flow figure', () => {
  it('shows without scripts what was computed: both fields, the paths that meet, and where both carry points', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    for (const title of [
      /^Exact velocity/,
      /^Learned velocity/,
      /^Paths that meet/,
      /^Carried by the exact/,
      /^Carried by the learned/,
    ])
      expect((await panel(page, title).locator('.f-line').first().getAttribute('d'))?.length).toBeGreaterThan(20);
    expect(await energy(page, /^Carried by the exact/)).toBeLessThan(0.05);
    await close();
  });

  it('follows the time and the place, by hand and by keys', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, id);
    const before = await readout(page, /^Paths that meet/);
    await set(page, { t: 0.7 });
    await expect
      .poll(() =>
        panel(page, /^Exact velocity/)
          .locator('.f-title')
          .textContent(),
      )
      .toMatch(/0\.70/);
    expect(await readout(page, /^Paths that meet/)).not.toBe(before);
    const box = await panel(page, /^Paths that meet/)
      .locator('svg')
      .boundingBox();
    if (!box) throw new Error('the panel is not on the page');
    await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.6);
    const point = page.locator(`#${id}`).getByRole('slider', { name: 'Place whose velocity is taken apart' });
    await expect.poll(() => point.getAttribute('aria-valuetext')).toMatch(/^\(−0\.6\d, −0\.6\d\): .*pass/);
    const at = await point.getAttribute('aria-valuetext');
    await point.focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => point.getAttribute('aria-valuetext')).not.toBe(at);
    expect(errors).toEqual([]);
    await close();
  });

  it('learns a flow from a shape to another, and the link opens it again', async () => {
    const { page, errors, close } = await openPage(
      `${path}?${id}=1;source:eight-gaussians;data:two-moons;steps:400;path:trigonometric#${id}`,
    );
    await wakeFigure(page, id);
    await page
      .locator(`#${id}`)
      .getByRole('button', { name: /^(Train|Go on|Train on)$/ })
      .click()
      .catch(() => undefined);
    await figureStatus(page, id, ['done']);
    await expect
      .poll(() =>
        panel(page, /^Learned velocity/)
          .locator('.f-title')
          .textContent(),
      )
      .toBe('Learned velocity, step 400');
    await expect.poll(() => energy(page, /^Carried by the learned/)).toBeLessThan(0.1);
    await expect.poll(() => readout(page, /^Error/)).toMatch(/where points are/);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the figure of couplings', () => {
  const name = 'fig-couplings';
  const cell = (page: Page, row: string, column: number) =>
    page.locator(`#${name} tbody tr`).filter({ hasText: row }).locator('td').nth(column).textContent();

  it('shows all four without scripts, the optimal one cheapest', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    const costs = await Promise.all(['Independent', 'Minibatches', 'Optimal'].map((row) => cell(page, row, 0)));
    const [independent, minibatch, optimal] = costs.map(Number);
    expect(independent).toBeGreaterThan(minibatch);
    expect(minibatch).toBeGreaterThan(optimal);
    await close();
  });

  it('measures again where the batches change, and shows who goes with a point', async () => {
    const { page, errors, close } = await openPage(path);
    await wakeFigure(page, name);
    const optimal = await cell(page, 'Optimal', 1);
    await set(page, { n: 32, size: 16 }, name);
    await expect.poll(() => cell(page, 'Minibatches of 16', 1), { timeout: 60_000 }).toMatch(/\d/);
    await expect.poll(() => cell(page, 'Optimal', 1), { timeout: 60_000 }).not.toBe(optimal);
    expect(await cell(page, 'Optimal', 9)).toMatch(/^(below )?\d/);
    const point = page
      .locator(`#${name}`)
      .getByRole('slider', { name: 'Point of the source whose partners are shown' });
    await expect.poll(() => point.getAttribute('aria-valuetext')).toBe('point 6 of 32');
    await point.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => point.getAttribute('aria-valuetext')).toBe('point 7 of 32');
    expect(errors).toEqual([]);
    await close();
  });

  it('trains two networks under one button: on optimal pairs one step is enough, on independent ones not', async () => {
    const { page, errors, close } = await openPage(`${path}?${name}=1;n:32;steps:600#${name}`);
    await wakeFigure(page, name);
    await page.locator(`#${name}`).getByRole('button', { name: 'Train both' }).click();
    await figureStatus(page, name, ['done']);
    const one = async (title: RegExp) => Number(/steps 1: ([\d.]+)/.exec(await readout(page, title, name))?.[1]);
    expect(await one(/^Learned on independent/)).toBeGreaterThan(5 * (await one(/^Learned on optimal/)));
    expect(errors).toEqual([]);
    await close();
  });
});
