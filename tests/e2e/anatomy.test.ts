import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, wakeFigure } from './browser';

const chapter = 'latent-diffusion/';
const patience = { timeout: 240_000 };

const panels = (figure: Locator) => figure.locator('.f-panel:visible .f-title').allTextContents();
const block = (figure: Locator, id: string) => figure.locator(`.an-block[data-block="${id}"]:visible`);
const readout = (figure: Locator, title: RegExp) =>
  figure
    .locator('.f-panel:visible')
    .filter({ has: figure.page().locator('.f-title', { hasText: title }) })
    .locator('.f-readout')
    .innerText();
/** The name of the diagram, which is the first panel that is seen. */
const title = async (figure: Locator) => (await panels(figure))[0];
const step = (figure: Locator) => figure.getByRole('slider', { name: 'step', exact: true });

async function opened(query: string, id: string, before = '') {
  const open = await openPage(`${chapter}?${before}${id}=1;${query}#${id}`);
  await wakeFigure(open.page, id);
  return { ...open, figure: open.page.locator(`#${id}`) };
}

/** Presses each block in turn by its key, and tells what each opens. */
async function pressAll(page: Page, figure: Locator): Promise<readonly string[]> {
  const all = figure.locator('.an-block:visible');
  const names: string[] = [];
  await all.first().focus();
  for (let i = 0; i < (await all.count()); i++) {
    const here = figure.locator('.an-block:focus');
    if ((await here.getAttribute('aria-pressed')) === 'false') await page.keyboard.press('Enter');
    await expect.poll(() => here.getAttribute('aria-pressed')).toBe('true');
    names.push((await panels(figure)).slice(1).join('; '));
    await page.keyboard.press('ArrowRight');
  }
  return names;
}

describe('Stable Diffusion taken apart', () => {
  const id = 'fig-sd';

  it('shows real numbers without scripts', async () => {
    const { page, close } = await openPage(chapter, { javaScriptEnabled: false });
    const figure = page.locator(`#${id}`);
    expect(await title(figure)).toMatch(/^“.+”, step \d+ of 10$/);
    expect(await readout(figure, /^Its guess of the clean code/)).toMatch(/^size \d\.\d\d a number/);
    expect(await figure.locator('.an-block:visible').count()).toBe(10);
    await close();
  });

  it('opens every block by key and by click, each with its own tensors', async () => {
    const { page, figure, errors, close } = await opened('seed:7', id);
    const names = await pressAll(page, figure);
    expect(names).toHaveLength(10);
    expect(new Set(names).size).toBeGreaterThanOrEqual(9);
    await block(figure, 'scheduler').click();
    await expect.poll(() => panels(figure)).toContain('Before the step');
    await block(figure, 'scheduler').click();
    await expect.poll(() => panels(figure)).not.toContain('Before the step');
    expect(errors).toEqual([]);
    await close();
  });

  it('steps and plays through what was made', async () => {
    const { figure, errors, close } = await opened('step:0', id);
    await expect.poll(() => title(figure)).toMatch(/step 1 of 10$/);
    await figure.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(() => title(figure)).toMatch(/step 2 of 10$/);
    await step(figure).focus();
    await figure.page().keyboard.press('End');
    await expect.poll(() => title(figure)).toMatch(/step 10 of 10$/);
    await figure.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => title(figure), patience).toMatch(/step [2-9] of 10$/);
    await expect.poll(() => title(figure), patience).toMatch(/step 10 of 10$/);
    await figureStatus(figure.page(), id, ['ready']);
    expect(errors).toEqual([]);
    await close();
  });

  it.each(['simd', 'webgl'])(
    'makes it anew for other words, without guidance, from a picture (%s)',
    async (backend) => {
      const { page, figure, errors, close } = await opened(`block:denoiser`, id);
      if (backend === 'webgl') await page.evaluate(() => localStorage.setItem('backend', 'webgl'));
      if (backend === 'webgl') await page.reload();
      await wakeFigure(page, id);
      await figure.getByRole('textbox', { name: 'Prompt' }).fill('a thin 3');
      await expect.poll(() => title(figure), patience).toMatch(/^“a thin 3”/);
      await expect.poll(() => readout(figure, /^What this picture costs/), patience).toMatch(/^10 calls, each with/);
      await figure.getByRole('switch', { name: 'guidance', exact: true }).click({ force: true });
      await expect.poll(() => readout(figure, /^What this picture costs/), patience).toMatch(/^10 calls; /);
      await figure.getByRole('radio', { name: 'a picture', exact: true }).check({ force: true });
      await expect.poll(() => title(figure), patience).toMatch(/of 6$/);
      await block(figure, 'encoder').click();
      await expect
        .poll(() => readout(figure, /^What the decoder makes of that/), patience)
        .toMatch(/^mean squared error 0\.0/);
      await figureStatus(page, id, ['ready']);
      expect(errors).toEqual([]);
      await close();
    },
  );

  it('leaves unknown words out, and says so', async () => {
    const { figure, errors, close } = await opened('block:prompt', id);
    await figure.getByRole('textbox', { name: 'Prompt' }).fill('a zebra 4');
    await expect
      .poll(() => readout(figure, /^2 words that the network knows/), patience)
      .toContain('“zebra” is not among');
    expect(errors).toEqual([]);
    await close();
  });
});

describe('DALL·E 2 and Imagen taken apart', () => {
  it('steps through the cascade and changes the noise on what a stage is given', async () => {
    const { page, figure, errors, close } = await opened('step:0', 'fig-imagen');
    await expect.poll(() => title(figure)).toMatch(/7 × 7, step 1 of 10$/);
    expect((await pressAll(page, figure)).length).toBe(8);
    await step(figure).focus();
    await page.keyboard.press('End');
    await expect.poll(() => title(figure)).toMatch(/28 × 28, step 10 of 10$/);
    await figure.getByRole('slider', { name: 'augmentation' }).focus();
    await page.keyboard.press('Home');
    await block(figure, 'augment28').click();
    await expect.poll(() => readout(figure, /^Drawn up to 28/), patience).toBe('without noise: augmentation 0');
    expect(errors).toEqual([]);
    await close();
  });

  it('leaves the prior out, and goes from one picture to another', async () => {
    const { page, figure, errors, close } = await opened('step:0', 'fig-unclip');
    await expect.poll(() => title(figure)).toMatch(/prior, step 1 of 10$/);
    expect((await pressAll(page, figure)).length).toBe(9);
    await figure.getByRole('switch', { name: 'prior', exact: true }).click({ force: true });
    await expect.poll(() => title(figure), patience).toMatch(/decoder, step 1 of 10$/);
    await figure.getByRole('radio', { name: 'two pictures', exact: true }).check({ force: true });
    await expect.poll(() => title(figure), patience).toMatch(/^0\.50 of the way from a 3 to an 8/);
    expect(errors).toEqual([]);
    await close();
  });
});
