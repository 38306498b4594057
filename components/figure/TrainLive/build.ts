/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { plane } from '../../../src/engine/kinds/plane/index';
import type { Asked } from '../asked';
import { runSettings, trainLive } from './state';
import { watchOf } from './watch';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = trainLive.parse(initial);
  return cached('TrainLive', settings, () => prerender(plane, runSettings(settings), watchOf(settings)));
}
