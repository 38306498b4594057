import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TestProject } from 'vitest/node';
import { findEngines } from '../../scripts/engines.mjs';
import { basePath, dist, serve } from '../../scripts/serve.mjs';
import type { EngineName } from './engine';
import { watchedCopy } from './watched';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The same book, its pages watched from within. */
    readonly watchedUrl: string;
    /** Paths of the browsers; empty for one that is missing. */
    readonly firefox: string;
    readonly miniBrowser: string;
    /** Where WebKit's driver listens. */
    readonly webkitDriver: string;
    /** Engines that cannot be driven here. */
    readonly missing: readonly EngineName[];
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A screen in memory; resolves to its process and its name once it is there. */
async function startScreen(program: string): Promise<{ readonly child: ChildProcess; readonly display: string }> {
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`${program} ended with ${status} (expected a screen)`)));
    (child.stdio[3] as Readable).once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
  });
  return { child, display };
}

async function startDriver(program: string, display: string) {
  const port = await freePort();
  const child = spawn(program, [`--port=${port}`], {
    stdio: 'ignore',
    // As on a machine without a GPU, wherever it runs.
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' },
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    const there = await fetch(`${url}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) return { child, url };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(`${program} does not answer at ${url}`);
}

/** Serves the built book twice, as it is and watched, and starts WebKit's driver; returns what ends all of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(join(dist, 'index.html')))
    throw new Error('dist/ is not built (expected `npm run build` before the tests in other engines)');
  const { firefox, webkit, missing } = findEngines();
  if (!firefox && !webkit) throw new Error(Object.values(missing).join('; '));
  const ends: (() => unknown)[] = [];
  const site = await serve({ port: 4360 });
  ends.push(site.close);
  let [watchedUrl, webkitDriver] = ['', ''];
  if (webkit) {
    const { folder, remove } = watchedCopy(dist, basePath());
    const watched = await serve({ port: 4380, folder });
    const screen = await startScreen(webkit.screen);
    ends.push(remove, watched.close, () => screen.child.kill());
    const driver = await startDriver(webkit.driver, screen.display);
    ends.push(() => driver.child.kill());
    [watchedUrl, webkitDriver] = [watched.url, driver.url];
  }
  project.provide('siteUrl', site.url);
  project.provide('watchedUrl', watchedUrl);
  project.provide('firefox', firefox ?? '');
  project.provide('miniBrowser', webkit?.browser ?? '');
  project.provide('webkitDriver', webkitDriver);
  project.provide('missing', Object.keys(missing) as EngineName[]);
  return async () => {
    for (const end of ends.reverse()) await end();
  };
}
