/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDigits } from '../../../src/core/data/digits';
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { toText } from '../bytes';
import { heldOutHand, search } from './state';
import { built, foundAtOnce } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = search.parse(initial);
  return cached('Search', settings, async () => {
    const digits = await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));
    const hand = heldOutHand(0, digits, settings.digit);
    const found = await foundAtOnce(settings, { asks: builtAsks, hand, digits: () => Promise.resolve(digits) });
    return {
      built: built(found),
      hand: hand.map(({ pixels, ...of }) => ({ ...of, pixels: toText(pixels) })),
    };
  });
}
