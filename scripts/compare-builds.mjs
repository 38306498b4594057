// Holds the pages of two builds against each other: every figure's drawings, pictures and text, the formulas and the prose.
// `node scripts/compare-builds.mjs OLD/dist NEW/dist` prints what differs and exits with 1 if anything does. What may differ
// between builds of the same book is left out: names of assets, generated ids, listings of source files, a figure's props.
// Then what the scripts of each page weigh, gzipped; that counts as no difference.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseHTML } from 'linkedom';

const [before, after] = process.argv.slice(2);
if (!before || !after) {
  console.error('expected two folders: node scripts/compare-builds.mjs OLD/dist NEW/dist');
  process.exit(2);
}

const pagesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.html'))
    .sort();

/** What a reader sees of an element, with what is named anew in each build taken out. */
function seen(element) {
  return element.outerHTML
    .replace(/\/assets\/[^"')\s]+/g, 'ASSET')
    .replace(/\b(id|for|aria-[a-z]+by|aria-controls|clip-path|class|uid|data-astro-[a-z0-9-]+)="[^"]*"/g, '')
    .replace(/url\(#[^)]*\)/g, 'URL')
    .replace(/\s+/g, ' ')
    .replace(/ (?=>)/g, '');
}

/** The text without its white space, but for that before a closing mark or after an opening one, which a reader sees. */
const words = (element) => element.textContent.replace(/\s+(?=[,.;:)])|(?<=\()\s+/g, '\u2423').replace(/\s+/g, '');

/** The parts of a page that are compared, by kind. */
function partsOf(file) {
  const { document } = parseHTML(readFileSync(file, 'utf8'));
  const all = (selector) => [...document.querySelectorAll(selector)];
  for (const listing of all('pre, script, style')) listing.remove();
  return {
    drawing: all('svg').map(seen),
    picture: all('img, canvas').map(seen),
    formula: all('.katex').map(words),
    figure: all('figure').map(words),
    text: all('main').map(words),
  };
}

/** The first place at which two texts part, with a little of what stands around it. */
function parting(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  const from = Math.max(0, i - 60);
  return `\n    old: …${a.slice(from, i + 60)}…\n    new: …${b.slice(from, i + 60)}…`;
}

let differences = 0;
const tell = (sentence) => {
  differences += 1;
  if (differences <= 60) console.log(sentence);
};

const old = pagesOf(before);
const fresh = pagesOf(after);
for (const page of old) if (!fresh.includes(page)) tell(`${page}: missing in the new build`);
for (const page of fresh) if (!old.includes(page)) console.log(`${page}: new`);
let held = 0;
for (const page of old.filter((name) => fresh.includes(name))) {
  const [a, b] = [partsOf(join(before, page)), partsOf(join(after, page))];
  for (const kind of Object.keys(a)) {
    if (a[kind].length !== b[kind].length)
      tell(`${page}: ${a[kind].length} of kind ${kind} in the old build, ${b[kind].length} in the new`);
    for (let i = 0; i < Math.min(a[kind].length, b[kind].length); i++) {
      held += 1;
      if (a[kind][i] !== b[kind][i]) tell(`${page}: ${kind} ${i + 1} differs${parting(a[kind][i], b[kind][i])}`);
    }
  }
}

/** Every script that a page loads by itself, with what those import, in bytes after gzip. The worker and what waits for a touch are not in it. */
function weight(folder, page) {
  const html = readFileSync(join(folder, page), 'utf8');
  const named = [...html.matchAll(/(?:src|href|component-url|renderer-url|before-hydration-url)="([^"]+\.js)"/g)];
  const open = named.map(([, url]) => url.replace(/^(\.\.?\/)+|^\//, '')).filter((url) => url.startsWith('assets/'));
  const sizes = new Map();
  while (open.length > 0) {
    const path = open.pop();
    if (sizes.has(path)) continue;
    const code = readFileSync(join(folder, path));
    sizes.set(path, gzipSync(code, { level: 9 }).length);
    for (const [, to] of code.toString().matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+\.js)"/g))
      open.push(join(dirname(path), to));
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
for (const page of old.filter((name) => fresh.includes(name))) {
  const [a, b] = [weight(before, page), weight(after, page)];
  if (a !== b) console.log(`${page}: scripts ${(a / 1000).toFixed(1)} kB, now ${(b / 1000).toFixed(1)} kB`);
}
console.log(`${held} parts of ${old.length} pages compared, ${differences} differences`);
process.exitCode = differences === 0 ? 0 : 1;
