/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { panorama } from './state';
import { built, shownAtOnce } from './work';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = panorama.parse(initial);
  return cached('Panorama', settings, async () =>
    built(await shownAtOnce(settings, (spec) => builtAsks.panorama(spec))),
  );
}
