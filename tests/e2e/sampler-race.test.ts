/** The race and the budget in a real browser: their numbers are those that the same code gives here. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { budgetNow } from '../../components/figure/NoiseBudget/budget';
import { noiseBudget } from '../../components/figure/NoiseBudget/settings';
import { digitRungs } from '../../components/figure/SamplerRace/digit-race';
import { emptyRace, newMemory, runRace, type RaceState } from '../../components/figure/SamplerRace/race';
import { samplerRace, type RaceSettings } from '../../components/figure/SamplerRace/settings';
import { exactSolver } from '../../components/figure/SamplerRace/solve';
import { csv } from '../../components/figure/SamplerRace/table';
import { significant } from '../../src/picture/numbers';
import { figureStatus, openPage, type OpenOptions } from './browser';
import { hydrated } from './training';
import { noPace } from '../../components/figure/kit/pace';

const race = 'fig-race';
const budget = 'fig-budget';
const onDigits = 'fig-race-digits';

async function open(link: string, id = race, options: OpenOptions = {}) {
  const opened = await openPage(`samplers/?${id}=${link}#${id}`, options);
  const figure = await hydrated(opened.page, id);
  return { ...opened, figure, finished: () => figureStatus(opened.page, id, ['done']) };
}

async function here(
  change: Partial<RaceSettings>,
): Promise<{ readonly settings: RaceSettings; readonly state: RaceState }> {
  const settings = { ...samplerRace.defaults, ...change };
  let state = emptyRace;
  const solve = exactSolver(settings.target, noPace);
  await runRace({
    settings,
    solve,
    pace: noPace,
    network: '',
    memory: newMemory(),
    wanted: () => true,
    report: (next) => {
      state = next;
    },
  });
  return { settings, state };
}

/** To ten digits: two versions of one engine may differ in the last bits of an exponential. */
function rounded(text: string): string {
  return text.replace(/\d\.\d{6,}(e-\d+)?/g, (number) => Number(number).toPrecision(10));
}

/** What the button would put on the clipboard. */
async function copied(page: Page, id = race): Promise<string> {
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
  await page.locator(`#${id}`).getByRole('button', { name: 'Copy as CSV' }).click();
  await page.locator(`#${id} .sr-results .c-hint`).filter({ hasText: 'rows copied' }).waitFor();
  return (await page.evaluate(() => document.documentElement.dataset.copied)) ?? '';
}

