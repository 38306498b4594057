import { describe, expect, it } from 'vitest';
import { openPage, wakeFigure } from './browser';

const chapter = 'flows-and-electrostatics/';
const id = 'fig-d';

describe('the slider of D', () => {
  it('goes from PFGM to diffusion by keys, its arrows come to the limit, and a link brings it back', async () => {
    const { page, context, errors, close } = await openPage(chapter);
    const figure = page.locator(`#${id}`);
    await wakeFigure(page, id);
    const dimensions = figure.getByRole('slider', { name: /extra dimensions/ });
    const away = async () => Number(/([\d.e−-]+) from the limit/.exec(await figure.innerText())?.[1] ?? 0);
    await dimensions.focus();
    await page.keyboard.press('Home');
    await figure.getByText('D = 1, PFGM', { exact: true }).first().waitFor();
    const first = await away();
    expect(first).toBeGreaterThan(0.1);
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    await figure.getByText('D = 64', { exact: true }).first().waitFor();
    expect(await away()).toBeLessThan(first / 10);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await figure.getByRole('button', { name: 'copy link' }).click();
    const { search } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    await dimensions.focus();
    await page.keyboard.press('End');
    await figure.getByText('D = ∞, diffusion', { exact: true }).first().waitFor();

    const other = await openPage(`${chapter}${search}`);
    await wakeFigure(other.page, id);
    await expect
      .poll(() =>
        other.page
          .locator(`#${id}`)
          .getByRole('slider', { name: /extra dimensions/ })
          .inputValue(),
      )
      .toBe('6');
    await page.getByRole('link', { name: 'D = 32', exact: true }).click();
    await expect.poll(() => dimensions.inputValue()).toBe('5');
    expect([...errors, ...other.errors]).toEqual([]);
    await other.close();
    await close();
  });
});
