/** The denoised guess along one way down, beside the noised picture that it was made of: from the average of everything to a digit. */
import { digitSide } from '../../../src/core/data/digits';
import { uniformTimes } from '../../../src/core/sampler/times';
import { planeDefaults } from '../../../src/engine/kinds/plane/settings';
import { pictureSize } from '../../../src/engine/kinds/shipped/pixels';
import { mosaic } from '../../../src/picture/mosaic';
import { builtAsks } from '../built-asks';
import type { PlateOf } from './panel';

const labels = [2, 5, 8] as const;
const shown = [1, 0.8, 0.6, 0.4, 0.2, 0] as const;
const steps = 40;
const schedule = planeDefaults.schedule;

export async function sharpeningPlate(): Promise<PlateOf> {
  const times = Array.from(uniformTimes(steps));
  const asking = { labels, schedule, pixels: 'book', guidance: 0 } as const;
  const { path } = await builtAsks.sample({ ...asking, seed: 3, sampler: 'ddim', times, path: true });
  const panels = [];
  for (const t of shown) {
    const x = path[Math.round((1 - t) * steps)];
    // At t = 0 nothing is left to be guessed.
    const guess = t === 0 ? x : await builtAsks.guess({ ...asking, x, times: [t] });
    const tiles = labels.flatMap((_, row) =>
      [x, guess].flatMap((of) => [...of.subarray(row * pictureSize, (row + 1) * pictureSize)]),
    );
    panels.push({
      title: `t = ${t}`,
      label: `At t = ${t}, ${labels.length} noised pictures, and right of each what the network guesses behind it.`,
      ...mosaic(tiles, { side: digitSide, across: 2, gap: 2 }),
    });
  }
  return { panels };
}
