// npm test: installs what is missing (browsers too), then type check, lint, unit tests, build, link check and the tests in
// a real browser, and in other engines where they can be had. Ends with one line of totals over all of it; the build and each check count as one test, and tests that passed
// only when they were tried again are named and counted too.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensurePackages, root, run } from './node.mjs';

const totals = { passed: 0, failed: 0, skipped: 0, retried: 0 };
const results = join(root, 'test-results');
const began = Date.now();

/** `retried` are among the passed. */
function told({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function say(name, verdict, since) {
  console.log(`${verdict.padEnd(7)} ${name} (${((Date.now() - since) / 1000).toFixed(0)} s)`);
}

/** One command that passes or fails as a whole; its output is shown only when it fails. */
async function check(name, command, args) {
  const since = Date.now();
  const { ok, output } = await run(command, args, { capture: true });
  totals[ok ? 'passed' : 'failed'] += 1;
  say(name, ok ? 'passed' : 'FAILED', since);
  if (!ok) console.log(output.trimEnd());
  return ok;
}

function skip(name, why) {
  totals.skipped += 1;
  console.log(`skipped ${name}: ${why}`);
}

/** A Vitest run, its tests counted one by one from its JSON report. */
async function tests(name, args, env = {}) {
  const since = Date.now();
  const report = join(results, `${name.replace(/\W+/g, '-')}.json`);
  const { ok, output } = await run('vitest', ['run', ...args, '--reporter=json', `--outputFile=${report}`], {
    capture: true,
    env,
  });
  if (!existsSync(report)) {
    totals.failed += 1;
    say(name, 'FAILED', since);
    console.log(output.trimEnd());
    return;
  }
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const count = { passed: 0, failed: 0, skipped: 0, retried: 0 };
  for (const file of testResults) {
    for (const test of file.assertionResults) {
      const kind = test.status === 'passed' ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped';
      count[kind] += 1;
      if (kind === 'passed' && test.meta?.retries > 0) {
        count.retried += 1;
        console.log(`retried ${relative(root, file.name)} > ${test.fullName}`);
      }
      if (kind === 'failed')
        console.log(`\n${relative(root, file.name)} > ${test.fullName}\n${test.failureMessages.join('\n')}`);
    }
    // A file that cannot even be loaded has no tests to report, but it has failed.
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      count.failed += 1;
      console.log(`\n${relative(root, file.name)}\n${file.message}`);
    }
  }
  // An error outside any test (an unhandled rejection, a set-up that failed) fails the run too.
  if (!ok && count.failed === 0) {
    count.failed += 1;
    console.log(output.trimEnd());
  }
  for (const kind of Object.keys(count)) totals[kind] += count[kind];
  say(`${name}: ${told(count)}, ${count.retried} retried`, count.failed === 0 ? 'passed' : 'FAILED', since);
}

/** Firefox and WebKit. Where one is missing its tests count as skipped; where both are, the whole part counts as one. */
async function otherEngines({ firefox, webkit, missing }) {
  const why = Object.values(missing);
  if (!firefox && !webkit) return skip('other engines', why.join('; '));
  for (const reason of why) console.log(`skipped among other engines: ${reason}`);
  await tests('other engines', ['--config', 'tests/engines/vitest.config.ts']);
}

try {
  ensurePackages();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const { findChrome } = await import('./chrome.mjs');
  const chrome = await findChrome({ install: true });
  console.log(`Browser: ${chrome}`);
  const { findEngines } = await import('./engines.mjs');
  const engines = findEngines({ install: true });

  await check('kernel', 'node', ['scripts/kernel.mjs']);
  await check('digits', 'node', ['scripts/digits.mjs']);
  // Writes the types of what the pages import: on a fresh clone neither check can do without them.
  await check('types of the pages', 'astro', ['sync']);
  // Each keeps one core busy: together they take as long as the longer of them.
  await Promise.all([
    check('format', 'prettier', ['--check', '.']),
    check('type check', 'astro', ['check', '--minimumSeverity', 'warning']),
    check('lint', 'eslint', ['.', '--max-warnings', '0']),
  ]);
  await tests('unit tests', []);
  if (await check('build', 'node', ['scripts/pages.mjs'])) {
    await check('links', 'node', ['scripts/links.mjs']);
    await tests('browser tests', ['--config', 'tests/e2e/vitest.config.ts'], { CHROME_PATH: chrome });
    await otherEngines(engines);
  } else {
    skip('links', 'nothing was built');
    skip('browser tests', 'nothing was built');
    skip('other engines', 'nothing was built');
  }
} catch (error) {
  totals.failed += 1;
  console.log(error instanceof Error ? error.message : error);
}

console.log(`\nTook ${Math.round((Date.now() - began) / 1000)} s.`);
console.log(`Tests that passed only when tried again: ${totals.retried}.`);
console.log(told(totals));
process.exitCode = totals.failed === 0 ? 0 : 1;
