/** The likelihood map in a real browser: its numbers are those that the same code gives here. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bothUnits, gap, nats, sumText } from '../../components/figure/LikelihoodMap/labels';
import { errorsOf, runMap, type MapErrors, type MapState } from '../../components/figure/LikelihoodMap/map';
import { pathOf, pathSpec, type Path } from '../../components/figure/LikelihoodMap/path';
import { likelihoodMap, targetOf, type LikelihoodSettings } from '../../components/figure/LikelihoodMap/settings';
import { exactSolver } from '../../components/figure/LikelihoodMap/solve';
import { noPace } from '../../components/figure/kit/pace';
import { figureStatus, openPage, type OpenOptions } from './browser';
import { hydrated } from './training';

const id = 'fig-likelihood';

async function open(link: string, options: OpenOptions = {}) {
  const opened = await openPage(`noise-as-an-sde/${link ? `?${id}=${encodeURIComponent(link)}` : ''}#${id}`, options);
  const figure = await hydrated(opened.page, id);
  return {
    ...opened,
    figure,
    finished: () => figureStatus(opened.page, id, ['done']),
    readout: (title: string) =>
      figure
        .locator('.f-panel')
        .filter({ has: opened.page.locator('.f-title', { hasText: title }) })
        .locator('.f-readout')
        .innerText(),
    readouts: () => figure.locator('.c-readouts').innerText(),
    point: figure.getByRole('slider', { name: 'Point whose likelihood is computed' }),
  };
}

/** Sets the chapter's own settings aside. */
function linkOf(s: LikelihoodSettings): string {
  return `1;${Object.entries(s)
    .map(([name, value]) => `${name}:${String(value)}`)
    .join(';')}`;
}

async function here(s: LikelihoodSettings): Promise<{ readonly errors: MapErrors; readonly path: Path }> {
  const solve = exactSolver(targetOf(s), noPace);
  let state: MapState | null = null;
  await runMap({
    settings: s,
    solve,
    pace: noPace,
    wanted: () => true,
    report: (next) => {
      state = next;
    },
  });
  return { errors: errorsOf(s, state as unknown as MapState), path: pathOf(s, await solve(pathSpec(s))) };
}

async function set(page: Page, detail: object): Promise<void> {
  await page.evaluate(
    ([name, change]) => {
      document.getElementById(name)?.dispatchEvent(new CustomEvent('figure:set', { detail: change }));
    },
    [id, detail] as const,
  );
}

