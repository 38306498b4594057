// npm run bench: measures the training kernel, the TensorFlow.js trainers, the samplers and the digits' networks in a real headless
// Chromium, prints its tables and writes them to bench/RESULTS.md, and the numbers to bench/results.json. Runs the built page of
// scripts/bench, which is no part of the site. Flags: --samplers, --images, --scratch, --gan, --objectives or --charges measures that part alone and keeps the other numbers of
// bench/results.json; --isolated serves the page cross-origin isolated, so that TensorFlow.js may use threads.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg, totalmem } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { chromeFlags, findChrome } from './chrome.mjs';
import { buildKernels } from './kernel.mjs';
import { ensurePackages, root } from './node.mjs';

const fixed = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : 'never');
const isolated = process.argv.includes('--isolated');
const out = join(root, '.cache/bench');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css' };

const [load] = loadavg();
ensurePackages();
await buildKernels();
await build({
  root: join(root, 'scripts/bench'),
  base: './',
  configFile: false,
  logLevel: 'warn',
  build: { outDir: out, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 3000 },
});

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
  try {
    // The digits and the weights are those of the site.
    const folder = /^\/(data|weights)\//.test(path) ? join(root, 'public') : out;
    const body = readFileSync(join(folder, path === '/' ? 'index.html' : path));
    const headers = {
      'content-type': types[extname(path)] ?? (path === '/' ? 'text/html' : 'application/octet-stream'),
    };
    if (isolated)
      Object.assign(headers, {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
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
  const part =
    ['samplers', 'images', 'scratch', 'gan', 'objectives', 'charges'].find((name) =>
      process.argv.includes(`--${name}`),
    ) ?? null;
  const kept = part ? JSON.parse(readFileSync(join(root, 'bench/results.json'), 'utf8')) : {};
  const result =
    part === 'samplers'
      ? { ...kept, samplersApart: true, samplers: await page.evaluate(() => window.overheads(window.progress)) }
      : part === 'images'
        ? { ...kept, images: await page.evaluate(() => window.benchImages(window.progress)) }
        : part === 'scratch'
          ? { ...kept, scratch: await page.evaluate(() => window.benchScratch(window.progress)) }
          : part === 'gan'
            ? { ...kept, gan: { ...(await page.evaluate(() => window.benchGan(window.progress))), load } }
            : part === 'objectives'
              ? {
                  ...kept,
                  objectives: { ...(await page.evaluate(() => window.benchObjectives(window.progress))), load },
                }
              : part === 'charges'
                ? { ...kept, charges: { ...(await page.evaluate(() => window.benchCharges(window.progress))), load } }
                : await page.evaluate(() => window.bench(window.progress));
  const processors = cpus();
  const machine =
    kept.machine ??
    `${processors.length} cores of ${processors[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ` +
      `headless Chromium ${browser.version().split('.')[0]}, WebGL on ${result.renderer}; load average ${load.toFixed(1)} before it began`;
  const text = JSON.stringify(
    { machine, ...result },
    (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value),
    2,
  );
  mkdirSync(join(root, 'bench'), { recursive: true });
  writeFileSync(join(root, 'bench/results.json'), `${text}\n`);
  const tables = table(machine, result);
  writeFileSync(join(root, 'bench/RESULTS.md'), tables);
  process.stdout.write(tables);
} finally {
  await browser.close();
  server.close();
}

/** The digits' networks as Markdown. */
function imageTable({ network, batch, rows, agreement, missing }) {
  return [
    `Pictures a second, ${network}, batch ${batch}; sampling takes 10 evaluations at guidance 1, that is 20 forward passes a picture.`,
    "*Idiomatic* is the same network with TensorFlow.js's own convolutions, automatic differentiation and Adam.",
    '',
    '| backend | trained | GFLOP/s | idiomatic, trained | sampled | loss differs by |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      (r) =>
        `| ${r.backend} | ${fixed(r.trained, 0)} | ${fixed(r.gflops, 1)} | ${typeof r.idiomatic === 'number' ? fixed(r.idiomatic, 1) : r.idiomatic} | ${fixed(r.sampled, 1)} | ${r.parity.toExponential(0)} |`,
    ),
    ...missing.map((line) => `\nNot measured: ${line}`),
    '',
    `The same network trained on the kernel from new weights, until so many of 200 samples are what was asked for, as the shipped classifier sees them; ${agreement.length} seeds:`,
    '',
    '| agreement | seconds of training | pictures |',
    '| --- | ---: | ---: |',
    ...agreement[0].reached.map(
      ({ share }, i) =>
        `| ${fixed(100 * share, 0)} % | ${agreement.map((a) => fixed(a.reached[i].seconds, 1)).join(', ')} | ${agreement.map((a) => fixed(a.reached[i].images, 0)).join(', ')} |`,
    ),
  ];
}

/** From scratch with the live recipe, as Markdown. */
function scratchTable(sizes) {
  const cell = ({ images, seconds }) =>
    images === null ? 'not reached' : `${fixed(seconds, 0)} s (${Math.round(images / 100) * 100})`;
  return [
    'From scratch, batches of 16, one seed: seconds of training, and pictures seen, until a classifier takes so many of 200 samples (guidance 1, 10',
    'evaluations) for the digit asked for.',
    '',
    '| network | 70 % | 90 % |',
    '| --- | ---: | ---: |',
    ...sizes.map(({ size, backend, reached }) => `| ${size}, ${backend} | ${reached.map(cell).join(' | ')} |`),
  ];
}

/** The game in the plane as Markdown. */
function ganTable({ steps, missing, quality, load: then }) {
  return [
    'One step of both players (2 x three hidden layers of 64, SiLU, batch 256), beside the same game as one writes it with TensorFlow.js: two layers',
    'models and two Adams, `minimize` for each player in turn, the penalty by a gradient inside the loss. Ours draws its batches, uploads',
    "them and averages the generator's weights within its time. Timed in turn, fifteen pairs of rounds, as above; the ratio is the median of the pairs, then",
    `their range.${apart('gan', then)}`,
    '',
    '| game | backend | times faster | range | our step, ms | idiomatic, ms | loss differs by |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...steps.map(
      (s) =>
        `| ${s.rules} | ${s.backend === s.beside ? s.backend : `our kernel (idiomatic on ${s.beside})`} | ${fixed(s.ratio, 1)} | ${fixed(s.least, 1)}–${fixed(s.most, 1)} | ${fixed(s.ours, 2)} | ${fixed(s.theirs, 2)} | ${s.parity.toExponential(0)} |`,
    ),
    ...missing.map((line) => `\nNot measured: ${line}`),
    '',
    'Both models on the ring, on the kernel with their default settings, until the energy distance of 500 samples to 1,000 held-out points is first below the',
    'bound; a look every 5 steps, medians of five seeds, training alone timed:',
    '',
    '| model | energy distance below | seconds | steps | seeds that got there |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...quality.map(
      (q) =>
        `| ${q.model} | ${q.bound} | ${fixed(q.seconds, 2)} | ${Number.isFinite(q.steps ?? NaN) ? q.steps : 'never'} | ${q.reached} of 5 |`,
    ),
  ];
}

