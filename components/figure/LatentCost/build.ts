/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digitPixels, parseDigits } from '../../../src/core/data/digits';
import { fromGrey, greyOf } from '../../../src/core/image-network/pixels';
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { toText } from '../bytes';
import { evaluations, guidance, latentCost, shownCount } from './state';

/** Samples of the shipped model of pixels, and held-out digits through the shipped codes of 32 numbers and back. */
export function firstFrame({ initial = {} }: Asked) {
  const { settings } = latentCost.parse(initial);
  return cached('LatentCost', settings, async () => {
    const labels = Array.from({ length: shownCount }, (_, i) => i % 10);
    const { x } = await builtAsks.sample({ labels, seed: settings.seed, guidance, evaluations, every: 0 });
    const { images, trainCount } = await parseDigits(await readFile(join(process.cwd(), 'public/data/digits.bin')));
    const real = images.subarray(trainCount * digitPixels, (trainCount + shownCount) * digitPixels);
    const { means: codes } = await builtAsks.encodeDigits({ codec: 'flat', x: fromGrey(real) });
    const back = await builtAsks.decodeCodes({ codec: 'flat', codes });
    // Of the ten that are shown beside their originals.
    const ten = fromGrey(real.subarray(0, 10 * digitPixels));
    const distortion = ten.reduce((sum, v, i) => sum + (back.x[i] - v) ** 2, 0) / ten.length;
    return {
      pixels: toText(greyOf(x)),
      codes: toText(greyOf(back.x)),
      originals: toText(real.slice(0, 10 * digitPixels)),
      distortion,
    };
  });
}