describe('the likelihood map', () => {
  it('computes the very numbers that the same code gives in Node, where the reader points and over the map', async () => {
    const s: LikelihoodSettings = {
      ...likelihoodMap.defaults,
      target: 'uneven',
      solver: 'heun',
      steps: 24,
      x: 0.5,
      y: -0.4,
    };
    const { page, figure, finished, readout, readouts, point, errors, close } = await open(linkOf(s));
    await finished();
    const first = await here(s);
    await expect
      .poll(() => readout('|ODE − exact|'))
      .toContain(`mean ${gap(first.errors.mean)}, at most ${gap(first.errors.most)} nats`);
    expect(await readouts()).toContain(bothUnits(first.errors.nll.exact));
    expect(await readouts()).toContain(bothUnits(first.errors.nll.ode!));
    await expect.poll(() => readout('What adds up')).toContain(sumText(first.path));

    const box = await figure.locator('.f-panel').first().locator('svg').boundingBox();
    if (!box) throw new Error('the map is not on the page');
    await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.25);
    await expect.poll(() => point.getAttribute('aria-valuetext')).toMatch(/^\(−1\.\d\d, 1\.\d\d\): log p −\d/);
    await set(page, { x: -1.5, y: 0 });
    await expect.poll(() => point.getAttribute('aria-valuetext')).toMatch(/^\(−1\.50, 0\.00\): log p /);
    await point.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    const moved = await here({ ...s, x: -1.4, y: -0.5 });
    await expect.poll(() => readout('What adds up')).toContain(sumText(moved.path));
    expect(await point.getAttribute('aria-valuetext')).toBe(
      `(−1.40, −0.50): log p ${nats(moved.path.stations[0].logDensity)} by the ODE, exactly ${nats(moved.path.stations[0].exact)}`,
    );
    expect(errors).toEqual([]);
    await close();
  });

  it('gives up a map when the settings change, stops when told, and computes it after all', async () => {
    const { page, figure, finished, readout, errors, close } = await open('');
    await finished();
    await set(page, { divergence: 'hutchinson', probes: 16, tolerance: 1e-7 });
    await figureStatus(page, id, ['running']);
    await figure.getByRole('button', { name: 'Stop' }).click();
    await figureStatus(page, id, ['paused']);
    await figure.getByRole('button', { name: 'Compute the map' }).click();
    await figureStatus(page, id, ['running']);
    // Its rest is not waited for: another map is there at once.
    const s: LikelihoodSettings = { ...likelihoodMap.defaults, solver: 'euler', steps: 6 };
    await set(page, s);
    await finished();
    const euler = await here(s);
    await expect
      .poll(() => readout('|ODE − exact|'))
      .toContain(`mean ${gap(euler.errors.mean)}, at most ${gap(euler.errors.most)} nats`);
    await expect.poll(() => readout('log p by the ODE')).toContain('Euler, 6 steps: 6 evaluations');
    expect(errors).toEqual([]);
    await close();
  });

  it('goes along the path by keyboard, and its link brings back what is seen', async () => {
    const { page, figure, finished, readout, close } = await open('1;solver:rk4;steps:20;x:1.5;y:1.6');
    await finished();
    const scrubber = figure.getByRole('slider', { name: 'along the path' });
    await scrubber.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => readout('The way to noise')).toContain('area × 1.00; exp ∫∇·v dt = 1.00');
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => figure.locator('.f-title', { hasText: 'The way to noise' }).innerText())
      .toContain('t = 0.20');
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        configurable: true,
        value: {
          writeText: (text: string) => {
            document.documentElement.dataset.copied = text;
            return Promise.resolve();
          },
        },
      });
    });
    await figure.getByRole('button', { name: /link/ }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.copied)).toContain('t:0.2');
    const link = new URL((await page.evaluate(() => document.documentElement.dataset.copied)) ?? '');
    const seen = await readout('What adds up');
    const again = await openPage(`noise-as-an-sde/${link.search}${link.hash}`);
    await hydrated(again.page, id);
    await expect
      .poll(() =>
        again.page
          .locator(`#${id} .f-panel`)
          .last()
          .locator('.f-readout')
          .or(again.page.locator(`#${id} .f-readout`))
          .allInnerTexts(),
      )
      .toContain(seen);
    await again.close();
    await close();
  });

  it('trains a network, and shows its likelihood by the same ODE', async () => {
    const { page, figure, finished, readout, readouts, errors, close } = await open(
      '1;model:learned;solver:rk4;steps:12;training:300;schedule:cosine',
    );
    await expect.poll(() => readout('log p by the ODE')).toContain('press Train');
    await figure.getByRole('button', { name: 'Train the network' }).click();
    await figureStatus(page, id, ['running']);
    await finished();
    await expect.poll(() => readouts()).toMatch(/by the network’s ODE\s+\d\.\d+ nats/);
    const [exact, learned] = [...(await readouts()).matchAll(/(\d\.\d+) nats = /g)].map((found) => Number(found[1]));
    expect(learned).toBeGreaterThan(exact - 0.1);
    expect(learned).toBeLessThan(exact + 2);
    await expect.poll(() => readout('What adds up')).toMatch(/is log p\(x\) = /);
    expect(errors).toEqual([]);
    await close();
  });

  it('opens with what it understands of a bad link, and says the rest', async () => {
    const { figure, finished, errors, close } = await open('1;solver:guess;steps:-3;x:1e9');
    await finished();
    expect((await figure.getByRole('alert').allInnerTexts()).join(' ')).toMatch(
      /solver is "guess".*steps is -3.*x is 1000000000/s,
    );
    expect(errors).toEqual([]);
    await close();
  });

  it('stands there with real numbers without scripts, and fits a phone', async () => {
    const { page, close } = await openPage('noise-as-an-sde/', {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    const text = await page.locator(`#${id}`).innerText();
    const [, x, y, logDensity] = /at \((.+), (.+)\): (.+)/.exec(text) ?? [];
    const number = (shown: string | undefined) => Number(shown?.replace('−', '-'));
    const { path } = await here({ ...likelihoodMap.defaults, x: number(x), y: number(y) });
    expect(number(logDensity)).toBeCloseTo(path.stations[0].exact, 1);
    expect(text).toMatch(/Held-out −log p, exact\s+1\.147 nats = 0\.828 bits\/dim/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await close();
  });
});
