/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { pupil } from '../../../src/engine/kinds/pupil/index';
import { lengthsOf } from '../../../src/engine/kinds/pupil/settings';
import type { Asked } from '../asked';
import { packMap, type BuiltMap } from './built';
import { exactMap, exactPath } from './exact';
import { pointsOf } from './measure';
import { consistencyMap, runSettings } from './state';

export function firstFrame({ initial = {} }: Asked): Promise<BuiltMap> {
  const { settings: s } = consistencyMap.parse(initial);
  return cached('ConsistencyMap', s, async () => {
    const work = exactMap(s.target, s.seed);
    let next = work.next();
    while (!next.done) next = work.next();
    const exact = next.value;
    const run = runSettings(s);
    const { teacher, total } = lengthsOf(run);
    const map = pointsOf(exact, exactPath(s.target, s.x, s.y), 'built');
    return packMap(s, exact, await prerender(pupil, { ...run, stopAfter: total }, { samples: false, map }), teacher);
  });
}
