// Builds the pages, with the first frames of their figures computed beside them on the other cores, and says how far it is.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { childEnvironment, root } from './node.mjs';
import { progress, stepOf } from './progress.mjs';

const cache = join(root, '.cache');
const timesFile = join(cache, 'build-times.json');
const framesFile = join(cache, 'first-frames-done');

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Where frames have been marked by, and what asks for them: after a run that is over, the same again has nothing to do. */
function framesWanted() {
  const hash = createHash('sha256').update(process.env.FIRST_FRAMES ?? '');
  const chapters = join(root, 'content/chapters');
  for (const name of readdirSync(chapters).sort()) hash.update(name).update(readFileSync(join(chapters, name)));
  return hash.digest('hex');
}

/** Starts the programs that compute first frames ahead; the returned function ends them. */
function ahead() {
  const wanted = framesWanted();
  if (process.env.FRESH || read(framesFile) === wanted) return () => {};
  const count = Math.min(4, Math.max(1, availableParallelism() - 1));
  let left = count;
  const children = Array.from({ length: count }, (_, part) => {
    const child = spawn('node', ['scripts/first-frames.mjs', String(part), String(count)], {
      cwd: root,
      env: childEnvironment(),
      stdio: 'ignore',
    });
    // What fails here fails in the page that needs it, and is told there.
    child.once('error', () => {});
    child.once('close', (status) => {
      if (status === 0 && --left === 0) write(framesFile, wanted);
    });
    return child;
  });
  return () => children.forEach((child) => child.kill());
}

/** Builds the pages. Rejects with all that Astro said where it fails. */
export async function buildPages() {
  // First of all, as `first frames` are known by the code that is about to be loaded: see src/engine/build/cached.ts.
  const { markCode } = await import('../src/engine/build/cached.ts');
  if (!process.env.FRESH) markCode(root);
  const end = ahead();
  const shown = progress(JSON.parse(read(timesFile) ?? '{}'));
  try {
    await new Promise((resolve, reject) => {
      const child = spawn('astro', ['build'], {
        cwd: root,
        env: childEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      let line = '';
      const listen = (chunk) => {
        output += chunk;
        line += chunk;
        const lines = line.split('\n');
        line = lines.pop();
        for (const text of [...lines, line]) {
          const step = stepOf(text);
          if (step !== undefined) shown.at(step);
        }
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('error', reject);
      child.once('close', (status) => (status === 0 ? resolve() : reject(new Error(output.trimEnd()))));
    });
    write(timesFile, JSON.stringify(shown.done()));
  } finally {
    shown.stop();
    end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await buildPages();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
