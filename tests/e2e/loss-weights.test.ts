import { describe, expect, it } from 'vitest';
import { openPage, wakeFigure } from './browser';
import { chapter } from './training';

const id = 'fig-weights';

describe('the weightings', () => {
  it('keep the picture of the build until they are touched; then the clip moves, time counts, a link brings both back', async () => {
    const { page, context, errors, requests, close } = await openPage(chapter);
    const figure = page.locator(`#${id}`);
    await wakeFigure(page, id);
    const lines = () => figure.locator('path.f-line').evaluateAll((all) => all.map((path) => path.getAttribute('d')));
    const before = await lines();
    expect(before).toHaveLength(4);
    const clip = figure.getByRole('slider', { name: 'min-SNR clip' });
    await clip.focus();
    await page.keyboard.press('End');
    await expect.poll(lines).not.toEqual(before);
    expect(await clip.getAttribute('aria-valuetext')).toBe('50');
    const clipped = await lines();
    await figure.getByRole('switch', { name: 'times the time spent there' }).check();
    await figure.getByText('↑ weight × time spent').waitFor();
    await expect.poll(lines).not.toEqual(clipped);
    const cosine = await lines();
    await figure.locator('.c-segment', { hasText: /^Linear$/ }).click();
    await expect.poll(lines).not.toEqual(cosine);
    const linear = await lines();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await figure.getByRole('button', { name: 'copy link' }).click();
    const { search } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    const other = await openPage(`${chapter}${search}`);
    await wakeFigure(other.page, id);
    await expect
      .poll(() =>
        other.page.locator(`#${id} path.f-line`).evaluateAll((all) => all.map((path) => path.getAttribute('d'))),
      )
      .toEqual(linear);
    expect([...errors, ...other.errors]).toEqual([]);
    expect(requests.filter((url) => url.includes('tfjs'))).toEqual([]);
    await other.close();
    await close();
  });
});
