import puppeteer, { type Page } from 'puppeteer-core';
import { inject } from 'vitest';
import { type Engine, type Place, type Tab, wide } from './engine';

/** Speaks WebDriver BiDi, which tells of policy violations and exceptions as it tells of the console. */
function listen(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`${response.url()}: ${response.status()}`);
  });
  page.on('requestfailed', (request) => {
    const failure = request.failure()?.errorText ?? 'failed';
    // A page that is left drops its requests; that is no fault.
    if (!failure.includes('NS_BINDING_ABORTED')) errors.push(`${request.url()}: ${failure}`);
  });
  return errors;
}

/** Firefox without a window, each page in a container of its own. */
export async function startFirefox(): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: inject('firefox'),
    headless: true,
    protocolTimeout: 300_000,
  });
  return {
    async open(path): Promise<Tab> {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(120_000);
      const errors = listen(page);
      await page.setViewport(wide);
      await page.goto(new URL(path, inject('siteUrl')).href, { waitUntil: 'load' });
      return {
        evaluate: (fn, ...args) => page.evaluate(fn as never, ...(args as never)),
        async stroke(places: readonly Place[]) {
          const { mouse } = page;
          await mouse.move(places[0].x, places[0].y);
          await mouse.down();
          for (const { x, y } of places.slice(1)) await mouse.move(x, y);
          await mouse.up();
        },
        resize: (width, height) => page.setViewport({ width, height }),
        async reload() {
          await page.reload({ waitUntil: 'load' });
        },
        errors: () => Promise.resolve([...errors]),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
