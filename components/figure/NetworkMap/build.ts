/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAsks } from '../built-asks';
import { packedMap } from './built';
import { inspection, networkMap, partOf, sampling } from './state';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = networkMap.parse(initial);
  return cached('NetworkMap', settings, async () => {
    const part = partOf(settings);
    return packedMap(
      await builtAsks.inspect(inspection(settings)),
      await builtAsks.sample(sampling(settings, undefined)),
      part ? await builtAsks.sample(sampling(settings, part)) : null,
    );
  });
}
