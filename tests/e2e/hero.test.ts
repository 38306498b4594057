import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { trainingSteps } from '../../components/figure/Hero/state';
import { figureStatus, openPage } from './browser';
import { hydrated } from './training';

const id = 'fig-hero';

async function scrubTo(page: Page, position: number): Promise<void> {
  await page
    .locator(`#${id}`)
    .getByRole('slider')
    .evaluate((input: HTMLInputElement, to) => {
      input.value = String(to);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, position);
}

describe('the opening figure', () => {
  it('trains by itself once the page is open, says so, and brings points and digits back', async () => {
    const { page, errors, close } = await openPage('');
    const figure = await hydrated(page, id);
    await figureStatus(page, id, ['done']);
    await figure
      .getByText(
        new RegExp(`The way back was learned in this page just now: ${trainingSteps} steps at [\\d\\s]+ a second\\.`),
      )
      .waitFor();
    expect(await figure.locator('.c-chip').innerText()).toContain('SIMD');

    const slider = figure.getByRole('slider', { name: 'to noise and back' });
    expect(await slider.getAttribute('max')).toBe('2');
    const cloud = () => figure.locator('path.f-dots').getAttribute('d');
    const digits = () =>
      figure.locator('.hero-digits img').evaluateAll((all) => all.map((img) => (img as HTMLImageElement).src));
    await scrubTo(page, 0);
    await figure.getByText('Ten real digits').waitFor();
    const real = await digits();
    await scrubTo(page, 1);
    await figure.getByText('Dissolving, t = 1.00').waitFor();
    const [noise, noisedDigits] = [await cloud(), await digits()];
    expect(new Set(noisedDigits).size).toBe(10);

    // At the turning point both ways show one and the same noise: nothing leaps.
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await figure.getByText('Coming back, t = 0.99').or(figure.getByText('Coming back, t = 1.00')).waitFor();
    await scrubTo(page, 2);
    await figure.getByText('Coming back, t = 0.00').waitFor();
    expect(await cloud()).not.toBe(noise);
    const text = await figure.innerText();
    expect(Number(/energy distance ([\d.]+)/.exec(text)?.[1])).toBeLessThan(0.02);
    const agreed = figure.getByText(/a classifier reads \d+ of 10 as asked/);
    await agreed.first().waitFor();
    await figure.getByText('Ten new digits').waitFor();
    // Other digits of the same classes, not the ones that dissolved, and no longer noise.
    const returned = await digits();
    expect(new Set([...returned, ...noisedDigits, ...real]).size).toBe(30);
    expect(Number(/reads (\d+) of 10/.exec(await agreed.first().innerText())?.[1])).toBeGreaterThanOrEqual(8);
    expect(errors).toEqual([]);
    await close();
  });

  it('is set by the words around it', async () => {
    const { page, close } = await openPage('');
    const figure = await hydrated(page, id);
    for (const link of await page.locator(`a[data-set-figure="${id}"]`).all()) {
      const { p } = JSON.parse((await link.getAttribute('data-set-state')) ?? '{}') as { p: number };
      await figureStatus(page, id, ['done']);
      await link.click();
      await expect.poll(() => figure.getByRole('slider').inputValue()).toBe(String(p));
    }
    await close();
  });

  it('plays forth and back by its button, and stops when the reader takes over', async () => {
    const { page, close } = await openPage('?fig-hero=1;p:0#fig-hero');
    const figure = await hydrated(page, id);
    const place = async () => Number(await figure.getByRole('slider').inputValue());
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect.poll(place).toBeGreaterThan(0.1);
    await figure.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await figure.getByRole('button', { name: 'Play' }).waitFor();
    await close();
  });

  it('waits for the reader where motion is to be reduced', async () => {
    const { page, requests, close } = await openPage('', { reducedMotion: 'reduce' });
    const figure = await hydrated(page, id);
    const train = figure.getByRole('button', { name: 'Train the way back' });
    await train.waitFor();
    await figureStatus(page, id, ['ready']);
    expect(requests.filter((url) => url.includes('worker'))).toEqual([]);
    expect(await figure.getByRole('slider').getAttribute('max')).toBe('1');
    await train.click();
    await figureStatus(page, id, ['done']);
    expect(await figure.getByRole('slider').getAttribute('max')).toBe('2');
    await close();
  });

  it('trains anew for another shape', async () => {
    const { page, errors, close } = await openPage('');
    const figure = await hydrated(page, id);
    await figureStatus(page, id, ['done']);
    await figure.getByRole('combobox', { name: 'Shape' }).selectOption({ label: 'Rings' });
    await figureStatus(page, id, ['loading', 'running', 'ready']);
    await figureStatus(page, id, ['done']);
    await scrubTo(page, 2);
    await figure.getByText('Coming back, t = 0.00').waitFor();
    expect(Number(/energy distance ([\d.]+)/.exec(await figure.innerText())?.[1])).toBeLessThan(0.05);
    expect(errors).toEqual([]);
    await close();
  });
});
