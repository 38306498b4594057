/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { compose } from './state';
import { built, shownNow } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = compose.parse(initial);
  return cached('Compose', settings, () => built(shownNow(settings)));
}
