/**
 * Long work on the page leaves it responsive: no task of it takes longer than one piece may, told in units of a fixed piece of
 * arithmetic that the same page does on the same machine. Counted is the processor time of the main thread, from Chromium's
 * trace: on a machine that others use too, wall time measures them.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage } from './browser';
import { tasksDuring, type Task } from './trace';
import { hydrated } from './training';

/** Units that one task may take: some three times what tasks take here (8 to 12), and twice for the figure that computes most (23). */
const bound = 40;

/** Milliseconds of one unit here: 400,000 exponentials, the best of many tries, so that what else runs does not count. */
function unit(page: Page): Promise<number> {
  return page.evaluate(() => {
    let best = Infinity;
    let sum = 0;
    for (let again = 0; again < 60; again += 1) {
      const began = performance.now();
      for (let i = 0; i < 400_000; i += 1) sum += Math.exp(-i * 1e-6);
      best = Math.min(best, performance.now() - began);
    }
    // Nobody may find out that the sum is not needed.
    document.documentElement.dataset['unit'] = String(sum);
    return best;
  });
}

function worst(tasks: readonly Task[]): number {
  return Math.max(0, ...tasks.filter(({ script }) => script).map(({ cpu }) => cpu));
}

/** Milliseconds that the page spent in script. */
function spent(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { script, cpu }) => sum + (script ? cpu : 0), 0);
}

describe('the main thread', () => {
  it('samples 2,000 points in 50 steps of DPM-Solver++(2M) from the exact score in slices', async () => {
    const id = 'fig-race';
    const { page, errors, close } = await openPage(
      `samplers/?${id}=1;samplers:["dpmpp2m"];evaluations:50;points:2000#${id}`,
    );
    const figure = await hydrated(page, id);
    await figureStatus(page, id, ['done']);
    await expect.poll(() => figure.locator('tbody tr').getAttribute('data-sampler')).toBe('dpmpp2m');
    await figureStatus(page, id, ['done']);
    const one = await unit(page);
    const tasks = await tasksDuring(page, async () => {
      await figure.getByRole('button', { name: 'Race again' }).click();
      await figureStatus(page, id, ['running']);
      await figureStatus(page, id, ['done']);
    });
    expect(await figure.locator('.f-panel svg').first().getAttribute('aria-label')).toMatch(
      /^Scatter plot of 2000 points by DPM-Solver\+\+ \(2M\) after 50 of 50 steps/,
    );
    // The race is far more than one such task: what is measured is the slicing, not the lack of work.
    expect(spent(tasks) / one).toBeGreaterThan(3 * bound);
    expect(worst(tasks) / one).toBeLessThanOrEqual(bound);
    expect(errors).toEqual([]);
    await close();
  });

  it('follows a hand on the schedule’s curve', async () => {
    const id = 'fig-schedule';
    const { page, errors, close } = await openPage(`schedules/#${id}`);
    const figure = await hydrated(page, id);
    await figureStatus(page, id, ['done']);
    const knot = await figure.locator('.c-knot').nth(4).locator('.c-knot-dot').boundingBox();
    if (!knot) throw new Error('the fifth knot is not on the page');
    const [x, y] = [knot.x + knot.width / 2, knot.y + knot.height / 2];
    const before = await figure.locator('.c-knot').nth(4).getAttribute('aria-valuetext');
    const one = await unit(page);
    const tasks = await tasksDuring(page, async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let i = 1; i <= 40; i += 1) await page.mouse.move(x - i, y + 1.5 * i);
      await page.mouse.up();
    });
    expect(await figure.locator('.c-knot').nth(4).getAttribute('aria-valuetext')).not.toBe(before);
    expect(spent(tasks) / one).toBeGreaterThan(bound);
    expect(worst(tasks) / one).toBeLessThanOrEqual(bound);
    expect(errors).toEqual([]);
    await close();
  });

  it.each([
    ['asking-for-something', 'fig-guidance', 'guidance weight w'],
    ['noise-as-an-sde', 'fig-paths', /./],
    ['samplers', 'fig-race', 'Evaluations each may spend'],
    ['schedules', 'fig-schedule', /./],
  ])('follows a hand on a slider of %s, %s', async (chapter, id, label) => {
    const { page, errors, close } = await openPage(`${chapter}/#${id}`);
    const figure = await hydrated(page, id);
    await figureStatus(page, id, ['ready', 'done', 'paused']);
    const slider = figure.getByRole('slider', { name: label }).first();
    const box = await slider.boundingBox();
    if (!box) throw new Error(`the slider ${String(label)} is not on the page`);
    const [x, y] = [box.x + box.width / 4, box.y + box.height / 2];
    const one = await unit(page);
    const tasks = await tasksDuring(page, async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let i = 1; i <= 30; i += 1) await page.mouse.move(x + 2 * i, y);
      await page.mouse.up();
    });
    expect(worst(tasks) / one).toBeLessThanOrEqual(bound);
    expect(errors).toEqual([]);
    await close();
  });
});
