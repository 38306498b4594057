/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { greyOf } from '../../../src/core/image-network/pixels';
import { cached } from '../../../src/engine/build/cached';
import { sheet } from '../../../src/picture/index';
import { builtAsks } from '../built-asks';
import { shippedLevels } from './built';
import { columns, rows, sampleSeed } from './state';

/** The shipped network's samples: whatever the figure is to train, it begins with these. */
export function firstFrame() {
  return cached('TrainDigits', null, async () => {
    const { x } = await builtAsks.sample({
      labels: Array.from({ length: columns * rows }, (_, i) => i % 10),
      seed: sampleSeed,
      guidance: 1,
    });
    return { samples: sheet(greyOf(x), columns, rows), levels: await shippedLevels() };
  });
}
