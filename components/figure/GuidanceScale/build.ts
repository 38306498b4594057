/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { guidanceScale } from './state';
import { built, shownNow } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = guidanceScale.parse(initial);
  return cached('GuidanceScale', settings, () => built(shownNow(settings)));
}
