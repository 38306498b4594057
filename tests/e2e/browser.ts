import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, inject } from 'vitest';

let connection: Promise<Browser> | undefined;

/** The one browser of this run, connected on first use. */
export function browser(): Promise<Browser> {
  connection ??= chromium.connect(inject('browserEndpoint'));
  return connection;
}

afterAll(async () => {
  const open = await connection;
  connection = undefined;
  await open?.close();
});

/** An open page and what went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, uncaught exceptions, refused requests and policy violations, in order. */
  readonly errors: readonly string[];
  /** Addresses of everything the page asked for. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Runs in the page before any of its scripts. */
  readonly before?: () => void;
}

/**
 * Opens `path` (under the site's base, without a leading slash) in a fresh context: no storage, no service worker.
 * Resolves when the page and its scripts have loaded. Close it when done.
 */
export async function openPage(path = '', { before, ...options }: OpenOptions = {}): Promise<OpenPage> {
  const context = await (
    await browser()
  ).newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block', ...options });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => {
    const failure = request.failure()?.errorText ?? 'failed';
    // A page that is left or closed drops its requests; that is no fault.
    if (failure !== 'net::ERR_ABORTED') errors.push(`${request.url()}: ${failure}`);
  });
  if (before !== undefined) await page.addInitScript(before);
  await page.goto(new URL(path, inject('siteUrl')).href, { waitUntil: 'load' });
  return { page, context, errors, requests, close: () => context.close() };
}

/** Waits until the figure says one of `states` in `data-status`. */
export async function figureStatus(
  page: Page,
  id: string,
  states: readonly string[],
  timeout = 150_000,
): Promise<void> {
  const selector = states.map((state) => `#${id}[data-status="${state}"]`).join(',');
  await page.locator(selector).waitFor({ state: 'attached', timeout });
}

/** Brings a figure into view, so that its island comes alive, and waits until it has left `static` and `loading`. */
export async function wakeFigure(page: Page, id: string, timeout = 150_000): Promise<void> {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  await figureStatus(page, id, ['ready', 'running', 'paused', 'done', 'error'], timeout);
}
