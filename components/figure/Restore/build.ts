/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDigits } from '../../../src/core/data/digits';
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { toText } from '../bytes';
import { cleanOf, heldOutHand } from '../kit/held-out';
import { restoreFigure } from './state';
import { answerAtOnce, built } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = restoreFigure.parse(initial);
  return cached('Restore', settings, async () => {
    const digits = await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));
    const clean = cleanOf(settings, [], digits);
    if (!clean) throw new Error(`restoration of digit ${settings.digit} (expected a row of the packed digits)`);
    return {
      built: built(await answerAtOnce(settings, clean.grey, builtAsks), clean.grey, clean.label),
      hand: heldOutHand(0, digits).map(({ pixels, ...of }) => ({ ...of, pixels: toText(pixels) })),
    };
  });
}
