/** What the page shows of the map before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDigits } from '../../../src/core/data/digits';
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { latentMap } from './state';
import { builtMap } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = latentMap.parse(initial);
  return cached('LatentMap', settings, async () =>
    builtMap(settings, await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin'))), builtAsks),
  );
}
