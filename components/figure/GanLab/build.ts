/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import { prerender } from '../../../src/engine/build/prerender';
import { planeGan } from '../../../src/engine/kinds/plane-gan/index';
import type { Asked } from '../asked';
import { ganLab, runSettings, watchOf } from './state';

export function firstFrame({ initial = {} }: Asked) {
  const { settings } = ganLab.parse(initial);
  return cached('GanLab', settings, () => prerender(planeGan, runSettings(settings), watchOf(settings)));
}