describe('the sampler race', () => {
  it('runs four samplers to the very numbers that the same code gives in Node, and blocks nobody', async () => {
    const samplers = ['euler', 'deis', 'ddpm', 'unipc'] as const;
    const { page, figure, finished, errors, close } = await open(
      '1;samplers:["euler","deis","ddpm","unipc"];evaluations:20;seed:3',
    );
    await finished();
    await expect
      .poll(() => figure.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-sampler'))))
      .toEqual([...samplers]);
    await finished();
    const { settings, state } = await here({ samplers, evaluations: 20, seed: 3 });
    expect(rounded(await copied(page))).toBe(rounded(csv(settings, state)));

    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        entryTypes: ['longtask'],
      });
    });
    await figure.getByRole('button', { name: 'Race again' }).click();
    await finished();
    expect(rounded(await copied(page))).toBe(rounded(csv(settings, state)));
    const long = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
    // Not a measure of speed: the race in one piece would be one task of its whole length, a second or more.
    expect(Math.max(0, ...long)).toBeLessThan(700);
    expect(errors).toEqual([]);
    await close();
  });

  it('races on a network that is trained here, and the worker draws the samples', async () => {
    const { page, figure, finished, errors, close } = await open(
      '1;model:learned;samplers:["ddim","heun","dpmpp2m","unipc"];evaluations:24',
    );
    // Who asks for a network need not press again; meanwhile nothing is shown under its name.
    await figureStatus(page, race, ['running']);
    expect(await figure.locator('.f-readout').first().innerText()).toBe('waits for the network');
    expect(await figure.locator('tbody tr').count()).toBe(0);
    await expect.poll(() => figure.locator('tbody tr').count()).toBe(4);
    await finished();
    const rows = (await copied(page))
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','));
    expect(rows).toHaveLength(4 + 40);
    const error = (name: string) => Number(rows.find((row) => row[0] === name)![10]);
    expect(error('dpmpp2m')).toBeLessThan(error('ddim'));
    for (const row of rows.slice(0, 4)) expect(Number(row[11])).toBeLessThan(0.06);
    expect(errors).toEqual([]);
    await close();
  });

  it('shows no race under another model’s name: from the prose, the network’s numbers take the place of the exact ones', async () => {
    const { page, figure, finished, errors, close } = await open('1');
    await finished();
    const exact = await figure.locator('tbody').innerText();
    await page.getByRole('link', { name: 'Race on a learned denoiser' }).click();
    await figureStatus(page, race, ['running']);
    await expect.poll(() => figure.locator('tbody tr').count()).toBe(0);
    // What is spoken follows a moment later, and by then the network may have raced.
    await expect.poll(() => figure.locator('.c-summary[role=status]').innerText()).toContain('a network trained');
    await expect.poll(() => figure.locator('tbody tr').count()).toBe(3);
    await finished();
    expect(await figure.locator('tbody').innerText()).not.toBe(exact);
    // And Back leads to the sentence, in the same chapter.
    const at = page.url();
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe(new URL(at).pathname);
    await expect
      .poll(() =>
        page.getByRole('link', { name: 'Race on a learned denoiser' }).evaluate((link) => {
          const { top } = link.getBoundingClientRect();
          return top > 0 && top < innerHeight;
        }),
      )
      .toBe(true);
    // Left there for another page, the chapter is found again where it was left.
    const y = await page.evaluate(() => scrollY);
    await page.goto(new URL('../primer/', page.url()).href);
    await page.goBack();
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(y / 2);
    expect(errors).toEqual([]);
    await close();
  });

  it('scrubs by keyboard, all lanes together', async () => {
    const { page, figure, finished, close } = await open('1;evaluations:12');
    await finished();
    await figure.getByRole('slider', { name: 'Evaluations spent' }).focus();
    await page.keyboard.press('Home');
    await expect
      .poll(() => figure.locator('.f-readout').allInnerTexts())
      .toEqual(expect.arrayContaining([expect.stringContaining('at step 0')]));
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    await expect
      .poll(async () => (await figure.locator('.f-readout').allInnerTexts()).slice(0, 2).join(' '))
      .toMatch(/at step 6.*at step 3/s);
    await close();
  });

  it('opens with what it understands of a bad link, and says the rest', async () => {
    const { figure, finished, errors, close } = await open('1;samplers:["nobody"];evaluations:-4');
    await finished();
    expect((await figure.getByRole('alert').allInnerTexts()).join(' ')).toMatch(
      /unknown sampler nobody.*evaluations is -4/s,
    );
    expect(await figure.locator('tbody tr').count()).toBe(4);
    expect(errors).toEqual([]);
    await close();
  });

  it('stands there with real numbers without scripts, and fits a phone', async () => {
    const { page, close } = await openPage('samplers/', {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    const { state } = await here({});
    const text = await page.locator(`#${race} tbody`).innerText();
    for (const { error } of state.lanes) expect(text).toContain(significant(error!, 3));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await close();
  });
});

