// Whether the book in dist/ is the one that a build would make: then `npm start` need not make it again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** All that a page may be made of. The tests and the documents are not among them. */
const places = [
  'src',
  'components',
  'content',
  'public',
  'scripts',
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
];
const noted = '.cache/built';

/** Every file under a place, from the root on. */
function filesUnder(root, place) {
  const path = join(root, place);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [place];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** A hash of what goes in, by contents, and of what came out, by name, size and time. */
function hashOf(root, env) {
  const hash = createHash('sha256').update(`${process.version}\n${env.SITE_BASE ?? ''}\n`);
  for (const place of places)
    for (const name of filesUnder(root, place)) hash.update(`${name}\n`).update(readFileSync(join(root, name)));
  for (const name of filesUnder(root, 'dist')) {
    const { size, mtimeMs } = statSync(join(root, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Notes that what is in dist/ was built of what lies here now. */
export function noteBuilt(root, env = process.env) {
  const path = join(root, noted);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, hashOf(root, env));
}

/** Whether that is still so: nothing that goes in has changed since, and nothing in dist/ either. FRESH says no. */
export function stillStands(root, env = process.env) {
  const path = join(root, noted);
  if (env.FRESH || !existsSync(path) || !existsSync(join(root, 'dist/index.html'))) return false;
  return readFileSync(path, 'utf8') === hashOf(root, env);
}
