import { chromium } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { chromeFlags, findChrome } from '../../scripts/chrome.mjs';
import { figureStatus } from './browser';
import {
  chapter,
  handles,
  hydrated,
  openTraining,
  provoke,
  rememberWorkers,
  setTabVisible,
  tensorflowFiles,
  tensors,
} from './training';

const id = 'fig-train';
/** Small, so that a slow backend has many steps in little time. */
const small = 'width:16;depth:1;batchSize:32';
const smallest = 'width:8;depth:1;batchSize:8';

describe('accidents', () => {
  it('a loss that leaves the numbers stops the run, says where and why, and keeps good weights to go on from', async () => {
    const f = await openTraining('learningRate:100;weighting:epsilon;prediction:x0;steps:20000');
    await f.button('Train').click();
    await figureStatus(f.page, id, ['error']);
    expect(await f.said()).toMatch(
      /The loss left the numbers at step \d+, so training stopped; the weights of step \d+ are kept\. The learning rate was 100: try a smaller one\./,
    );
    expect(await f.figure.innerText()).not.toMatch(/not a number|NaN|∞/);
    await f.figure.getByText('Change the run').click();
    const rate = f.figure.getByRole('slider', { name: 'Learning rate' });
    await rate.focus();
    await f.page.keyboard.press('Home');
    for (let i = 0; i < 4; i += 1) await f.page.keyboard.press('PageUp');
    const from = await f.step();
    // The kept weights may be those of step 0.
    await f.button(/^(Train|Go on)$/).click();
    await f.passes(from + 100);
    expect(await f.distance()).toBeLessThan(10);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('a lost WebGL context is regained, and training goes on', async () => {
    const f = await openTraining(`${small};steps:100000`, 'backend=webgl', { before: rememberWorkers });
    await f.button('Train').click();
    await f.passes(20);
    for (let time = 1; time <= 2; time += 1) {
      // A few snapshots, so that weights have been kept.
      for (let look = 0; look < 3; look += 1) await f.passes(await f.step());
      await provoke(f.page, 'context-loss');
      await expect.poll(f.said).toMatch(/The graphics context was lost; training goes on from step \d+\./);
      // Past everything it had shown: until then the figure may still show a step from before the loss.
      await f.passes((await f.step()) + 40);
      expect(Number(/step (\d+)/.exec(await f.said())?.[1]), `loss ${time}`).toBeGreaterThan(0);
      await f.figure.getByRole('button', { name: 'dismiss' }).first().click();
      expect(await f.chip()).toMatch(/^WebGL/);
      expect(await f.distance()).toBeLessThan(10);
      expect(await f.figure.getAttribute('data-status')).toBe('running');
    }
    await f.button('Pause').click();
    await figureStatus(f.page, id, ['paused']);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('a crashed worker is started again and goes on; one that keeps crashing is given up until the reader asks again', async () => {
    const f = await openTraining('steps:100000', '', { before: rememberWorkers });
    await f.button('Train').click();
    await f.passes(200);
    for (let time = 1; time <= 3; time += 1) {
      await provoke(f.page, 'crash');
      await expect
        .poll(f.said)
        .toMatch(/The worker stopped \(.+\); it was started again from (the network of step \d+|the start)\./);
      await f.figure.getByRole('button', { name: 'dismiss' }).first().click();
      await f.passes((await f.step()) + 50);
    }
    await provoke(f.page, 'crash');
    await expect.poll(f.said).toContain('The worker stopped 4 times');
    await figureStatus(f.page, id, ['error']);
    await f.button('Go on').click();
    await f.passes((await f.step()) + 50);
    expect(await f.said()).toBe('');
    await f.close();
  });

  it('a hidden tab rests, and goes on when it is seen again', async () => {
    const f = await openTraining('steps:100000');
    await f.button('Train').click();
    await f.passes(50);
    await setTabVisible(f.page, false);
    // What was on its way arrives; then nothing more.
    await expect
      .poll(async () => {
        const before = await f.step();
        await f.page.waitForTimeout(400);
        return (await f.step()) - before;
      })
      .toBe(0);
    const rested = await f.step();
    await setTabVisible(f.page, true);
    await f.passes(rested + 50);
    expect(await f.said()).toBe('');
    await f.close();
  });

  it('a figure that is scrolled away rests too', async () => {
    const f = await openTraining('steps:100000');
    await f.button('Train').click();
    await f.passes(50);
    await f.page.evaluate(() => scrollTo(0, 0));
    await expect
      .poll(async () => {
        const before = await f.step();
        await f.page.waitForTimeout(400);
        return (await f.step()) - before;
      })
      .toBe(0);
    const rested = await f.step();
    await f.figure.scrollIntoViewIfNeeded();
    await f.passes(rested + 50);
    await f.close();
  });
});

describe('a browser that lacks', () => {
  it.each([
    { without: 'simd', backend: /^(WebGL|WASM), / },
    { without: 'simd,webgl', backend: /^WASM, / },
    { without: 'simd,webgl,wasm', backend: /^CPU, / },
  ])('$without trains on what remains', async ({ without, backend }) => {
    const f = await openTraining(`${small};steps:40`, `without=${without}`);
    await f.trainToTheEnd();
    expect(await f.step()).toBe(40);
    expect(await f.chip()).toMatch(backend);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('the backend that was asked for says so, and trains', async () => {
    const f = await openTraining(`${small};steps:40`, 'backend=webgl&without=webgl');
    await f.button('Train').click();
    await expect.poll(f.said).toMatch(/lacks what WebGL needs; the SIMD kernel is used/);
    await figureStatus(f.page, id, ['done']);
    expect(await f.chip()).toMatch(/^SIMD, /);
    await f.close();
  });

  it('WebGL, truly, falls back and trains', async () => {
    // --disable-3d-apis alone leaves it to workers.
    const flags = chromeFlags.filter((flag) => !/swiftshader|blocklist/.test(flag));
    const without = ['--disable-3d-apis', '--disable-gpu', '--disable-software-rasterizer'];
    const browser = await chromium.launch({ executablePath: await findChrome(), args: [...flags, ...without] });
    try {
      const page = await browser.newPage();
      await page.goto(new URL(`${chapter}?backend=webgl&${id}=1;${small};steps:40#${id}`, inject('siteUrl')).href);
      expect(await page.evaluate(() => document.createElement('canvas').getContext('webgl2'))).toBeNull();
      const f = handles(page, await hydrated(page, id), id);
      await f.button('Train').click();
      await expect.poll(f.said).toContain('This browser lacks what WebGL needs');
      await figureStatus(page, id, ['done']);
      expect(await f.chip()).toMatch(/^SIMD, /);
    } finally {
      await browser.close();
    }
  });
});

// The ways of training on TensorFlow.js: in stock operations, with a few of its own on `cpu`, and in shaders of our own.
describe.each(['wasm', 'webgl', 'cpu'])('on %s', (backend) => {
  it('no tensor is left behind by 500 steps, pauses, resets and training anew, ten times', async () => {
    const f = await openTraining(`${backend === 'cpu' ? smallest : small};steps:100000`, `backend=${backend}`, {
      before: rememberWorkers,
    });
    await f.button('Step').click();
    await expect.poll(f.step).toBe(1);
    const before = await tensors(f.page);
    expect(before).toBeGreaterThan(0);
    await f.button('Go on').click();
    await f.passes(500);
    await f.button('Pause').click();
    await figureStatus(f.page, id, ['paused']);
    expect(await tensors(f.page)).toBe(before);
    for (let time = 0; time < 10; time += 1) {
      await f.button('Start over').click();
      await figureStatus(f.page, id, ['ready']);
      await f.button('Train').click();
      await f.passes(2);
      await f.button('Pause').click();
      await figureStatus(f.page, id, ['paused']);
    }
    expect(await tensors(f.page)).toBe(before);
    await f.close();
  });
});

describe('the settings bar', () => {
  it('moves an open run to the backend that the reader picks there, where it begins anew', async () => {
    const f = await openTraining(`${small};steps:100000`);
    await f.button('Train').click();
    await f.passes(300);
    expect(await f.chip()).toMatch(/^SIMD, /);
    expect(tensorflowFiles(f.requests)).toEqual([]);
    const before = await f.step();
    await f.page.getByText('Settings', { exact: true }).click();
    await f.page.getByRole('radio', { name: 'WASM' }).check({ force: true });
    // The header is far above: out of sight the run rested, and it goes on when it is seen again.
    await f.page.keyboard.press('Escape');
    await f.figure.scrollIntoViewIfNeeded();
    await expect.poll(f.chip).toMatch(/^WASM, /);
    const first = await f.step();
    expect(first).toBeLessThan(before);
    await f.passes(first + 20);
    expect(tensorflowFiles(f.requests)).not.toEqual([]);
    expect(await f.figure.getAttribute('data-status')).toBe('running');
    expect(await f.said()).toBe('');
    expect(f.errors).toEqual([]);
    await f.close();
  });
});

describe('the kernel', () => {
  it('makes no tensor at all', async () => {
    const f = await openTraining('steps:50', '', { before: rememberWorkers });
    await f.trainToTheEnd();
    expect(await tensors(f.page)).toBe(0);
    await f.close();
  });
});
