/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { posteriorPlane } from './state';
import { built, shownNow } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = posteriorPlane.parse(initial);
  return cached('PosteriorPlane', settings, () => built(shownNow(settings)));
}
