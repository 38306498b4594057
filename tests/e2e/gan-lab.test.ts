import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, type OpenOptions } from './browser';
import { hydrated } from './training';

const id = 'fig-gan';
const patience = 240_000;

async function openGame(values = '', query = '', options: OpenOptions = {}) {
  const open = await openPage(`gans/?${query}&${id}=1;${values}#${id}`, options);
  const figure = await hydrated(open.page, id);
  return { ...open, figure, ...handles(figure) };
}

/** What a reader does with the figure, and reads from it. */
function handles(figure: Locator) {
  const panel = (title: RegExp) =>
    figure.locator('.f-panel').filter({ has: figure.page().locator('.f-title', { hasText: title }) });
  const game = panel(/^The game/);
  const button = (name: string | RegExp) => figure.getByRole('button', { name, exact: true });
  const step = async () =>
    Number(/step ([\d\s]+)/.exec(await game.locator('.f-title').innerText())?.[1].replace(/\s/g, '') ?? NaN);
  return {
    game,
    button,
    step,
    readout: () => game.locator('.f-readout').innerText(),
    quality: () =>
      panel(/^(Modes covered|Energy distance)/)
        .locator('.f-readout')
        .innerText(),
    losses: () =>
      panel(/^Both losses/)
        .locator('.f-readout')
        .innerText(),
    fakes: () => game.locator('path.f-dots').last().getAttribute('d'),
    line: () => game.locator('path.f-line').first().getAttribute('d'),
    said: async () => (await figure.locator('[role="alert"] p').allInnerTexts()).join(' '),
    passes: (after: number) => expect.poll(step, { timeout: patience }).toBeGreaterThan(after),
  };
}

describe('the game', () => {
  it('is there before it is touched; D steps alone, G steps alone, both; then it is played until modes are counted, and its rules change while it runs', async () => {
    const f = await openGame('steps:100000');
    expect(await f.readout()).toContain('played when the page was built');

    await f.button('Start over').click();
    await expect.poll(f.step, { timeout: patience }).toBe(0);
    const [fakes, line] = [await f.fakes(), await f.line()];
    await f.button('Step D').click();
    await expect.poll(f.line, { timeout: patience }).not.toBe(line);
    expect(await f.fakes()).toBe(fakes);
    expect(await f.step()).toBe(0);
    const judged = await f.line();
    await f.button('Step G').click();
    await expect.poll(f.fakes, { timeout: patience }).not.toBe(fakes);
    expect(await f.line()).toBe(judged);
    await f.button('Step both').click();
    await expect.poll(f.line, { timeout: patience }).not.toBe(judged);

    await f.button(/^(Play|Go on)$/).click();
    await expect.poll(f.quality, { timeout: patience }).toMatch(/^[3-8] of 8 at step \d+/);
    const before = await f.step();
    await f.figure.getByText('Change the rules').click();
    const loss = f.figure.getByRole('combobox', { name: 'Loss' });
    const change = async (label: string) => {
      if (await loss.isVisible()) await loss.selectOption({ label });
      else await f.figure.locator('.c-segment', { hasText: label }).click();
    };
    await change('hinge');
    await f.passes(before + 20);
    expect(await f.losses()).toContain('where neither can win, 2.00 and 0');
    expect(await f.said()).toBe('');
    expect(await f.figure.getAttribute('data-status')).toBe('running');
    await f.button('Pause').click();
    await figureStatus(f.page, id, ['paused']);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('a preset is begun by a link in the prose, slow motion keeps to its speed, and the link of the figure says it all', async () => {
    const f = await openGame('', '', { permissions: ['clipboard-read', 'clipboard-write'] });
    await f.page
      .locator(`a.set[data-set-figure="${id}"]`)
      .filter({ hasText: /collapse/i })
      .first()
      .click();
    await expect.poll(() => f.figure.getByRole('combobox', { name: 'Preset' }).inputValue()).toContain('collapse');
    await f.passes(5);
    await f.figure.getByRole('combobox', { name: 'Speed' }).selectOption('0.02');
    await f.button('Pause').click();
    await figureStatus(f.page, id, ['paused']);
    await f.figure.getByRole('button', { name: 'copy link' }).click();
    await f.figure.getByRole('button', { name: 'link copied' }).waitFor();
    const address = decodeURIComponent(await f.page.evaluate(() => navigator.clipboard.readText()));
    expect(address).toMatch(/preset:[a-z-]*collapse/);
    expect(address).toContain('seed:7');
    expect(address).toContain('speed:4');
    expect(f.errors).toEqual([]);
    await f.close();
  });
});

describe.each(['webgl', 'wasm'])('on %s', (backend) => {
  it('plays too, and the chip says so', async () => {
    const f = await openGame('', `backend=${backend}`);
    await f.button('Play').click();
    await figureStatus(f.page, id, ['loading', 'running'], patience);
    await expect
      .poll(async () => (await f.readout()).includes('when the page was built'), { timeout: patience })
      .toBe(false);
    await f.passes(5);
    expect((await f.figure.locator('.c-fact').allInnerTexts()).join(' ')).toMatch(
      backend === 'webgl' ? /WebGL/ : /WASM/,
    );
    expect(f.errors).toEqual([]);
    await f.close();
  });
});
