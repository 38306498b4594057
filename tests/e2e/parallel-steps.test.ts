/** Steps in parallel in a real browser: with the exact score, a network that learns there, and the digits' network. */
import { describe, expect, it } from 'vitest';
import { openPage, type OpenOptions } from './browser';
import { hydrated } from './training';

const page = 'fewer-steps/';
const id = 'fig-parallel';
const patience = 240_000;

async function open(values = '', options: OpenOptions = {}) {
  const opened = await openPage(`${page}?${id}=1;${values}#${id}`, options);
  const figure = await hydrated(opened.page, id);
  return {
    ...opened,
    figure,
    summary: () => figure.locator('.c-summary').first().textContent(),
    says: (part: string) =>
      expect.poll(async () => (await figure.textContent()) ?? '', { timeout: patience }).toContain(part),
    said: async () => (await figure.locator('[role="alert"] p').allInnerTexts()).join(' '),
  };
}

describe('steps in parallel', () => {
  it('are there before a touch, follow the window, and are timed here', async () => {
    const f = await open();
    await f.says('with the exact score: 50 steps, a window of 30');
    const scrubber = f.figure.getByLabel('sweeps', { exact: true });
    await scrubber.fill('5');
    await f.says('Sweep 5 of');
    await f.figure.getByLabel('window', { exact: true }).fill('50');
    await f.says('a window of all 50 steps');
    await f.figure.getByRole('button', { name: 'Time both here' }).click();
    await f.says('All at once took');
    expect(await f.said()).toBe('');
    await f.close();
  });

  it('can be a network’s that was trained in the page', async () => {
    const f = await open('model:learned;steps:20;window:20');
    await f.says('with a network that was trained here: 20 steps');
    await f.figure.getByRole('button', { name: 'Time both here' }).click();
    await f.says('All at once took');
    expect(await f.said()).toBe('');
    await f.close();
  });

  it('can be a digit’s, in pictures, in far fewer sweeps than steps', async () => {
    const f = await open('model:digits;digit:7;steps:20;window:20');
    await f.says('A 7 in 20 steps of DDIM');
    const sweeps = Number(/done after (\d+) sweeps/.exec((await f.figure.textContent()) ?? '')?.[1]);
    expect(sweeps).toBeGreaterThan(3);
    expect(sweeps).toBeLessThan(14);
    // A row of pictures for each sweep, and one for the sequential run.
    expect(await f.figure.locator('image').count()).toBe(sweeps + 1);
    await f.says('Measured here it costs');
    expect(await f.said()).toBe('');
    await f.close();
  });

  it('of a digit go on after a Stop', async () => {
    const f = await open('model:digits;steps:200;window:200');
    await f.figure.getByRole('button', { name: 'Stop' }).click({ timeout: patience });
    await f.says('not computed yet');
    await f.figure.getByRole('button', { name: 'Compute' }).click();
    await f.figure.getByRole('button', { name: 'Stop' }).waitFor({ timeout: patience });
    expect(await f.said()).toBe('');
    await f.close();
  });

  it('fit a phone, digits too', async () => {
    const f = await open('model:digits;steps:10;window:10', { viewport: { width: 390, height: 800 } });
    await f.says('in 10 steps of DDIM');
    const overflow = await f.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await f.close();
  });
});
