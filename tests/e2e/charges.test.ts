import { describe, expect, it } from 'vitest';
import { openPage, wakeFigure } from './browser';

const chapter = 'flows-and-electrostatics/';
const id = 'fig-charges';

describe('charges on a plate', () => {
  it('a charge is dragged and moved by keys, the lines follow, and a link brings both back', async () => {
    const { page, context, errors, close } = await openPage(chapter);
    const figure = page.locator(`#${id}`);
    const drawn = () => figure.locator('svg path').evaluateAll((all) => all.map((path) => path.getAttribute('d')));
    await wakeFigure(page, id);
    const charge = figure.getByRole('slider', { name: 'Charge 2 of 5' });
    await charge.scrollIntoViewIfNeeded();
    const before = await drawn();
    const place = async () => Number(await charge.getAttribute('aria-valuenow'));
    const start = await place();
    const box = (await charge.locator('.c-knot-dot').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(place).toBeGreaterThan(start + 0.1);
    await expect.poll(drawn).not.toEqual(before);

    const dragged = await place();
    await charge.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(place).toBeCloseTo(dragged - 0.05, 2);
    await page.keyboard.press('Delete');
    await figure.getByRole('slider', { name: 'Charge 1 of 4' }).waitFor();

    const height = figure.getByRole('slider', { name: 'height z of the points' });
    await height.focus();
    await page.keyboard.press('End');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await figure.getByRole('button', { name: 'copy link' }).click();
    const { search } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    const places = () =>
      figure
        .locator('.ch-handles [role=slider]')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-valuetext')));
    const kept = await places();
    const other = await openPage(`${chapter}${search}`);
    await wakeFigure(other.page, id);
    await expect
      .poll(() =>
        other.page
          .locator(`#${id} .ch-handles [role=slider]`)
          .evaluateAll((all) => all.map((each) => each.getAttribute('aria-valuetext'))),
      )
      .toEqual(kept);
    expect(
      await other.page.locator(`#${id}`).getByRole('slider', { name: 'height z of the points' }).inputValue(),
    ).toBe('1');

    await figure.getByRole('button', { name: 'Reset' }).first().click();
    await figure.getByRole('slider', { name: 'Charge 2 of 5' }).waitFor();
    await figure.getByRole('button', { name: 'Let them down' }).click();
    await expect.poll(async () => Number(await height.inputValue())).toBeGreaterThan(0.2);
    expect([...errors, ...other.errors]).toEqual([]);
    await other.close();
    await close();
  });

  it('the prose pulls two charges apart, and stands without a script', async () => {
    const { page, errors, close } = await openPage(chapter);
    await wakeFigure(page, id);
    await page.getByRole('link', { name: 'two charges', exact: true }).click();
    await page.locator(`#${id}`).getByRole('slider', { name: 'Charge 2 of 2' }).waitFor();
    expect(errors).toEqual([]);
    await close();

    const still = await openPage(chapter, { javaScriptEnabled: false });
    expect(await still.page.locator(`#${id} svg path`).count()).toBeGreaterThan(3);
    await still.close();
  });
});
