import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { filesUnder } from '../../src/site/files';

/** Runs before anything else of the page, and notes in `window.wrong` what other browsers tell their driver. */
function watch(): void {
  const wrong: string[] = [];
  Object.assign(window, { wrong });
  const { error } = console;
  console.error = (...said: unknown[]) => {
    wrong.push(said.map(String).join(' '));
    error.apply(console, said);
  };
  // Capturing: what could not be loaded is told to its own element only.
  addEventListener(
    'error',
    ({ message, target }: ErrorEvent) => {
      const { src, href } = (target ?? {}) as { readonly src?: string; readonly href?: string };
      wrong.push(message ?? `${src ?? href}: could not be loaded`);
    },
    true,
  );
  addEventListener('unhandledrejection', ({ reason }) => wrong.push(String(reason)));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    wrong.push(`policy: ${violatedDirective} refused ${blockedURI}`),
  );
}

/**
 * A copy of the built book in which every page loads one more script, its first, which notes what goes wrong; `base` is
 * the path it is served under. For an engine whose driver cannot tell. Returns the folder and what removes it.
 */
export function watchedCopy(dist: string, base: string): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'watched-book-'));
  for (const name of filesUnder(dist)) {
    const to = join(folder, name);
    mkdirSync(dirname(to), { recursive: true });
    if (!name.endsWith('.html')) {
      cpSync(join(dist, name), to);
      continue;
    }
    const page = readFileSync(join(dist, name), 'utf8');
    if (!page.includes('<head>')) throw new Error(`${name} has no head (expected "<head>")`);
    // `self` may run under the book's policy: no word of it has to be changed.
    writeFileSync(to, page.replace('<head>', `<head><script src="${base}watch.js"></script>`));
  }
  writeFileSync(join(folder, 'watch.js'), `(${watch.toString()})();\n`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