/** What else went on while a part was measured. */
function apart(flag, then) {
  if (then === undefined) return '';
  const doubt = then > 2 ? ': too much else went on for the ratios to be relied on; see their range' : '';
  return ` Measured apart from the rest (\`--${flag}\`), at a load average of ${then.toFixed(1)}${doubt}.`;
}

/** The objectives' steps as Markdown. */
function objectivesTable({ steps, missing, load: then }) {
  return [
    'One step of each objective (three hidden layers of 64, batch 256), beside the same as one writes it with TensorFlow.js on its WASM backend: layers models whose',
    '`apply` makes the targets (of a teacher, of the network itself), a tangent by the gradient of a gradient, `optimizer.minimize`, on batches that are on the device',
    `already. Ours draws its batches, asks the same networks and averages weights within its time. Timed in turn, fifteen pairs, as above.${apart('objectives', then)}`,
    '',
    '| objective | ours on | times faster | range | our step, ms | idiomatic, ms |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...steps.map(
      (s) =>
        `| ${s.name} | ${s.backend === 'simd' ? 'our kernel' : s.backend} | ${fixed(s.ratio, 1)} | ${fixed(s.least, 1)}–${fixed(s.most, 1)} | ${fixed(s.ours, 2)} | ${fixed(s.theirs, 2)} |`,
    ),
    ...missing.map((line) => `\nNot measured: ${line}`),
  ];
}

/** The sums over charges as Markdown. */
function chargesTable({ places, rows, load: then }) {
  return [
    `The field of a cloud of charges in the plane at ${places} places: its sums by the kernel, in double precision, beside the plain loop. Timed in turn, fifteen pairs, as above.${apart('charges', then)}`,
    '',
    '| charges | D | times faster | range | kernel, ms | plain loop, ms |',
    '| ---: | --- | ---: | ---: | ---: | ---: |',
    ...rows.map(
      (r) =>
        `| ${r.charges} | ${r.extra} | ${fixed(r.ratio, 1)} | ${fixed(r.least, 1)}–${fixed(r.most, 1)} | ${fixed(r.ours, 2)} | ${fixed(r.theirs, 2)} |`,
    ),
  ];
}

