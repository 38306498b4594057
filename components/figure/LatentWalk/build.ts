/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDigits } from '../../../src/core/data/digits';
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { latentWalk } from './state';
import { builtWalk, walkAtOnce } from './work';

const digits = async () => parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = latentWalk.parse(initial);
  return cached('LatentWalk', settings, async () => builtWalk(await walkAtOnce(settings, { ...builtAsks, digits })));
}
