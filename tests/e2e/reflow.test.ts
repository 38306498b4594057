import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, type OpenOptions } from './browser';
import { hydrated } from './training';

const id = 'fig-reflow';
const chapter = 'fewer-steps/';
const patience = 400_000;
const presses = [
  'Train flow 1',
  'Draw pairs for flow 2',
  'Train flow 2',
  'Draw pairs for flow 3',
  'Train flow 3',
] as const;

async function open(values = '', options: OpenOptions = {}) {
  const page = await openPage(`${chapter}?${id}=1;${values}#${id}`, options);
  const figure = await hydrated(page.page, id);
  const button = (name: string | RegExp) => figure.getByRole('button', { name, exact: true });
  const press = async (name: string) => {
    await button(name).click({ timeout: patience });
    // While it goes on the button says Pause, and then what comes next.
    await button(name).waitFor({ state: 'detached', timeout: patience });
    await figureStatus(page.page, id, ['done'], patience);
  };
  const row = (flow: number) => figure.getByRole('row', { name: new RegExp(`^Flow ${flow}`) });
  /** Cells of a flow: S, its share, moving, spare, energy distances by 1, 2, 4 and 50. */
  const cells = async (flow: number) => (await row(flow).locator('td').allInnerTexts()).map((text) => parseFloat(text));
  return { ...page, figure, button, press, row, cells };
}

describe('reflow', () => {
  it('stands in the page before a script has run: three flows, each straighter than the one before', async () => {
    const f = await openPage(`${chapter}#${id}`, { javaScriptEnabled: false });
    const figure = f.page.locator(`#${id}`);
    const shares = (await figure.locator('tbody tr').allInnerTexts()).slice(1).map((text) => {
      const [, share] = /\t\s*[\d.]+\s*\t\s*([\d.]+)\s*%/.exec(text) ?? [];
      return Number(share);
    });
    expect(shares).toHaveLength(3);
    expect(shares[1]).toBeLessThan(0.1 * shares[0]);
    expect(shares[2]).toBeLessThan(shares[1]);
    await f.close();
  });

  it('trains a stage a press; each flow is straighter than the one before', async () => {
    const f = await open('teacherSteps:500;flowSteps:200');
    for (const [i, name] of presses.entries()) {
      await f.press(name);
      expect(await f.row(1).count()).toBe(1);
      expect(await f.row(2).count()).toBe(i >= 1 ? 1 : 0);
      expect(await f.row(3).count()).toBe(i >= 3 ? 1 : 0);
    }
    expect(await f.button('Train flow 3 on').count()).toBe(1);
    const [one, two, three] = [await f.cells(1), await f.cells(2), await f.cells(3)];
    expect(two[1]).toBeLessThan(0.2 * one[1]);
    expect(three[1]).toBeLessThan(two[1]);
    // By one step.
    expect(one[4]).toBeGreaterThan(1);
    expect(two[4]).toBeLessThan(0.1);
    expect(await f.figure.innerText()).toMatch(
      /drawing pairs, 20.480 at a time in 32 steps each took [\d.]+\sGFLOP and/,
    );
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('shows that a bad teacher is inherited: pairs drawn in one step make one point of everything', async () => {
    const f = await open('teacherSteps:300;flowSteps:150;pairSteps:%221%22');
    for (const name of presses.slice(0, 3)) await f.press(name);
    const [one, two] = [await f.cells(1), await f.cells(2)];
    expect(one[7]).toBeLessThan(0.1);
    expect(two[7]).toBeGreaterThan(0.9);
    expect(await f.figure.locator('.rf-said').innerText()).toMatch(
      /each drawn in 1 step: their samples are at an energy/,
    );
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('draws pairs in place of paths, and the samples of any number of steps, without a network here', async () => {
    const f = await open();
    const lines = () => f.figure.locator('.f-panel').nth(1).locator('.f-line').getAttribute('d');
    const paths = await lines();
    await f.figure.getByRole('radio', { name: 'Pairs', exact: true }).check();
    await expect.poll(lines).not.toBe(paths);
    // A pair is one straight line; there are 48.
    expect((await lines())!.match(/L/g)).toHaveLength(48);
    await f.figure.getByRole('radio', { name: '50 steps', exact: true }).check();
    await expect.poll(() => f.figure.innerText()).toContain('Flow 1, 50 steps');
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('asks for new flows where a setting does, and Stop holds what goes on', async () => {
    const f = await open('teacherSteps:20000');
    await f.button('Train flow 1').click();
    await f.figure.getByRole('button', { name: 'Stop' }).click({ timeout: patience });
    await figureStatus(f.page, id, ['paused'], patience);
    await expect.poll(() => f.button('Go on').count()).toBe(1);
    await f.figure.getByLabel('Shape').selectOption('two-moons');
    await expect.poll(() => f.button('Train flow 1').count(), { timeout: patience }).toBe(1);
    expect(f.errors).toEqual([]);
    await f.close();
  });
});
