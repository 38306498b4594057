import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, type OpenOptions } from './browser';
import { hydrated } from './training';

const id = 'fig-map';
const chapter = 'fewer-steps/';
const patience = 400_000;

async function open(values = '', options: OpenOptions = {}) {
  const page = await openPage(`${chapter}?${id}=1;${values}#${id}`, options);
  const figure = await hydrated(page.page, id);
  const panel = (title: RegExp) =>
    figure.locator('.f-panel').filter({ has: page.page.locator('.f-title', { hasText: title }) });
  const button = (name: string | RegExp) => figure.getByRole('button', { name, exact: true });
  const press = async (name: string) => {
    await button(name).click({ timeout: patience });
    // While it goes on the button says Pause, and then what comes next.
    await button(name).waitFor({ state: 'detached', timeout: patience });
    await figureStatus(page.page, id, ['done'], patience);
  };
  const number = async (title: RegExp, says: RegExp) => Number(says.exec(await panel(title).innerText())?.[1]);
  return { ...page, figure, panel, button, press, number };
}

describe('the consistency map', () => {
  it('stands in the page before a script has run: both maps, the path, and the errors', async () => {
    const f = await openPage(`${chapter}#${id}`, { javaScriptEnabled: false });
    const figure = f.page.locator(`#${id}`);
    expect(await figure.locator('.f-panel').count()).toBe(7);
    for (const title of ['Exact', 'Pupil: one evaluation'] as const) {
      const dots = figure.locator('.f-panel').filter({ hasText: title }).first().locator('.cm-hue[d]');
      const drawn = await dots.evaluateAll((paths) => paths.map((p) => p.getAttribute('d') ?? '').join(''));
      // Of 160 points those in the frame are drawn.
      expect(drawn.match(/M/g)?.length).toBeGreaterThan(150);
    }
    expect(await figure.innerText()).toMatch(/mean over all times: 0\.\d+ after 3100 steps/);
    await f.close();
  });

  it('is learned by two presses, and comes nearer to the exact one than the teacher’s guess', async () => {
    const f = await open('teacherSteps:500;pupilSteps:500');
    await f.press('Train the teacher');
    const before = await f.number(/While it is learned/, /mean over all times: ([\d.]+)/);
    expect(before).toBeGreaterThan(0.4);
    await f.press('Teach the pupil');
    const after = await f.number(/While it is learned/, /mean over all times: ([\d.]+)/);
    expect(after).toBeLessThan(0.6 * before);
    expect(await f.panel(/one evaluation/).innerText()).toMatch(/of 160|all 160/);
    expect(await f.panel(/The error over time/).innerText()).toContain('the teacher’s guess');
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('moves all points along their paths with the time, and their ends stay', async () => {
    const f = await open();
    const places = () =>
      f
        .panel(/^Exact/)
        .locator('.cm-hue[d]')
        .evaluateAll((paths) => paths.map((p) => p.getAttribute('d')).join(' '));
    const counts = async () =>
      (
        await f
          .panel(/^Exact/)
          .locator('.cm-hue[d]')
          .evaluateAll((paths) => paths.map((p) => (p.getAttribute('d') ?? '').split('M').length))
      ).join();
    const [first, ends] = [await places(), await counts()];
    const slider = f.figure.getByRole('slider', { name: 'time t' });
    await slider.focus();
    await f.page.keyboard.press('ArrowRight');
    await expect.poll(places, { timeout: patience }).not.toBe(first);
    expect(await counts()).toBe(ends);
    await f.page.keyboard.press('Home');
    // At t = 0 every network says x itself.
    await expect.poll(() => f.panel(/How far apart/).innerText()).toContain('on average under 0.01');
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('lets a path be begun elsewhere, by mouse and by keys, and asks the network along it', async () => {
    const f = await open('teacherSteps:60;pupilSteps:40');
    const panel = f.panel(/^One path/);
    const layer = panel.locator('.f-point');
    await layer.scrollIntoViewIfNeeded();
    const box = (await layer.boundingBox())!;
    await f.page.mouse.click(box.x + box.width * 0.7, box.y + box.height * 0.4);
    await expect.poll(() => panel.innerText()).toContain('from noise at (1.28, 0.64)');
    await expect.poll(() => panel.innerText()).toContain('train here to see the answers along this path');
    await layer.focus();
    await f.page.keyboard.press('ArrowLeft');
    await expect.poll(() => panel.innerText()).toContain('from noise at (1.23, 0.64)');
    await f.press('Train the teacher');
    await expect.poll(() => panel.innerText(), { timeout: patience }).toMatch(/answers along it: [\d.]+ from its end/);
    await f.page.keyboard.press('Shift+ArrowLeft');
    await layer.focus();
    await f.page.keyboard.press('ArrowUp');
    await expect.poll(() => panel.innerText(), { timeout: patience }).toMatch(/answers along it: [\d.]+ from its end/);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('stops on the way and goes on; its link trains the same network again', async () => {
    const f = await open('method:consistency-training;pupilSteps:300;seed:3');
    await f.button('Train it').click();
    await f.figure.getByRole('button', { name: 'Stop' }).click({ timeout: patience });
    await figureStatus(f.page, id, ['paused'], patience);
    await f.press('Go on');
    const text = await f.panel(/While it is learned/).innerText();
    expect(text).toContain('after 300 steps');
    await f.close();
    const g = await open('method:consistency-training;pupilSteps:300;seed:3;trainedSteps:300');
    await figureStatus(g.page, id, ['done'], patience);
    await expect.poll(() => g.panel(/While it is learned/).innerText(), { timeout: patience }).toBe(text);
    expect(g.errors).toEqual([]);
    await g.close();
  });
});
