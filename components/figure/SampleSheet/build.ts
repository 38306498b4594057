/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { digitSide } from '../../../src/core/data/digits';
import { standardInk, standardPaper } from '../../../src/core/image-network/pixels';
import { cached } from '../../../src/engine/build/cached';
import { mosaic } from '../../../src/picture/index';
import { builtAsks } from '../built-asks';

/** The digits 0 to 9 by turns, in two sheets of fifty. */
export function firstFrame({ seed = 1 }: { readonly seed?: number }) {
  return cached('SampleSheet', seed, async () => {
    const across = 10;
    const { x } = await builtAsks.sample({
      labels: Array.from({ length: 100 }, (_, i) => i % 10),
      seed,
      guidance: 1,
      evaluations: 10,
    });
    const half = x.length / 2;
    return [x.slice(0, half), x.slice(half)].map((tiles) =>
      mosaic(tiles, { side: digitSide, across, paper: standardPaper, ink: standardInk }),
    );
  });
}
