import { describe, expect, it } from 'vitest';
import { openPage, wakeFigure } from './browser';

const id = 'fig-langevin';

describe('the walkers', () => {
  it('are made here as they were at build, follow the play bar and the scrubber, and come back by a link', async () => {
    const { page, context, errors, close } = await openPage('scores/');
    const figure = page.locator(`#${id}`);
    const clouds = () => figure.locator('.f-dots').evaluateAll((all) => all.map((path) => path.getAttribute('d')));
    const readouts = () => figure.locator('.f-readout').allInnerTexts();
    const built = await readouts();
    await wakeFigure(page, id);
    const move = figure.getByRole('slider', { name: 'move', exact: true });
    const before = await clouds();
    await move.focus();
    await page.keyboard.press('Home');
    await figure.getByText('Annealed Langevin, move 0').waitFor();
    await expect.poll(clouds).not.toEqual(before);
    await figure.getByRole('button', { name: 'Step', exact: true }).click();
    await figure.getByText('Annealed Langevin, move 1', { exact: true }).waitFor();
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect.poll(async () => Number(await move.inputValue())).toBeGreaterThan(5);
    await figure.getByRole('button', { name: 'Pause' }).click();
    await move.focus();
    await page.keyboard.press('End');
    // The walks of this page end where those of the build did.
    await expect.poll(readouts).toEqual(built);

    await figure.locator('.c-segment', { hasText: 'in mode A' }).click();
    await expect.poll(() => figure.locator('.f-readout').first().innerText()).toContain('0 of 400 changed mode');
    // It is made in slices: wait for all of it.
    await figure.getByText('Annealed Langevin, move 600').waitFor({ timeout: 150_000 });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await figure.getByRole('button', { name: 'copy link' }).click();
    const { search } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    const numbers = await readouts();
    const other = await openPage(`scores/${search}`);
    await wakeFigure(other.page, id);
    await expect.poll(() => other.page.locator(`#${id} .f-readout`).allInnerTexts()).toEqual(numbers);
    expect([...errors, ...other.errors]).toEqual([]);
    await other.close();
    await close();
  });
});
