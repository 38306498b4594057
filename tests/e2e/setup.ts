import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { chromeFlags, findChrome } from '../../scripts/chrome.mjs';
import { dist, serve } from '../../scripts/serve.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the served book, ending in a slash. */
    readonly siteUrl: string;
    /** Where the one browser listens. */
    readonly browserEndpoint: string;
  }
}

/** Serves the built book and starts one browser for all files; returns what ends both. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(join(dist, 'index.html')))
    throw new Error('dist/ is not built (expected `npm run build` before the browser tests)');
  const site = await serve({ port: 4330 });
  const browser = await chromium.launchServer({ executablePath: await findChrome(), args: chromeFlags });
  project.provide('siteUrl', site.url);
  project.provide('browserEndpoint', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await site.close();
  };
}