describe('the noise budget', () => {
  it('shows what the same code gives in Node, for a sampler and grid of the reader’s', async () => {
    const { figure, finished, errors, close } = await open('1;sampler:heun;grid:karras;evaluations:16', budget);
    const whole = budgetNow({ ...noiseBudget.defaults, sampler: 'heun', grid: 'karras', evaluations: 16 });
    await expect.poll(() => figure.locator('.c-readouts').innerText()).toContain(significant(whole.byGrid.karras));
    await finished();
    await expect
      .poll(() => figure.locator('.f-panel').first().innerText())
      .toContain(`the whole error at the end, ${significant(whole.total)}`);
    expect(await figure.locator('.f-readout').first().innerText()).toContain('of 8');
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the race on digits', () => {
  it('runs in the worker, is judged beside real digits, and stops at once', async () => {
    const { figure, page, errors, close } = await open(
      '1;model:digits;pictures:50;evaluations:6;samplers:["ddim","dpmpp2m"]',
    );
    await figure.getByText(/50 real held-out digits, as many of each class, are at \d+\.\d\./).waitFor();
    await figureStatus(page, race, ['done']);
    await figure
      .getByText(/\d+ of 50 read as asked; Fréchet distance \d+\.\d; [\d.]+ a pixel from the ODE/)
      .nth(1)
      .waitFor();
    expect(await figure.locator('.sr-grid img').count()).toBe(2);
    await figure.getByRole('button', { name: 'Race again' }).click();
    await figure.getByRole('button', { name: 'Stop' }).click();
    await figureStatus(page, race, ['ready', 'done']);
    // Back to points: the race of before is there.
    await figure
      .getByRole('radio', { name: 'Exact score' })
      .or(figure.getByRole('combobox', { name: 'Model' }))
      .first()
      .waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('is there as it was run at build, can be leafed through, and measures its curves', async () => {
    const { figure, page, errors, requests, close } = await openPage(`samplers/#${onDigits}`).then(async (opened) => ({
      ...opened,
      figure: await hydrated(opened.page, onDigits),
    }));
    const readouts = () =>
      figure
        .locator('.f-panel .f-readout')
        .allInnerTexts()
        .then((all) => all.slice(0, 2));
    await expect.poll(() => figure.getAttribute('data-status')).toBe('done');
    const before = await readouts();
    for (const text of before)
      expect(text).toMatch(/8 evaluations\n\d+ of 50 read as asked; Fréchet distance \d+\.\d; [\d.]+ a pixel/);
    expect(requests.some((url) => url.includes('weights/digits'))).toBe(false);
    const pictures = () =>
      figure.locator('.sr-grid img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src));
    const ends = await pictures();

    // To leaf through it, it is run: here, to the same end.
    await figure.getByRole('slider', { name: 'Evaluations spent' }).focus();
    await page.keyboard.press('Home');
    await figureStatus(page, onDigits, ['running']);
    await figureStatus(page, onDigits, ['done']);
    await expect
      .poll(async () => (await readouts()).join())
      .toMatch(/the noise that all begin with.*the noise that all begin with/s);
    const noise = await pictures();
    expect(noise[0]).toBe(noise[1]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(async () => (await readouts()).join())
      .toMatch(/its guess after 2 evaluations.*its guess after 2 evaluations/s);
    expect(await pictures()).not.toContain(noise[0]);
    await page.keyboard.press('End');
    await expect.poll(readouts).toEqual(before);
    expect((await pictures()).map((href) => href.length)).toEqual(ends.map((href) => href.length));

    await figure.getByRole('button', { name: 'Measure the curves' }).click();
    await figure.getByText('All measured on this course.').waitFor({ timeout: 150_000 });
    expect(
      await figure
        .getByRole('img', { name: /^How far from where the ODE ends against evaluations, for DDIM, DPM-Solver/ })
        .locator('.f-marker, circle')
        .count(),
    ).toBeGreaterThanOrEqual(12);
    const rows = (await copied(page, onDigits))
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','));
    // Two lanes, and six rungs of both, of which 8 evaluations are the lanes' own.
    expect(rows.map(([sampler, , , , , , , evaluations]) => `${sampler} ${evaluations}`)).toEqual([
      'ddim 8',
      'dpmpp2m 8',
      ...digitRungs.flatMap((rung) => [`ddim ${rung}`, `dpmpp2m ${rung}`]),
    ]);
    const error = (sampler: string) => Number(rows.find((row) => row[0] === sampler && row[7] === '28')![11]);
    expect(error('dpmpp2m')).toBeLessThan(error('ddim'));
    expect(errors).toEqual([]);
    await close();
  });
});
