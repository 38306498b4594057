import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const chapter = 'claims-tested/';
const id = 'fig-solvers';

describe('the claim bench', () => {
  it('shows the record, runs the test anew beside it, and is stopped', async () => {
    const { page, context, errors, requests, close } = await openPage(chapter);
    const figure = page.locator(`#${id}`);
    await wakeFigure(page, id);
    expect(await figure.locator('[data-from="Recorded"] strong').textContent()).toMatch(/by 20 seeds\.$/);
    expect(await figure.locator('[data-from="Run here"]').count()).toBe(0);
    expect(requests.filter((url) => url.includes('worker'))).toEqual([]);
    await figure.getByText('Other seeds, all numbers').click();
    const seeds = figure.getByRole('slider', { name: 'seeds' });
    await seeds.focus();
    await page.keyboard.press('Home');
    await figure.getByRole('button', { name: /^Run it now: 1 seed,/ }).waitFor();
    await page.keyboard.press('ArrowRight');
    await figure.getByRole('button', { name: /^Run it now: 2 seeds/ }).click();
    await figureStatus(page, id, ['done']);
    expect(await figure.locator('[data-from="Run here"] strong').textContent()).toMatch(/by 2 seeds\.$/);
    expect(await figure.locator('[data-from="Both together"] strong').textContent()).toMatch(/by 22 seeds\.$/);
    expect(await figure.locator('circle.cb-live').count()).toBe(20);

    // The record’s own first seeds give the record’s own numbers.
    await figure.getByRole('button', { name: 'The record’s own' }).click();
    await expect.poll(() => figure.locator('[data-from="Run here"]').count()).toBe(0);
    await figure.getByRole('button', { name: /^Run it now/ }).click();
    await figure.getByText(/The same seeds as the record’s/).waitFor();
    await figureStatus(page, id, ['done']);
    expect(await figure.getByText(/The same seeds as the record’s/).textContent()).toMatch(
      /nothing|one part in \d{3,}/,
    );

    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await figure.getByRole('button', { name: 'copy link' }).click();
    const { search } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    const other = await openPage(`${chapter}${search}`);
    await wakeFigure(other.page, id);
    await other.page
      .locator(`#${id}`)
      .getByRole('button', { name: /^Run it now: 2 seeds/ })
      .waitFor();
    // Another claim than the chapter’s, by a link; begun, and stopped on its way.
    await seeds.focus();
    await page.keyboard.press('End');
    await figure.getByRole('button', { name: /^Run it now: 20 seeds/ }).click();
    await figure.getByRole('button', { name: 'Stop' }).click();
    await figureStatus(page, id, ['paused']);
    expect([...errors, ...other.errors]).toEqual([]);
    await other.close();
    await close();
  });

  it.each([
    ['WebGL', 'simd,wasm,cpu'],
    ['WASM', 'simd,webgl'],
  ])('is put to the test on %s too, until it is stopped', async (_name, without) => {
    const { page, errors, close } = await openPage(`${chapter}?without=${without}`);
    const figure = page.locator(`#${id}`);
    await wakeFigure(page, id);
    await figure.getByRole('button', { name: /^Run it now/ }).click();
    await figureStatus(page, id, ['running']);
    await figure.getByRole('button', { name: 'Stop' }).click();
    await figureStatus(page, id, ['paused']);
    expect(errors).toEqual([]);
    await close();
  });
});
