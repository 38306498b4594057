import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { extent } from '../../components/figure/kit/plane-target';
import { squareFrame } from '../../src/picture/index';
import { figureStatus } from './browser';
import { openTraining, tensorflowFiles, type TrainingFigure } from './training';

const id = 'fig-train';
const panel = squareFrame(extent);
/** Panel units in one data unit. */
const unit = panel.x(1) - panel.x(0);

describe.each([
  { query: '', name: 'SIMD', steps: 400 },
  { query: 'backend=webgl', name: 'WebGL', steps: 250 },
  { query: 'backend=wasm', name: 'WASM', steps: 250 },
])('on $name', ({ query, name, steps }) => {
  it('learns the eight Gaussians to an energy distance below 0.02, and the chip says who computes', async () => {
    const f = await openTraining(`steps:${steps}`, query);
    await f.trainToTheEnd();
    expect(await f.step()).toBe(steps);
    expect(await f.distance()).toBeLessThan(0.02);
    expect(await f.figure.innerText()).toContain('8 of 8 modes');
    expect(await f.chip()).toMatch(new RegExp(`^${name}, [\\d\\s]+ steps/s; seed 7$`));
    expect(await f.said()).toBe('');
    expect(f.errors).toEqual([]);
    // The kernel needs no TensorFlow.js; the others do, which shows that the check can fail.
    const loaded = tensorflowFiles(f.requests);
    if (name === 'SIMD') expect(loaded).toEqual([]);
    else expect(loaded).not.toEqual([]);
    await f.close();
  });
});

