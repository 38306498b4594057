import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { dist } from '../../scripts/serve.mjs';
import { figureStatus, openPage, type OpenOptions, type OpenPage } from './browser';

export const chapter = 'learning-to-denoise/';
const patience = 400_000;

/** Waits until the island of figure `id` has come alive: Astro takes its `ssr` mark away then. */
export async function hydrated(page: Page, id: string): Promise<Locator> {
  const figure = page.locator(`#${id}`);
  await figure.scrollIntoViewIfNeeded();
  await figure.locator('astro-island:not([ssr])').waitFor({ state: 'attached', timeout: patience });
  return figure;
}

/** The train-live figure as a reader has it before them. */
export interface TrainingFigure extends OpenPage {
  readonly figure: Locator;
  readonly button: (name: string | RegExp) => Locator;
  /** Picks from a select by its label. */
  pick(label: string, option: string): Promise<void>;
  /** Steps of the network that is shown; NaN where none was trained in this page. */
  readonly step: () => Promise<number>;
  /** As the figure says it: `energy distance 0.0049`. */
  distanceText(): Promise<string>;
  distance(): Promise<number>;
  /** Backend and speed: `SIMD, 980 steps/s`. */
  readonly chip: () => Promise<string>;
  /** The sentences in the error lines. */
  readonly said: () => Promise<string>;
  /** What stands under the drawing pad. */
  readonly asked: () => Promise<string>;
  /** The generated points, in user units of their panel. */
  points(): Promise<readonly (readonly [number, number])[]>;
  /** Presses the button that plays and waits until all steps are done. */
  trainToTheEnd(): Promise<void>;
  /** Waits until more than `step` steps are done. */
  passes(step: number): Promise<void>;
}

/**
 * Opens the chapter with the train-live figure set by `values` (as a link writes them: `steps:300;seed:7`), and `query` for the
 * rest of the address (`backend=wasm`).
 */
export async function openTraining(values = '', query = '', options: OpenOptions = {}): Promise<TrainingFigure> {
  const id = 'fig-train';
  const open = await openPage(`${chapter}?${query}&${id}=1;${values}#${id}`, options);
  const figure = await hydrated(open.page, id);
  return { ...open, ...handles(open.page, figure, id) };
}

/** What a reader does with a train-live figure, and reads from it. */
export function handles(page: Page, figure: Locator, id: string) {
  const learned = figure.locator('.f-panel').filter({ has: page.locator('.f-title', { hasText: /^Learned/ }) });
  const button = (name: string | RegExp): Locator => figure.getByRole('button', { name, exact: true });
  const step = async (): Promise<number> => {
    const text = await learned.innerText();
    return text.includes('when the page was built')
      ? NaN
      : Number(/step ([\d\s]+)/.exec(text)?.[1].replace(/\s/g, '') ?? NaN);
  };
  const distanceText = async (): Promise<string> =>
    (/energy distance [\d.]+/.exec(await learned.locator('.f-readout').innerText()) ?? [''])[0];
  return {
    figure,
    button,
    step,
    distanceText,
    async pick(label: string, option: string) {
      await figure.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });
    },
    distance: async () => Number((await distanceText()).replace(/[^\d.]/g, '') || NaN),
    chip: async () => (await figure.locator('.c-fact').allInnerTexts()).join('; '),
    said: async () =>
      (await figure.locator('[role="alert"] p, .train-note').allInnerTexts()).join(' ').replace(/! /g, '').trim(),
    asked: () => figure.locator('.f-panel:has([role=application]) .f-readout').innerText(),
    async points() {
      const d = await learned.locator('path.f-dots').last().getAttribute('d');
      return [...(d ?? '').matchAll(/M([-\d.]+)[, ]([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    },
    async trainToTheEnd() {
      await button(/^(Train|Go on|Train more)$/).click();
      await figureStatus(page, id, ['loading', 'running', 'done'], patience);
      await figureStatus(page, id, ['done'], patience);
    },
    passes: (after: number) => expect.poll(step, { timeout: patience }).toBeGreaterThan(after),
  };
}

/** Runs before the page's scripts: remembers its workers, so that a test can send them what `engine/protocol.ts` knows. */
export function rememberWorkers(): void {
  const workers: Worker[] = [];
  window.Worker = class extends window.Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      workers.push(this);
    }
  };
  Object.assign(window, { workers });
}

/** Makes an accident happen in the newest worker. The page must have been opened with `rememberWorkers`. */
export async function provoke(page: Page, accident: 'context-loss' | 'crash'): Promise<void> {
  await page.evaluate((what) => {
    const { workers } = window as unknown as { workers: Worker[] };
    workers.at(-1)?.postMessage({ type: 'provoke', accident: what });
  }, accident);
}

/** Tensors alive in the newest worker. */
export function tensors(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const worker = (window as unknown as { workers: Worker[] }).workers.at(-1);
        if (!worker) {
          reject(new Error('the page has no worker (expected one once a figure trains)'));
          return;
        }
        // The page numbers its own requests from 1.
        const request = -1;
        worker.addEventListener(
          'message',
          function heard({ data }: MessageEvent<{ type: string; request?: number; value?: { tensors: number } }>) {
            if (data.type !== 'reply' || data.request !== request) return;
            worker.removeEventListener('message', heard);
            resolve(data.value?.tensors ?? NaN);
          },
        );
        worker.postMessage({ type: 'memory', request });
      }),
  );
}

/** Does to the page what hiding its tab does, or showing it again. */
export async function setTabVisible(page: Page, visible: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    visible ? 'visible' : 'hidden',
  );
}

/** Those of the requested files that hold TensorFlow.js. */
export function tensorflowFiles(requests: readonly string[]): readonly string[] {
  const { origin, pathname } = new URL(inject('siteUrl'));
  return requests
    .map((address) => new URL(address))
    .filter((url) => url.origin === origin && /\.(js|wasm)$/.test(url.pathname))
    .map((url) => url.pathname.slice(pathname.length))
    .filter((name) => name.includes('tfjs') || readFileSync(join(dist, name), 'latin1').includes('tfjs'));
}
