/** The teacher and its pupils in a real browser: pressed, learned, raced, reset, and shared by a link. */
import { describe, expect, it } from 'vitest';
import { openPage, type OpenOptions } from './browser';
import { hydrated } from './training';

const page = 'fewer-steps/';
const id = 'fig-pupil';
const patience = 240_000;

async function open(values = '', options: OpenOptions = {}) {
  const opened = await openPage(`${page}?${id}=1;${values}#${id}`, options);
  const figure = await hydrated(opened.page, id);
  const button = (name: string) => figure.getByRole('button', { name, exact: true });
  const panel = (title: RegExp) =>
    figure.locator('.f-panel').filter({ has: opened.page.locator('.f-title', { hasText: title }) });
  return {
    ...opened,
    figure,
    button,
    panel,
    press: async (name: string) => {
      await button(name).waitFor({ timeout: patience });
      await button(name).click();
    },
    offers: (name: string) => button(name).waitFor({ timeout: patience }),
    distance: async (title: RegExp) =>
      Number(/energy distance ([\d.]+)/.exec(await panel(title).locator('.f-readout').innerText())?.[1] ?? NaN),
    rows: async () => figure.locator('table tbody tr').allInnerTexts(),
    said: async () => (await figure.locator('[role="alert"] p').allInnerTexts()).join(' '),
  };
}

describe('a teacher and its pupil', () => {
  it('train at two presses, and one evaluation of the pupil is then better than four of the teacher', async () => {
    const f = await open('pupilSteps:500;teacherSteps:700');
    await f.press('Train the teacher');
    await f.press('Teach the pupil');
    await f.offers('Train on');
    expect(await f.distance(/^Pupil, 1 evaluation$/)).toBeLessThan(await f.distance(/^Teacher, 4 evaluations$/));
    const rows = await f.rows();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^Teacher/);
    for (const row of rows) expect(row).toMatch(/GFLOP/);
    expect(await f.figure.innerText()).toContain('is saved again after about');
    await f.press('Start over');
    await f.offers('Train the teacher');
    expect(await f.said()).toBe('');
    await f.close();
  });

  it('learn on another schedule, and where quick frequencies break a derivative the figure says so', async () => {
    const f = await open('method:mean-flow;clock:quick;pupilSteps:60');
    expect(await f.figure.innerText()).toContain('see what becomes of it');
    await f.press('Train it');
    await f.offers('Train on');
    expect(await f.distance(/^Network, 1 evaluation$/)).toBeGreaterThan(0.02);
    const g = await open('schedule:linear;teacherSteps:40;pupilSteps:40');
    expect(await g.figure.getByLabel('linear', { exact: true }).isChecked()).toBe(true);
    await g.press('Train the teacher');
    await g.press('Teach the pupil');
    await g.offers('Train on');
    expect((await g.rows()).join('\n')).toContain('linear');
    await f.close();
    await g.close();
  });
});

describe('several pupils', () => {
  it('race from one teacher, a column and a curve each, at equal cost', async () => {
    const f = await open('teacherSteps:60;pupilSteps:100;rivals:["discrete-distillation"]');
    await f.figure.getByRole('switch', { name: 'MeanFlow', exact: true }).click();
    await f.press('Train the teacher');
    await f.press('Start the race');
    await f.offers('Train on');
    // Each its own column: by 1, 2 and 4 evaluations.
    for (const name of ['1 +Progressive distillation', '2 +MeanFlow', '3 +Consistency distillation in 16 steps']) {
      for (const n of ['1 evaluation', '2 evaluations', '4 evaluations'])
        expect(await f.distance(new RegExp(`^${name}, ${n}$`))).toBeGreaterThan(0);
    }
    const costs = (await f.rows()).slice(1, 4).map((row) => /([\d.]+)\s+(G|M)FLOP/.exec(row)!);
    expect(costs).toHaveLength(3);
    const flops = costs.map(([, value, unit]) => Number(value) * (unit === 'G' ? 1e9 : 1e6));
    expect(Math.max(...flops) / Math.min(...flops)).toBeLessThan(1.05);
    const race = f.panel(/^The race, by one evaluation$/);
    expect(await race.locator('.f-readout').innerText()).toContain('3 networks learn side by side from one teacher');
    // Whoever leaves ends the race.
    await f.figure.getByRole('switch', { name: 'MeanFlow', exact: true }).click();
    await f.offers('Start the race');
    expect(await f.said()).toBe('');
    await f.close();
  });

  it('are part of the link, and fit a phone', async () => {
    const f = await open('rivals:["reflow","pairs"];teacherSteps:30;pupilSteps:20', {
      viewport: { width: 390, height: 800 },
    });
    // Reflow learns from another teacher: it cannot race with this one.
    expect(await f.figure.getByRole('switch', { name: 'Reflow' }).count()).toBe(0);
    expect(await f.figure.getByRole('switch', { name: 'Regression on pairs' }).isChecked()).toBe(true);
    await f.press('Train the teacher');
    await f.press('Start the race');
    await f.offers('Train on');
    const overflow = await f.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await f.close();
  });
});
