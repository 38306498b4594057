/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { sdeditFigure } from './state';
import { built, shownAtOnce } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = sdeditFigure.parse(initial);
  return cached('Sdedit', settings, async () => built(await shownAtOnce(settings, builtAsks)));
}
