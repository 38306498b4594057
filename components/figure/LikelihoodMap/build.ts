/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { likelihoodAtBuild } from './built';
import { likelihoodMap } from './settings';

export function firstFrame({ initial = {} }: Asked) {
  return cached('LikelihoodMap', likelihoodMap.parse(initial).settings, () => likelihoodAtBuild(initial));
}
