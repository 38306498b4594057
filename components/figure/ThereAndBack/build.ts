/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDigits } from '../../../src/core/data/digits';
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { toText } from '../bytes';
import { heldOutHand } from '../kit/held-out';
import { chosen, thereAndBack } from './state';
import { built, shownAtOnce } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = thereAndBack.parse(initial);
  return cached('ThereAndBack', settings, async () => {
    const digits = await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));
    const digit = chosen(settings.digit, [], digits);
    if (!digit) throw new Error(`to noise and back with digit ${settings.digit} (expected a row of the packed digits)`);
    const of = { s: settings, digit, asks: builtAsks, digits: () => Promise.resolve(digits), listening: {} };
    return {
      built: built(await shownAtOnce(of)),
      hand: heldOutHand(0, digits).map(({ pixels, ...one }) => ({ ...one, pixels: toText(pixels) })),
    };
  });
}
