// Checks the built site: every internal link and every #anchor in dist/ must lead somewhere. npm run build ends with it.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseHTML } from 'linkedom';
import { basePath, dist } from './serve.mjs';

function pages(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => path.endsWith('.html'));
}

/** One sentence for each dead link or repeated id in the pages under `folder`. */
export function deadLinks(folder = dist, base = basePath()) {
  const files = pages(folder);
  const documents = new Map(files.map((file) => [file, parseHTML(readFileSync(file, 'utf8')).document]));
  const ids = new Map();
  const problems = [];
  for (const [file, document] of documents) {
    const own = new Set();
    for (const node of document.querySelectorAll('[id]')) {
      const id = node.getAttribute('id');
      if (own.has(id) && node.closest('svg') === null) problems.push(`${relative(folder, file)}: id used twice: ${id}`);
      own.add(id);
    }
    ids.set(file, own);
  }
  for (const [file, document] of documents) {
    const here = relative(folder, file).split(sep).join('/');
    const address = new URL(`${base}${here.replace(/index\.html$/, '')}`, 'http://book');
    const links = [...document.querySelectorAll('a[href], link[href], script[src], img[src]')];
    for (const node of links) {
      const href = node.getAttribute('href') ?? node.getAttribute('src') ?? '';
      const target = new URL(href, address);
      if (target.origin !== address.origin || target.protocol === 'data:') continue;
      const inside = target.pathname.startsWith(base)
        ? decodeURIComponent(target.pathname.slice(base.length))
        : undefined;
      let found = inside === undefined ? undefined : join(folder, inside);
      if (found !== undefined && statSync(found, { throwIfNoEntry: false })?.isDirectory())
        found = join(found, 'index.html');
      if (found === undefined || statSync(found, { throwIfNoEntry: false }) === undefined) {
        problems.push(`${here}: dead link: ${href}`);
      } else if (
        target.hash.length > 1 &&
        ids.has(found) &&
        !ids.get(found).has(decodeURIComponent(target.hash.slice(1)))
      ) {
        problems.push(`${here}: no such anchor: ${href}`);
      }
    }
  }
  return { problems, pages: files.length };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { problems, pages: count } = deadLinks();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error(`${problems.length} dead links in ${count} pages`);
    process.exit(1);
  }
  console.log(`Links: all lead somewhere, on ${count} pages.`);
}
