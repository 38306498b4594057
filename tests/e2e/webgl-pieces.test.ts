/** On WebGL: every piece of the image networks, forward and backward, beside plain loops in double precision; a step of each objective in the plane beside the kernel; a step of the GAN beside differences. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, serve } from '../../scripts/serve.mjs';
import { players } from '../../src/core/gan/networks';
import { games, plain, slope } from '../net/gan/games';
import { direction, settings } from '../net/gan/helpers';
import { difference, evaluate, examplesOf, makeCase } from '../net/image/cases';
import { networks } from '../net/image/networks';
import { PlainOps } from '../net/image/plain';
import { apart, learned, objectives } from '../net/objective/helpers';
import { browser } from './browser';

const folder = join(root, '.cache/pieces');
let page: Page;
let close: (() => Promise<void>) | undefined;

beforeAll(async () => {
  await build({
    root: join(root, 'tests/e2e/pieces'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 3000 },
  });
  const site = await serve({ folder, port: 4360, base: '/' });
  const context = await (await browser()).newContext();
  close = async () => {
    await context.close();
    await site.close();
  };
  page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => window.pieces !== undefined);
});

afterAll(() => close?.());

describe('WebGL against the plain pieces', () => {
  it.each(networks)('$name', async (network) => {
    const n = examplesOf(network);
    const c = makeCase(network, n);
    const plain = new PlainOps(c.bound, c.weights);
    const expected = evaluate(plain, c);
    const found = await page.evaluate(([name, count]) => window.pieces!(name, count), [network.name, n] as const);
    expect(difference(found.output, expected.output)).toBeLessThan(2e-5);
    expect(difference(found.input, expected.input)).toBeLessThan(5e-5);
    expect(
      difference(
        found.attended,
        expected.attended.flatMap((values) => Array.from(values)),
      ),
    ).toBeLessThan(2e-5);
    if (c.bound.size > 0) expect(difference(found.gradient, plain.gradient)).toBeLessThan(5e-5);
  });
});

describe('objectives in the plane on WebGL against the kernel', () => {
  it.each(objectives)('%s', async (name) => {
    const expected = await learned('simd', name);
    const found = await page.evaluate((one) => window.objective!(one), name);
    for (const what of ['squares', 'loss', 'tangent', 'input'] as const)
      expect(apart(found[what], expected[what])).toBeLessThan(5e-5);
  });
});

describe('gradients of the GAN on WebGL against differences in double precision', () => {
  it.each(games)('%s', async (name, change) => {
    const reference = plain(settings(change));
    const gradients = await page.evaluate((one) => window.game!(one), name);
    for (const player of players) {
      const found = gradients[player];
      const size = Math.hypot(...found);
      expect(size).toBeGreaterThan(0);
      for (let seed = 1; seed <= 4; seed++) {
        const along = direction(found.length, seed);
        const sum = found.reduce((total, g, i) => total + g * along[i], 0);
        expect(Math.abs(sum - slope(reference, player, along))).toBeLessThan(5e-5 * size);
      }
    }
  });
});
