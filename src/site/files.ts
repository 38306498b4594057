import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Every file under `folder`, as paths relative to it with forward slashes, sorted. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