describe('a drawing', () => {
  it('made with the mouse is learned: samples lie on its line', async () => {
    const f = await openTraining('target:drawn;steps:500');
    await expect.poll(f.asked).toContain('Nothing is drawn yet: draw at least two points apart.');
    // An empty pad invites; it does not warn.
    expect(await f.said()).toBe('');
    expect(await f.figure.locator('.c-pad-invitation').textContent()).toBe('Draw a shape here');
    await drag(f, [
      [0.2, 0.25],
      [0.8, 0.25],
      [0.2, 0.75],
      [0.8, 0.75],
    ]);
    await expect.poll(f.asked).toMatch(/^\d+ points$/);
    await f.trainToTheEnd();
    const line = await drawnPoints(f);
    expect(line.length).toBeGreaterThan(30);
    expect(meanToNearest(await f.points(), line)).toBeLessThan(0.15);
    // And the line is reached everywhere: no part of it is left out.
    expect(meanToNearest(line, await f.points())).toBeLessThan(0.15);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('made with the keyboard is learned; undone to one point or to none it says so, and the network stays', async () => {
    const f = await openTraining('target:drawn;steps:300');
    const pad = f.figure.getByRole('application');
    await pad.focus();
    const press = async (key: string, times: number) => {
      for (let i = 0; i < times; i += 1) await f.page.keyboard.press(key);
    };
    await press('Shift+ArrowLeft', 3);
    await press('Space', 1);
    await expect.poll(f.asked).toContain('One point is drawn: draw at least two points apart.');
    await press('Shift+ArrowRight', 6);
    await press('Space', 1);
    await expect.poll(f.asked).toMatch(/^\d+ points$/);
    await f.trainToTheEnd();
    const [step, distance, points] = [await f.step(), await f.distanceText(), await f.points()];
    expect(meanToNearest(points, await drawnPoints(f))).toBeLessThan(0.4);
    for (const sentence of ['One point is drawn', 'Nothing is drawn yet']) {
      await f.button('Undo').click();
      await expect.poll(f.asked).toContain(sentence);
      expect([await f.step(), await f.distanceText()]).toEqual([step, distance]);
      expect(await f.points()).toEqual(points);
    }
    expect(f.errors).toEqual([]);
    await f.close();
  });
});

describe('while it trains', () => {
  it('goes on when schedule, weighting, rate and batch change; pauses, steps, resets; keeps a frozen run beside it', async () => {
    const f = await openTraining('steps:100000');
    await f.button('Train').click();
    await f.passes(100);
    await f.figure.getByText('Change the run').click();
    const change = async (act: () => Promise<void>) => {
      const before = await f.step();
      await act();
      await f.passes(before + 50);
      expect(await f.said()).toBe('');
      expect(await f.figure.getAttribute('data-status')).toBe('running');
    };
    await change(() => f.figure.locator('.c-segment', { hasText: /^Linear$/ }).click());
    await change(() => f.pick('Target', 'Two moons'));
    await change(() => nudge(f, 'Learning rate', 'ArrowLeft'));
    await change(() => nudge(f, 'Batch', 'ArrowRight'));
    await change(() => nudge(f, 'guess at time t', 'ArrowRight'));

    await f.button('Freeze').click();
    await f.figure.getByText(/^Frozen, step \d/).waitFor();
    const frozen = await f.figure.getByText(/^Frozen, step \d/).innerText();
    await f.passes((await f.step()) + 50);
    expect(await f.figure.getByText(/^Frozen, step \d/).innerText()).toBe(frozen);
    await f.button('Unfreeze').click();

    await f.button('Pause').click();
    await figureStatus(f.page, id, ['paused']);
    const paused = await f.step();
    await f.button('Step').click();
    await expect.poll(f.step).toBe(paused + 1);
    await f.button('Step').click();
    await expect.poll(f.step).toBe(paused + 2);
    await f.button('Start over').click();
    await expect.poll(f.step).toBe(0);
    await f.button('Undo').click();
    await expect.poll(f.step).toBe(paused + 2);
    await f.button('Start over').click();
    await expect.poll(f.step).toBe(0);
    await f.button('Train').click();
    await f.passes(20);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('is trained again by its link, to the very same samples', async () => {
    const f = await openTraining('steps:100000;learningRate:0.004');
    await f.button('Train').click();
    await f.passes(150);
    await f.button('Pause').click();
    await figureStatus(f.page, id, ['paused']);
    const [step, points] = [await f.step(), await f.points()];
    await f.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await f.button('copy link').click();
    const { search } = new URL(await f.page.evaluate(() => navigator.clipboard.readText()));
    expect(decodeURIComponent(search)).toContain(`trainedSteps:${step}`);
    await f.close();

    const again = await openTraining(`steps:100000;learningRate:0.004;trainedSteps:${step}`);
    await expect.poll(again.step).toBe(step);
    await figureStatus(again.page, id, ['done']);
    expect(await again.points()).toEqual(points);
    // And there it stands, as the first did.
    expect(await again.figure.locator('.f-asked').count()).toBe(0);
    expect([...f.errors, ...again.errors]).toEqual([]);
    await again.close();
  });

  it('keeps to the speed that was asked for', async () => {
    const f = await openTraining('steps:100000');
    await f.pick('Speed', '0.02×');
    const from = performance.now();
    await f.button('Train').click();
    await f.passes(12);
    // Ten steps a second, and a tenth of a second's allowance: a machine may be slower, never faster.
    expect(await f.step()).toBeLessThanOrEqual((performance.now() - from) / 100 + 3);
    await f.pick('Speed', '1×');
    await f.passes(200);
    await f.close();
  });

  it('keeps the backend that the address chose when a setting changes', async () => {
    const f = await openTraining('steps:100000;width:16;depth:1;batchSize:32', 'backend=cpu');
    await f.button('Train').click();
    await f.passes(10);
    await f.pick('Target', 'Spiral');
    const before = await f.step();
    expect(before).toBeGreaterThan(0);
    await f.passes(before + 10);
    expect(await f.chip()).toMatch(/^CPU/);
    await f.close();
  });
});

describe('a link', () => {
  it('gives the same figure back: same seed, same numbers, same points', async () => {
    const f = await openTraining('steps:400', '', { permissions: ['clipboard-read', 'clipboard-write'] });
    await f.pick('Target', 'Pinwheel');
    await f.figure.getByText('Change the run').click();
    await f.figure.getByRole('button', { name: 'Next seed' }).click();
    await f.figure.locator('.c-segment', { hasText: /^Sigmoid$/ }).click();
    await nudge(f, 'Width', 'ArrowLeft');
    await f.figure.getByText('not trained yet').waitFor();
    await f.trainToTheEnd();
    await f.figure.getByRole('button', { name: 'copy link' }).click();
    await f.figure.getByRole('button', { name: 'link copied' }).waitFor();
    const address = await f.page.evaluate(() => navigator.clipboard.readText());
    expect(address).toContain('seed:8');
    const [step, distance, points] = [await f.step(), await f.distanceText(), await f.points()];
    expect(points).toHaveLength(500);
    await f.close();

    const [, values] = /fig-train=1;([^#&]*)/.exec(address) ?? [];
    // The link says how far it was trained, and so it is trained again.
    const again = await openTraining(decodeURIComponent(values ?? ''));
    await expect.poll(again.step).toBe(step);
    await figureStatus(again.page, id, ['done']);
    expect([await again.step(), await again.distanceText()]).toEqual([step, distance]);
    expect(await again.points()).toEqual(points);
    expect(await again.said()).toBe('');
    await again.close();
  });

  it('that differs from what was trained at build does not show that training as its own', async () => {
    const f = await openTraining('target:two-moons');
    await f.figure.getByText('not trained yet: press Train').waitFor();
    expect(await f.figure.innerText()).not.toContain('when the page was built');
    await f.close();
  });
});

/** Moves a slider by keyboard. */
async function nudge({ figure, page }: TrainingFigure, label: string, key: string): Promise<void> {
  const slider = figure.getByRole('slider', { name: label });
  const before = await slider.inputValue();
  await slider.focus();
  await page.keyboard.press(key);
  await expect.poll(() => slider.inputValue()).not.toBe(before);
}

/** Drags over the drawing pad through places given as shares of its sides. */
async function drag(
  { figure, page }: { readonly figure: TrainingFigure['figure']; readonly page: Page },
  places: readonly (readonly [number, number])[],
): Promise<void> {
  const surface = figure.locator('.c-pad-surface');
  await surface.scrollIntoViewIfNeeded();
  const box = await surface.boundingBox();
  if (!box) throw new Error('the drawing pad has no place on the page');
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(places[0]));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 8 });
  await page.mouse.up();
}

async function drawnPoints({ figure }: TrainingFigure): Promise<readonly (readonly [number, number])[]> {
  const d = await figure.locator('.c-pad-dots').getAttribute('d');
  return [...(d ?? '').matchAll(/M([-\d.]+)[, ]([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
}

/** Mean distance from each of `points` to the nearest of `others`, in data units. */
function meanToNearest(
  points: readonly (readonly [number, number])[],
  others: readonly (readonly [number, number])[],
): number {
  const nearest = points.map(([x, y]) => Math.min(...others.map(([u, v]) => Math.hypot(x - u, y - v))));
  return nearest.reduce((sum, d) => sum + d, 0) / nearest.length / unit;
}
