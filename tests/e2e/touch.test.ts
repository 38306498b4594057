import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage, wakeFigure } from './browser';

const phone = {
  hasTouch: true,
  isMobile: true,
  viewport: { width: 390, height: 844 },
  reducedMotion: 'reduce',
} as const;

/** One finger put down on `from`, moved to `to` in steps and lifted; places in CSS pixels of the window. */
async function stroke(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
  steps = 20,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [{ x: from[0], y: from[1] }]);
  for (let i = 1; i <= steps; i += 1)
    await touch('touchMove', [
      { x: from[0] + ((to[0] - from[0]) * i) / steps, y: from[1] + ((to[1] - from[1]) * i) / steps },
    ]);
  await touch('touchEnd', []);
}

async function boxOf(place: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await place.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await place.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
}

describe('a finger', () => {
  it('draws a shape from end to end, and the page stays where it is', async () => {
    const { page, close } = await openPage('learning-to-denoise/?fig-train=1;target:drawn#fig-train', phone);
    await wakeFigure(page, 'fig-train');
    const { x, y, width, height } = await boxOf(page.locator('#fig-train .c-pad-surface'));
    const before = await page.evaluate(() => scrollY);
    await stroke(page, [x + 0.2 * width, y + 0.2 * height], [x + 0.8 * width, y + 0.8 * height]);
    await expect
      .poll(async () => ((await page.locator('#fig-train .c-pad-dots').getAttribute('d')) ?? '').split('M').length)
      .toBeGreaterThan(20);
    expect(await page.evaluate(() => scrollY)).toBe(before);
    // A stroke beside the pad still scrolls: the page is not held.
    const title = await boxOf(page.locator('#fig-train .f-title').first());
    const rest = await page.evaluate(() => scrollY);
    await stroke(page, [title.x + 40, title.y + 8], [title.x + 40, title.y - 200]);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(rest + 50);
    await close();
  });

  it('drags a point of the schedule, and the page stays where it is', async () => {
    const { page, close } = await openPage('schedules/', phone);
    await wakeFigure(page, 'fig-schedule');
    const knot = page.locator('#fig-schedule .c-knot').nth(4);
    const { x, y, width, height } = await boxOf(knot.locator('.c-knot-dot'));
    const before = [await page.evaluate(() => scrollY), await knot.getAttribute('aria-valuetext')];
    await stroke(page, [x + width / 2, y + height / 2], [x + width / 2 - 20, y + height / 2 + 50]);
    await expect.poll(() => knot.getAttribute('aria-valuetext')).not.toBe(before[1]);
    const moved = (await knot.locator('.c-knot-dot').boundingBox())?.y ?? 0;
    // All of the way, not only until the page would have taken the finger over.
    expect(moved - y).toBeGreaterThan(35);
    expect(await page.evaluate(() => scrollY)).toBe(before[0]);
    await close();
  });
});
