/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { pupil } from '../../../src/engine/kinds/pupil/index';
import { lengthsOf } from '../../../src/engine/kinds/pupil/settings';
import type { Asked } from '../asked';
import { pupilFigure, runSettings } from './state';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = pupilFigure.parse(initial);
  const run = runSettings(settings);
  return cached('Pupil', settings, () => prerender(pupil, { ...run, stopAfter: lengthsOf(run).total }, {}));
}
