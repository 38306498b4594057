/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { chartsNow, type Charts } from './charts';
import { chartsKey, parallelSteps } from './state';

export function firstFrame({ initial = {} }: Asked): Promise<Charts> {
  const { settings } = parallelSteps.parse(initial);
  return cached('ParallelSteps', settings, () => chartsNow(settings, chartsKey(settings)));
}
