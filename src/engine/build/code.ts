/**
 * A fingerprint of all that first frames are computed by: code, shipped weights, digits, packages, Node. Not for the browser.
 * It reads whole folders rather than following imports: a change that matters must never be missed, one that does not may be.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where every figure's code may lie, besides its own folder: the architecture test lets a figure import from nowhere else. */
const shared = [
  'src/core',
  'src/kernel',
  'src/net',
  'src/engine',
  'src/picture',
  'src/record',
  'src/site',
  'components/control',
  'components/figure',
  'content/symbols.ts',
  'public/data',
  'public/weights',
  'package-lock.json',
];
const figures = 'components/figure';
/** Folders of figures: only the figure's own counts. */
const isFigure = (name: string): boolean => /^[A-Z]/.test(name);
const counts = (name: string): boolean => !/\.(css|md)$/.test(name);

/** A hash of what all figures share, and one for each figure's folder, by the figure's name. */
export interface Code {
  readonly shared: string;
  readonly figures: Readonly<Record<string, string>>;
}

/** The code as it is on the disk now, under the project's folder. */
export function codeOf(root: string): Code {
  const all = createHash('sha256').update(process.version);
  for (const place of shared) add(all, root, place, place === figures ? (name) => !isFigure(name) : () => true);
  const names = readdirSync(join(root, figures)).filter(
    (name) => isFigure(name) && statSync(join(root, figures, name)).isDirectory(),
  );
  const own = names.sort().map((name) => {
    const hash = createHash('sha256');
    add(hash, root, `${figures}/${name}`, () => true);
    return [name, hash.digest('hex')] as const;
  });
  return { shared: all.digest('hex'), figures: Object.fromEntries(own) };
}

/** Adds the names and the contents of the files under a place, in order; `top` says which entries right under it count. */
function add(hash: ReturnType<typeof createHash>, root: string, place: string, top: (name: string) => boolean): void {
  const path = join(root, place);
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    hash.update(`${place}\n${fileHash(path)}\n`);
    return;
  }
  for (const name of readdirSync(path).filter(counts).filter(top).sort())
    add(hash, root, `${place}/${name}`, () => true);
}

const known = new Map<string, { readonly stamp: string; readonly hash: string }>();

/** Read again only where the file was written to. */
function fileHash(path: string): string {
  const { mtimeMs, ctimeMs, size, ino } = statSync(path);
  const stamp = [mtimeMs, ctimeMs, size, ino].join(' ');
  const found = known.get(path);
  if (found?.stamp === stamp) return found.hash;
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  known.set(path, { stamp, hash });
  return hash;
}
