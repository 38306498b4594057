/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digitPixelsOf, parseDigits, type Digits } from '../../../src/core/data/digits';
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { toText } from '../bytes';
import { sourceOf, translation } from './state';
import { built, shownAtOnce } from './work';

/** The first held-out digit of each class: no network has seen it, nor, of type, its family. */
export function firstOfEach(set: Digits): readonly Uint8Array[] {
  return Array.from({ length: 10 }, (_, label) => {
    const row = set.labels.indexOf(label, set.trainCount);
    if (row < 0) throw new Error(`no held-out ${label} (expected one of each class)`);
    return digitPixelsOf(set, row);
  });
}

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = translation.parse(initial);
  return cached('Translation', settings, async () => {
    const read = async (name: string) =>
      firstOfEach(await parseDigits(await readFile(join(process.cwd(), `public/data/${name}.bin`))));
    const hands = { hand: await read('digits'), type: await read('font-digits') };
    return {
      built: built(await shownAtOnce(settings, sourceOf(settings, hands), builtAsks)),
      hands: { hand: hands.hand.map(toText), type: hands.type.map(toText) },
    };
  });
}
