// npm run bench: measures the training kernel and the TensorFlow.js trainers in a real headless Chromium, prints a table and
// writes bench/results.json. Runs the built page of scripts/bench, which is no part of the site.
// Flags: --isolated serves the page cross-origin isolated, so that TensorFlow.js may use threads.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, totalmem } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { chromeFlags, findChrome } from './chrome.mjs';
import { buildKernel } from './kernel.mjs';
import { ensurePackages, root } from './node.mjs';

const isolated = process.argv.includes('--isolated');
const out = join(root, '.cache/bench');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css' };

ensurePackages();
await buildKernel();
await build({ root: join(root, 'scripts/bench'), base: './', configFile: false, logLevel: 'warn', build: { outDir: out, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 3000 } });

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
  try {
    const body = readFileSync(join(out, path === '/' ? 'index.html' : path));
    const headers = { 'content-type': types[extname(path)] ?? (path === '/' ? 'text/html' : 'application/octet-stream') };
    if (isolated) Object.assign(headers, { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' });
    response.writeHead(200, headers).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const browser = await chromium.launch({
  executablePath: await findChrome(),
  args: [...chromeFlags],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`));
  await page.exposeFunction('progress', (line) => process.stderr.write(`  ${line}\n`));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => 'bench' in window);
  const result = await page.evaluate(() => window.bench(window.progress));
  const processors = cpus();
  const machine =
    `${processors.length} cores of ${processors[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ` +
    `headless Chromium ${browser.version().split('.')[0]}, WebGL on ${result.renderer}`;
  const text = JSON.stringify({ machine, ...result }, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 2);
  mkdirSync(join(root, 'bench'), { recursive: true });
  writeFileSync(join(root, 'bench/results.json'), `${text}\n`);
  process.stdout.write(table(machine, result));
} finally {
  await browser.close();
  server.close();
}

/** The results as Markdown. */
function table(machine, { kernel, backends, missing, best, sampling, quality }) {
  const fixed = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : 'never');
  const thousands = (value) => `${Math.round(value / 1000).toLocaleString('en')} k`;
  const baseline = backends.find(({ backend }) => backend === best);
  const lines = [
    `Measured on ${machine}.`,
    '',
    '| kernel | ms a step | points a second | GFLOP/s | bare product | share |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...kernel.map((k) => `| ${k.depth} × ${k.width}, batch ${k.batchSize} | ${fixed(k.ms, 2)} | ${thousands(k.pointsPerSecond)} | ${fixed(k.gflops, 1)} | ${fixed(k.bare, 1)} | ${fixed(100 * k.share, 0)} % |`),
    '',
    '| 3 × 64, batch 256 | our step, ms | points a second | idiomatic TensorFlow.js, ms | ratio |',
    '| --- | ---: | ---: | ---: | ---: |',
    `| simd (beside ${best}) | ${fixed(kernel[0].ms, 2)} | ${thousands(kernel[0].pointsPerSecond)} | ${fixed(baseline.theirs, 2)} | ${fixed(baseline.theirs / kernel[0].ms, 1)} |`,
    ...backends.map((b) => `| ${b.backend} | ${fixed(b.ours, 2)} | ${thousands(b.pointsPerSecond)} | ${fixed(b.theirs, 2)} | ${fixed(b.ratio, 1)} |`),
    ...missing.map((line) => `\nNot measured: ${line}`),
    '',
    `| time to quality, median of five seeds | simd, s (steps) | idiomatic on ${best}, s (steps) | ratio |`,
    '| --- | ---: | ---: | ---: |',
    ...quality.ours.map((q, i) => {
      const other = quality.theirs[i];
      return `| energy distance below ${q.bound} | ${fixed(q.seconds, 2)} (${q.steps}) | ${fixed(other.seconds, 2)} (${other.steps}) | ${fixed(other.seconds / q.seconds, 1)} |`;
    }),
    '',
    `500 samples in 20 DDIM steps on the kernel: ${fixed(sampling, 1)} ms.`,
    '',
  ];
  return lines.join('\n');
}