/** The results as Markdown. */
function table(
  machine,
  {
    kernel,
    simd,
    backends,
    missing,
    best,
    sampling,
    samplers,
    samplersApart = false,
    quality,
    images,
    scratch,
    gan,
    objectives,
    charges,
  },
) {
  const thousands = (value) => `${Math.round(value / 1000).toLocaleString('en')} k`;
  const percent = (value) => String(Math.round(100 * value) || 0); // no -0
  const range = ({ ratio, least, most }) => `${fixed(ratio, 1)} | ${fixed(least, 1)}–${fixed(most, 1)}`;
  const lines = [
    '# Speed',
    '',
    `Measured by \`npm run bench\` on ${machine}.`,
    '',
    'One training step of the same network (three hidden layers of 64, SiLU), batch of 256 and Adam. *Idiomatic* is TensorFlow.js as one',
    'writes it: `model.apply` in a loss, and `optimizer.minimize`, on a batch that is on the device already. Our step does more within',
    "its time: it makes the batch, uploads it where there is a device, and keeps the average of weights. Its losses equal the kernel's",
    'to float32 rounding (last column: largest relative difference over 20 steps). The two are timed in turn, fifteen pairs of rounds, so that',
    'other work on the machine falls on both: the ratio is the median of the pairs, then their range.',
    '',
    '| backend | times faster | range | our step, ms | idiomatic, ms | our points a second | loss differs by |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    `| our kernel (idiomatic on ${best}, its fastest) | ${range(simd)} | ${fixed(simd.ours, 2)} | ${fixed(simd.theirs, 2)} | ${thousands(256e3 / simd.ours)} | |`,
    ...backends.map(
      (b) =>
        `| ${b.backend} | ${range(b)} | ${fixed(b.ours, 2)} | ${fixed(b.theirs, 2)} | ${thousands(b.pointsPerSecond)} | ${b.parity.toExponential(0)} |`,
    ),
    ...missing.map((line) => `\nNot measured: ${line}`),
    '',
    `| time to quality, median of five seeds | times faster | our kernel, s (steps) | idiomatic on ${best}, s (steps) |`,
    '| --- | ---: | ---: | ---: |',
    ...quality.ours.map((q, i) => {
      const other = quality.theirs[i];
      return `| energy distance below ${q.bound} | ${fixed(other.seconds / q.seconds, 1)} | ${fixed(q.seconds, 2)} (${q.steps}) | ${fixed(other.seconds, 2)} (${other.steps}) |`;
    }),
    '',
    'The kernel beside its own bare matrix product:',
    '',
    '| network | share of the bare product | GFLOP/s | bare GFLOP/s | ms a step | points a second |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...kernel.map(
      (k) =>
        `| ${k.depth} × ${k.width}, batch ${k.batchSize} | ${fixed(100 * k.share, 0)} % | ${fixed(k.gflops, 1)} | ${fixed(k.bare, 1)} | ${fixed(k.ms, 2)} | ${thousands(k.pointsPerSecond)} |`,
    ),
    '',
    `500 samples in 20 DDIM steps on the kernel: ${fixed(sampling, 1)} ms.`,
    '',
    'The samplers on the exact score of the eight Gaussians, 2,000 points, 50 steps (between the times, the adaptive ones take what steps they',
    'need). *Overhead* is the time of a run beyond that of its denoiser calls alone, the same points at the same times; the two are timed in',
    'turn, fifteen pairs, and the ratio is the median of the pairs, then its middle half. What stochastic samplers take more is their normals.',
    '',
    ...(samplersApart
      ? [
          'Measured apart from the rest (`--samplers`), while other work went on: the ratios stand, the times are long.',
          '',
        ]
      : []),
    '| sampler | overhead | middle half | evaluations | a run, ms | its denoiser calls, ms | points × evaluations a second |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...samplers.map(
      (s) =>
        `| ${s.label} | ${percent(s.overhead)} % | ${percent(s.lower)} to ${percent(s.upper)} % | ${s.evaluations} | ${fixed(s.ms, 1)} | ${fixed(s.bare, 1)} | ${fixed(s.perSecond / 1e6, 1)} M |`,
    ),
    ...(images ? ['', '# Networks on digits', '', ...imageTable(images)] : []),
    ...(scratch ? ['', ...scratchTable(scratch)] : []),
    ...(gan ? ['', '# The game of two networks', '', ...ganTable(gan)] : []),
    ...(objectives ? ['', '# Objectives of few steps', '', ...objectivesTable(objectives)] : []),
    ...(charges ? ['', '# Clouds of charges', '', ...chargesTable(charges)] : []),
    '',
  ];
  return lines.join('\n');
}
